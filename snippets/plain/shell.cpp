#include "snippets/plain/shell.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace snipcheck {
namespace {

using Words = std::vector<std::string_view>;

/// The words outside quotes; what is quoted becomes one word beginning with its quote. A trailing comment is left out.
Words words_of(std::string_view line) {
  Words words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    if (line[i] == '#')
      break;
    const std::size_t begin = i;
    while (i < line.size() && line[i] != ' ' && line[i] != '\t') {
      if (line[i] == '"' || line[i] == '\'') {
        const auto close = line.find(line[i], i + 1);
        i = close == std::string_view::npos ? line.size() : close + 1;
      } else {
        ++i;
      }
    }
    words.push_back(line.substr(begin, i - begin));
  }
  return words;
}

/// Words that sentences are made of and command lines are not.
bool is_prose_word(std::string_view word) {
  static const std::set<std::string_view> words{"a",    "an",   "and",  "are",  "as",    "be",  "but",  "can",    "does", "from",
                                                "how",  "if",   "in",   "is",   "it",    "its", "lets", "not",    "of",   "or",
                                                "so",   "that", "the",  "then", "this",  "to",  "use",  "used",   "uses", "using",
                                                "what", "when", "will", "with", "which", "you", "your", "allows", "for",  "by"};
  return words.contains(word);
}

bool looks_like_path(std::string_view word) {
  return !word.empty() && word.find_first_of("/.~") != std::string_view::npos && !word.ends_with('.') && !word.ends_with(',');
}

