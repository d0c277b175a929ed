#include "verifier/context/installs.hpp"

#include "tests/helpers/builders.hpp"

#include <gmock/gmock.h>

namespace snipcheck {

using testing::a_snippet;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

TEST(Installs, NameThePackagesOfACommandAndTheirExtras) {
  EXPECT_THAT(installs_in("pip install flask-login Flask_SQLAlchemy==3.1 'flask[async, dotenv]>=2'"),
              IsSupersetOf({"flask-login", "flask-sqlalchemy", "flask", "flask[async]"}));
  EXPECT_THAT(installs_in("python3 -m pip install -U \"redis>=4\""), ElementsAre("redis"));
  EXPECT_THAT(installs_in("!pip install redis"), ElementsAre("redis"));
  EXPECT_THAT(installs_in("$ uv add flask[async]"), ElementsAre("flask", "flask[async]"));
  EXPECT_THAT(installs_in("poetry add gunicorn && pip install eventlet; echo done"), ElementsAre("eventlet", "gunicorn"));
}

TEST(Installs, LeaveOutOptionsFilesAndWhatIsNoCommand) {
  EXPECT_THAT(installs_in("pip install -r requirements.txt --index-url https://example.org/simple six"), ElementsAre("six"));
  EXPECT_THAT(installs_in("How to install redis? To install flask, read on. apt install redis"), IsEmpty());
  EXPECT_THAT(installs_in("git add redis.py"), IsEmpty());
}

TEST(Installs, EndWithTheCommandInASentence) {
  EXPECT_THAT(installs_in("Run `pip install flask-login` before redis is there."), ElementsAre("flask-login"));
  EXPECT_THAT(installs_in("Do pip install flask-login. Redis is no part of it"), ElementsAre("flask-login"));
}

TEST(Installs, AreThoseOfTheWholeAnswer) {
  Snippet commands = a_snippet("pip install eventlet\n"), listed = a_snippet("redis==5.0\n# comment\nflask[dotenv]\n");
  commands.language = "bash";
  listed.file = "requirements.txt";
  Snippet code = a_snippet("import redis\n");
  code.prose = "First `pip install flask-caching`.";
  const Subject subject{.snippet = &code, .answer_digest = "", .answer = {&commands, &listed, &code}};
  EXPECT_THAT(installs_of(subject, testing::a_matrix({.packages = {{{"flask", "3.1.3"}}}})),
              ElementsAre("eventlet", "flask", "flask-caching", "flask[dotenv]", "redis"));
}

}  // namespace snipcheck
