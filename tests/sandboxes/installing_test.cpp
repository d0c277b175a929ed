/// What surrounds the installers: pip's settings, their failures, the records of what they installed.
#include "sandboxes/package_tool.hpp"
#include "sandboxes/pip_settings.hpp"
#include "sandboxes/records.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

/// An environment folder with one package, as an installer leaves it.
struct Installed {
  TempDir folder;
  Environment environment{.name = "2020",
                          .packages = {{"flask-login", "0.5.0"}},
                          .interpreter = Interpreter{.path = "/p", .version = "3.8.1", .prefix = "/", .platform = ""}};
  fs::path packages = site_packages(folder.path(), environment);

  Installed() {
    write_file(packages / "flask_login/__init__.py", "");
    write_file(packages / "Flask_Login-0.5.0.dist-info/RECORD",
               "flask_login/__init__.py,sha256=x,0\nFlask_Login-0.5.0.dist-info/RECORD,,\n");
  }
};

}  // namespace

TEST(PipSettings, TakeFilesInOrderAndVariablesLast) {
  const TempDir folder;
  write_file(folder.path() / "a", "[global]\nindex-url = one\ntimeout: 5\n[list]\nformat = columns\n");
  write_file(folder.path() / "b", "# a comment\n[install]\nindex_url = two\ntrusted-host =\n    h1\n    h2\n");
  EXPECT_THAT(
      pip_settings({folder.path() / "a", folder.path() / "b", folder.path() / "missing"}, {{"PIP_TIMEOUT", "9"}, {"OTHER", "x"}}),
      UnorderedElementsAre(Pair("index-url", "two"), Pair("timeout", "9"), Pair("trusted-host", "h1 h2")));
}

TEST(PipSettings, NameTheFilesThatPipReads) {
  EXPECT_THAT(pip_configuration_files({{"HOME", "/h"}, {"PIP_CONFIG_FILE", "/own"}}, "/prefix"),
              ElementsAre("/etc/xdg/pip/pip.conf", "/etc/pip.conf", "/h/.pip/pip.conf", "/h/.config/pip/pip.conf",
                          "/prefix/pip.conf", "/own"));
  EXPECT_THAT(pip_configuration_files({{"PIP_CONFIG_FILE", "/dev/null"}}, "/prefix"), IsEmpty());
}

TEST(PipSettings, BecomeThoseOfUv) {
  Settings environment{{"SSL_CERT_FILE", "mine"}};
  const auto options = translate_for_uv(
      {{"index-url", "I"}, {"extra-index-url", "E F"}, {"find-links", "a b"}, {"cert", "theirs"}, {"no-index", "true"}},
      environment);
  EXPECT_THAT(environment,
              UnorderedElementsAre(Pair("SSL_CERT_FILE", "mine"), Pair("UV_DEFAULT_INDEX", "I"), Pair("UV_INDEX", "E F"),
                                   Pair("UV_INDEX_STRATEGY", "unsafe-best-match"), Pair("UV_FIND_LINKS", "a,b")));
  EXPECT_THAT(options, ElementsAre("--no-index"));
}

TEST(PipSettings, BecomeThoseOfUvDownToCertificatesAndPatience) {
  Settings environment{{"REQUESTS_CA_BUNDLE", "bundle"}};
  const auto options = translate_for_uv({{"client-cert", "c"},
                                         {"proxy", "me:secret@proxy.example:3128"},
                                         {"timeout", "180"},
                                         {"retries", "9"},
                                         {"trusted-host", "a b:8443"},
                                         {"keyring-provider", "subprocess"},
                                         {"only-binary", ":all:"}},
                                        environment);
  EXPECT_THAT(environment,
              UnorderedElementsAre(Pair("REQUESTS_CA_BUNDLE", "bundle"), Pair("SSL_CERT_FILE", "bundle"),
                                   Pair("SSL_CLIENT_CERT", "c"), Pair("ALL_PROXY", "http://me:secret@proxy.example:3128"),
                                   Pair("UV_HTTP_TIMEOUT", "180"), Pair("UV_HTTP_RETRIES", "9"),
                                   Pair("UV_INSECURE_HOST", "a b:8443"), Pair("UV_KEYRING_PROVIDER", "subprocess")));
  EXPECT_THAT(options, ElementsAre("--no-build"));
}