bool is_environment_assignment(std::string_view word) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0)
    return false;
  return std::ranges::all_of(word.substr(0, equals),
                             [](char c) { return (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9'); });
}

bool has_option(const Words& words) {
  return std::ranges::any_of(words.begin() + 1, words.end(),
                             [](std::string_view word) { return word.starts_with('-') && word.size() > 1; });
}

using Subcommands = std::set<std::string_view>;

/// Commands that are told by the word after them.
const std::map<std::string_view, Subcommands>& subcommands() {
  static const Subcommands pip{"install", "freeze", "list", "uninstall", "show", "download", "check", "wheel"};
  static const Subcommands apt{"install", "update", "upgrade", "remove", "get"};
  static const std::map<std::string_view, Subcommands> table{
      {"pip", pip},
      {"pip3", pip},
      {"pipx", pip},
      {"pipenv", {"install", "shell", "run", "lock"}},
      {"poetry", {"add", "install", "new", "init", "run", "shell"}},
      {"uv", {"pip", "add", "run", "sync", "venv", "init"}},
      {"conda", {"create", "activate", "install", "deactivate", "env"}},
      {"flask", {"run", "shell", "db", "routes", "init-db", "--app", "--help", "--version", "--debug", "create-db", "seed"}},
      {"git", {"clone", "add", "commit", "push", "pull", "init", "checkout", "remote", "branch", "status", "merge"}},
      {"docker", {"build", "run", "compose", "ps", "push", "pull", "exec", "images", "login", "logs", "stop", "tag", "rm"}},
      {"docker-compose", {"up", "down", "build", "logs", "ps", "exec", "run"}},
      {"heroku", {"create", "login", "config:set", "logs", "ps:scale", "open", "run", "git:remote", "addons:create"}},
      {"npm", {"install", "run", "start", "init", "ci", "i"}},
      {"brew", {"install", "services"}},
      {"apt", apt},
      {"apt-get", apt},
      {"yum", {"install", "update"}},
      {"systemctl", {"start", "stop", "restart", "enable", "status", "reload", "daemon-reload"}},
      {"kubectl", {"apply", "get", "create", "delete", "scale", "logs", "describe", "rollout"}},
      {"gcloud", {"app", "run", "builds", "auth", "config", "init"}},
      {"aws", {"configure", "s3", "ecr", "ecs", "ec2", "lambda"}},
      {"eb", {"init", "create", "deploy", "open"}},
      {"az", {"webapp", "login", "group"}},
      {"alembic", {"init", "upgrade", "downgrade", "revision", "current", "history"}},
      {"rq", {"worker", "info"}},
      {"pybabel", {"extract", "init", "compile", "update"}},
      {"coverage", {"run", "report", "html"}},
  };
  return table;
}

/// Commands that are told by the look of their arguments.
bool fits_by_arguments(std::string_view command, const Words& words) {
  const std::string_view first = words.size() > 1 ? words[1] : std::string_view{};
  if (command == "python" || command == "python3" || command == "py" || command == "python2")
    return first.ends_with(".py") || (first.starts_with('-') && first.size() >= 2);
  if (command == "export" || command == "set" || command == "setx" || command == "env")
    return is_environment_assignment(first) || (command == "setx" && words.size() == 3);
  if (command.starts_with("$env:"))
    return words.size() >= 2;
  if (command == "cd" || command == "touch" || command == "cat" || command == "ls" || command == "rm" || command == "source" ||
      command == ".")
    return words.size() == 2 && (looks_like_path(first) || command == "cd");
  if (command == "mkdir" || command == "virtualenv" || command == "nano" || command == "vim")
    return words.size() == 2 || (words.size() > 2 && has_option(words));
  if (command == "curl" || command == "wget" || command == "http")
    return std::ranges::any_of(words, [](std::string_view w) {
      return w.find("://") != std::string_view::npos || w.find("localhost") != std::string_view::npos;
    });
  if (command == "echo")
    return words.size() > 1 &&
           (first.starts_with('"') || first.starts_with('$') || first.starts_with('\'') || std::ranges::count(words, ">") > 0);
  if (command == "gunicorn" || command == "uwsgi" || command == "waitress-serve" || command == "hypercorn" ||
      command == "uvicorn" || command == "celery" || command == "flower" || command == "locust" || command == "mod_wsgi-express")
    return has_option(words) || first.find(':') != std::string_view::npos || first.ends_with(".ini");
  if (command == "pytest" || command == "nose2" || command == "redis-server" || command == "nginx")
    return words.size() == 1 ? command == "pytest" || command == "redis-server" : has_option(words) || looks_like_path(first);
  if (command == "ssh" || command == "scp" || command == "chmod" || command == "cp" || command == "mv" || command == "psql" ||
      command == "mysql" || command == "createdb" || command == "openssl" || command == "certbot" || command == "tar" ||
      command == "rsync" || command == "ab" || command == "wrk")
    return words.size() > 1 && (has_option(words) || std::ranges::any_of(words.begin() + 1, words.end(), looks_like_path) ||
                                first.find('@') != std::string_view::npos);
  return false;
}

bool is_activation(std::string_view command) {
  return command.ends_with("/bin/activate") || command.ends_with("\\activate") || command.ends_with("activate.bat") ||
         command.ends_with("Activate.ps1");
}

/// The name that a command goes by: `/opt/env/bin/pip3.12` is pip3.
std::string_view command_name(std::string_view word) {
  if (word.starts_with('/') || word.starts_with("./") || word.starts_with("../") || word.starts_with("~/"))
    word.remove_prefix(word.rfind('/') + 1);
  const auto dot = word.find('.');
  const bool versioned = word.starts_with("python3.") || word.starts_with("pip3.");
  return versioned && word.find_first_not_of("0123456789", dot + 1) == std::string_view::npos ? word.substr(0, dot) : word;
}

}  // namespace

bool is_shell_line(std::string_view line) {
  line = trim(line);
  if (line.starts_with('(') && line.find(") ") < 20)  // the name of a virtual environment
    line = trim(line.substr(line.find(") ") + 1));
  const bool prompted = line.starts_with("$ ");
  if (prompted)
    line = trim(line.substr(2));
  Words words = words_of(line);
  while (!words.empty() && (words[0] == "sudo" || is_environment_assignment(words[0])) && words.size() > 1)
    words.erase(words.begin());
  if (words.empty())
    return false;
  if (prompted)
    return true;
  const auto says_prose = [](std::string_view word) { return is_prose_word(word) || word.starts_with('('); };
  if (std::ranges::any_of(words.begin() + 1, words.end(), says_prose))
    return false;
  // A sentence ends with its mark; `git add .` and `docker build -t x .` do not.
  const std::string_view last = words.back();
  if (last.size() > 1 && (last.ends_with('.') || last.ends_with(',') || last.ends_with(':') || last.ends_with('?')) &&
      !last.ends_with("..") && !last.ends_with("/."))
    return false;
  words.erase(std::find(words.begin() + 1, words.end(), "&&"), words.end());  // the first of several tells
  const std::string_view command = command_name(words[0]);
  if (const auto known = subcommands().find(command); known != subcommands().end())
    return words.size() > 1 && known->second.contains(words[1]);
  return is_activation(words[0]) || fits_by_arguments(command, words);
}

bool has_prompt(std::string_view line) {
  const auto dollar = line.find("$ ");
  return dollar != std::string_view::npos && (dollar == indent_of(line) || trim(line.substr(0, dollar)).ends_with(')'));
}

std::size_t end_of_command(std::span<const std::string_view> lines, std::size_t first) {
  constexpr std::size_t kLongest = 60;  // lines
  char quote = 0;
  for (std::size_t i = first; i < lines.size() && i < first + kLongest; ++i) {
    const std::string_view line = trim_right(lines[i]);
    bool escaped = false;
    for (const char c : line) {
      if (!escaped && (c == '"' || c == '\'') && (quote == 0 || quote == c))
        quote = quote == 0 ? c : '\0';
      escaped = c == '\\' && !escaped && quote != '\'';
    }
    if (quote == 0 && !line.ends_with('\\'))
      return i + 1;
  }
  return first + 1;  // it never ends: a quote that is an apostrophe
}

}  // namespace snipcheck
