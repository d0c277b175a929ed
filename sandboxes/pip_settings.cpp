#include "sandboxes/pip_settings.hpp"

#include "support/file.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <set>

#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEndOfAddress = " \t\r\n\"'`<>()[]{},";

std::string in_one_line(std::string_view value) {
  std::vector<std::string> words;
  for (const std::string_view line : split_lines(value))
    for (const std::string_view word : split(trim(line), ' '))
      if (!word.empty())
        words.emplace_back(word);
  return join(words, " ");
}

/// An INI file as Python's configparser reads it: indented lines continue the value before them.
void read_configuration(std::string_view text, Settings& into) {
  bool wanted = false;
  std::string* last = nullptr;
  for (const std::string_view line : split_lines(text)) {
    const std::string_view bare = trim(line);
    if (bare.empty() || bare.front() == '#' || bare.front() == ';')
      continue;
    if (indent_of(line) > 0 && last != nullptr) {
      last->append(" ").append(bare);
      continue;
    }
    last = nullptr;
    if (bare.front() == '[') {
      wanted = bare == "[global]" || bare == "[install]";
      continue;
    }
    const auto equals = bare.find_first_of("=:");
    if (!wanted || equals == std::string_view::npos)
      continue;
    last = &into[replace_all(lower(trim(bare.substr(0, equals))), "_", "-")];
    *last = trim(bare.substr(equals + 1));
  }
}

std::string value_in(const Settings& settings, const std::string& name) {
  const auto found = settings.find(name);
  return found == settings.end() ? "" : found->second;
}

bool is_on(const std::string& value) {
  const std::string word = lower(value);
  return word == "1" || word == "true" || word == "yes" || word == "on";
}

/// "https://user:password@host:8080/simple" -> "user:password@host:8080"; also where a proxy is given without a scheme.
std::string_view authority_of(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos && address.find('@') == std::string_view::npos)
    return {};
  address.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
  return address.substr(0, address.find('/'));
}

/// What nobody may read of an address, wherever it stands: "user:password" and "password".
void add_secrets(std::string_view address, std::set<std::string>& into) {
  const std::string_view authority = authority_of(address);
  const auto at = authority.rfind('@');
  if (at == std::string_view::npos || at == 0)
    return;
  const std::string_view user = authority.substr(0, at);
  constexpr std::size_t shortest = 3;  // a shorter one would hide half of the words
  const auto colon = user.find(':');
  for (const std::string_view part : {user, colon == std::string_view::npos ? std::string_view{} : user.substr(colon + 1)})
    if (part.size() >= shortest)
      into.emplace(part);
}

/// "https://user:password@host:8080/simple" -> "host".
std::string host_of(std::string_view address) {
  address = authority_of(address);
  if (const auto at = address.rfind('@'); at != std::string_view::npos)
    address.remove_prefix(at + 1);
  return std::string(address.substr(0, address.find(':')));
}

}  // namespace

Settings pip_settings(const std::vector<fs::path>& files, const Settings& environment) {
  Settings all;
  std::error_code error;
  for (const fs::path& file : files) {
    if (!fs::is_regular_file(file, error))
      continue;
    if (::access(file.c_str(), R_OK) == 0)  // pip passes over what it may not read
      read_configuration(read_file(file), all);
  }
  constexpr std::string_view prefix = "PIP_";
  for (const auto& [name, value] : environment)
    if (name.starts_with(prefix) && !value.empty())
      all[replace_all(lower(name.substr(prefix.size())), "_", "-")] = value;
  for (auto& [name, value] : all)
    value = in_one_line(value);
  return all;
}