TEST(PipSettings, GiveWayToWhatIsSetForUv) {
  Settings environment{{"UV_INDEX_URL", "mine"}};
  EXPECT_THAT(translate_for_uv({{"index-url", "I"}, {"no-index", "0"}}, environment), IsEmpty());
  EXPECT_THAT(environment, ElementsAre(Pair("UV_INDEX_URL", "mine")));
}

TEST(Redaction, TakesAddressesAndHostsOut) {
  const Settings settings{{"index-url", "https://me:secret@mirror.example:8443/simple"}};
  EXPECT_EQ(without_addresses(
                "Failed to fetch: `https://me:secret@mirror.example:8443/simple/flask/`\n dns error: mirror.example", settings),
            "Failed to fetch: `<address>`\n dns error: <host>");
  EXPECT_EQ(without_addresses("nothing here", settings), "nothing here");
  EXPECT_EQ(without_addresses("git+https://x", {}), "<address>");
}

TEST(Redaction, TakesPasswordsOutWhereverTheyStand) {
  const Settings settings{{"proxy", "me:secret@proxy.example:3128"}, {"index-url", "https://token@mirror.example/simple"}};
  EXPECT_EQ(without_addresses("proxy me:secret@proxy.example refused `secret`; token is wrong", settings),
            "proxy <hidden>@<host> refused `<hidden>`; <hidden> is wrong");
}

TEST(Failures, OfPackagesAreNotThoseOfTheNetwork) {
  EXPECT_TRUE(explain_failure("  x No solution found when resolving dependencies:").of_packages);
  EXPECT_TRUE(explain_failure("Failed to build `limits==1.3`").of_packages);
  EXPECT_FALSE(explain_failure("error: Request failed after 3 retries\ncause: dns error").of_packages);
}

TEST(Failures, AreToldApart) {
  EXPECT_EQ(explain_failure("x\nNo space left on device").what, "the disk is full");
  EXPECT_NE(explain_failure("Hash mismatch for `flask==1`").what.find("lock"), std::string::npos);
  EXPECT_NE(explain_failure("error: Request failed after 3 retries\ncause: dns error").hint.find("connect"), std::string::npos);
  EXPECT_NE(explain_failure("Failed to build `cffi==1`\ngcc: not found").hint.find("compiler"), std::string::npos);
  EXPECT_NE(explain_failure("???").what, "");
}

TEST(Records, AreReadWithQuotedPaths) {
  EXPECT_THAT(recorded_paths("a.py,sha256=x,1\n\"b,\"\"c\"\".py\",,\n\n"), ElementsAre("a.py", "b,\"c\".py"));
}

TEST(Records, AreWholeWhenEveryFileIsThere) {
  const Installed installed;
  EXPECT_THAT(missing_from(installed.folder.path(), installed.environment), IsEmpty());
}

TEST(Records, TellWhatAKilledBuildLeftOut) {
  const Installed installed;
  fs::remove(installed.packages / "flask_login/__init__.py");
  EXPECT_THAT(missing_from(installed.folder.path(), installed.environment),
              ElementsAre("flask-login: flask_login/__init__.py is missing"));
}

TEST(Records, TellWhatTheLockHasAndWhatItHasNot) {
  Installed installed;
  installed.environment.packages = {{"flask", "1.1.2"}};
  EXPECT_THAT(missing_from(installed.folder.path(), installed.environment),
              ElementsAre("flask-login 0.5.0 is there, but the lock does not have it", "flask 1.1.2 is not installed"));
}

TEST(Records, TellOfAPackageWithoutRecord) {
  const Installed installed;
  fs::remove(installed.packages / "Flask_Login-0.5.0.dist-info/RECORD");
  EXPECT_THAT(missing_from(installed.folder.path(), installed.environment), ElementsAre("flask-login: no RECORD"));
}

}  // namespace snipcheck