std::vector<fs::path> pip_configuration_files(const Settings& environment, const fs::path& prefix) {
  const std::string own = value_in(environment, "PIP_CONFIG_FILE");
  if (own == "/dev/null")
    return {};
  std::vector<fs::path> files;
  std::string folders = value_in(environment, "XDG_CONFIG_DIRS");
  if (folders.empty())
    folders = "/etc/xdg";
  for (const std::string_view folder : split(folders, ':'))
    files.push_back(fs::path{folder} / "pip/pip.conf");
  files.emplace_back("/etc/pip.conf");
  if (const std::string home = value_in(environment, "HOME"); !home.empty()) {
    const std::string config = value_in(environment, "XDG_CONFIG_HOME");
    files.push_back(fs::path{home} / ".pip/pip.conf");
    files.push_back((config.empty() ? fs::path{home} / ".config" : fs::path{config}) / "pip/pip.conf");
  }
  if (!prefix.empty())
    files.push_back(prefix / "pip.conf");
  if (!own.empty())
    files.emplace_back(own);
  return files;
}

std::vector<std::string> translate_for_uv(const Settings& pip, Settings& environment) {
  const auto take = [&](const std::string& theirs, const std::string& name) {
    const std::string value = value_in(pip, theirs);
    return !value.empty() && environment.emplace(name, value).second;
  };
  if (value_in(environment, "UV_INDEX_URL").empty())
    take("index-url", "UV_DEFAULT_INDEX");
  if (value_in(environment, "UV_EXTRA_INDEX_URL").empty() && take("extra-index-url", "UV_INDEX"))
    environment.emplace("UV_INDEX_STRATEGY", "unsafe-best-match");  // as pip looks; every file is checked against its hash
  if (take("find-links", "UV_FIND_LINKS"))
    environment["UV_FIND_LINKS"] = replace_all(environment["UV_FIND_LINKS"], " ", ",");
  take("trusted-host", "UV_INSECURE_HOST");
  take("cert", "SSL_CERT_FILE");
  for (const char* theirs : {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"})  // pip minds them, uv does not
    if (const std::string file = value_in(environment, theirs); !file.empty())
      environment.emplace("SSL_CERT_FILE", file);
  take("client-cert", "SSL_CLIENT_CERT");
  if (const std::string proxy = value_in(pip, "proxy"); !proxy.empty())  // pip takes it without a scheme, too
    environment.emplace("ALL_PROXY", proxy.find("://") == std::string::npos ? "http://" + proxy : proxy);
  take("timeout", "UV_HTTP_TIMEOUT");
  take("retries", "UV_HTTP_RETRIES");
  if (value_in(pip, "keyring-provider") == "subprocess")
    take("keyring-provider", "UV_KEYRING_PROVIDER");
  std::vector<std::string> options;
  if (is_on(value_in(pip, "no-index")))
    options.emplace_back("--no-index");
  constexpr std::string_view everything = ":all:";
  if (value_in(pip, "only-binary") == everything)
    options.emplace_back("--no-build");
  if (value_in(pip, "no-binary") == everything)
    options.insert(options.end(), {"--no-binary", std::string(everything)});
  return options;
}

std::string without_addresses(std::string_view text, const Settings& settings) {
  std::string out;
  while (!text.empty()) {
    const auto scheme = text.find("://");
    if (scheme == std::string_view::npos)
      break;
    std::size_t begin = scheme;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 || text[begin - 1] == '+'))
      --begin;
    out += text.substr(0, begin);
    out += "<address>";
    text.remove_prefix(std::min(text.size(), text.find_first_of(kEndOfAddress, scheme)));
  }
  out += text;
  std::set<std::string> hosts, secrets;
  for (const auto& [name, value] : settings) {
    const std::string words = replace_all(value, ",", " ");
    for (const std::string_view word : split(words, ' ')) {
      hosts.insert(host_of(word));
      add_secrets(word, secrets);
    }
  }
  for (const std::string& secret : secrets)
    out = replace_all(std::move(out), secret, "<hidden>");
  for (const std::string& host : hosts)
    if (!host.empty())
      out = replace_all(std::move(out), host, "<host>");
  return out;
}

}  // namespace snipcheck
