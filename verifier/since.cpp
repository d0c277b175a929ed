#include "verifier/since.hpp"

#include "snippets/documents_in.hpp"
#include "snippets/extract.hpp"
#include "support/error.hpp"
#include "support/process.hpp"
#include "support/text.hpp"
#include "verifier/check.hpp"
#include "verifier/documents.hpp"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <unistd.h>

namespace snipcheck {
namespace {

namespace fs = std::filesystem;

constexpr auto kGitTimeout = std::chrono::minutes{2};

/// Our environment without what a hook's git leaves in it (GIT_DIR, GIT_INDEX_FILE ...) and without a terminal to ask at.
/// Only plumbing is called, which no user's setting of diffs, quoting or aliases reaches; the configuration itself has to stay,
/// since it says which folders are safe.
std::map<std::string, std::string> git_environment() {
  std::map<std::string, std::string> settings;
  for (char** one = environ; *one != nullptr; ++one) {
    const std::string_view setting{*one};
    const auto equals = setting.find('=');
    if (equals != std::string_view::npos && !setting.starts_with("GIT_"))
      settings.emplace(setting.substr(0, equals), setting.substr(equals + 1));
  }
  settings.insert_or_assign("LC_ALL", "C");
  settings.insert_or_assign("GIT_OPTIONAL_LOCKS", "0");
  settings.insert_or_assign("GIT_TERMINAL_PROMPT", "0");
  return settings;
}

/// A git command in the current folder; never an external helper, replacement object or pager.
Finished git(std::vector<std::string> arguments, std::string input = {}) {
  std::vector<std::string> argv{"git", "--no-pager", "--no-replace-objects"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  Finished done =
      run_command({.argv = std::move(argv), .environment = git_environment(), .input = std::move(input)}, kGitTimeout);
  if (done.status == 127)
    throw CannotCheck("--since needs git, which is not installed");
  if (done.timed_out)
    throw CannotCheck("git did not answer: git " + join(arguments, " "));
  return done;
}

/// What a command that has to work printed. Throws CannotCheck with its last words.
std::string must(const std::string& what, Finished done) {
  if (!done.ok())
    throw CannotCheck("git cannot " + what + ": " + std::string(trim(done.err)));
  return std::move(done.out);
}

fs::path top_of_work_tree() {
  const Finished done = git({"rev-parse", "--show-toplevel"});
  const std::string top{trim_right(done.out)};
  if (done.ok() && !top.empty())
    return top;
  if (done.err.find("dubious ownership") != std::string::npos)
    throw CannotCheck("git does not trust this work tree: it belongs to another user",
                      "git config --global --add safe.directory \"$PWD\"");
  throw UsageError("--since needs a git work tree, and the current folder is in none");
}

/// The full name of the commit. Throws as digests_since does.
std::string commit_of(const std::string& ref) {
  const Finished done = git({"rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}"});
  if (done.ok())
    return std::string(trim_right(done.out));
  if (trim(git({"rev-parse", "--is-shallow-repository"}).out) == "true")
    throw CannotCheck("this clone is too shallow to have \"" + ref + '"',
                      "fetch the whole history: git fetch --unshallow, or fetch-depth: 0 in the checkout step");
  const Finished refs = git({"for-each-ref", "--format=%(refname:short)"});
  std::vector<std::string> known;
  for (const std::string_view name : split_lines(refs.out))
    known.emplace_back(name);
  const std::string near = nearest(ref, known);
  throw UsageError("there is no commit \"" + ref + '"', near.empty() ? "" : "did you mean \"" + near + "\"?");
}

/// Regular files of a commit, by path from its top: "<mode> <type> <object>\t<path>\0" each, as ls-tree -z writes them.
std::map<std::string, std::string> objects_of(const std::string& commit) {
  const std::string listing = must("list " + commit, git({"ls-tree", "-r", "-z", "--full-tree", commit}));
  std::map<std::string, std::string> objects;
  for (const std::string_view entry : split(listing, '\0')) {
    const auto tab = entry.find('\t');
    if (tab == std::string_view::npos || !entry.starts_with("100"))  // no links, no submodules
      continue;
    const std::string_view head = entry.substr(0, tab);
    objects.emplace(entry.substr(tab + 1), head.substr(head.rfind(' ') + 1));
  }
  return objects;
}

/// The bytes of objects: "<object> <type> <size>\n<bytes>\n" each, as cat-file --batch writes them.
std::map<std::string, std::string> bytes_of(const std::set<std::string>& objects) {
  std::string request;
  for (const std::string& object : objects)
    request += object + '\n';
  const std::string answer = must("read objects", git({"cat-file", "--batch"}, request));
  std::map<std::string, std::string> bytes;
  for (std::string_view rest = answer; !rest.empty();) {
    const std::string_view head = rest.substr(0, rest.find('\n'));
    const auto words = split(head, ' ');
    std::size_t size = 0;
    if (words.size() != 3 || std::from_chars(words[2].data(), words[2].data() + words[2].size(), size).ec != std::errc{} ||
        rest.size() < head.size() + size + 2)
      throw CannotCheck("git cannot read an object: " + std::string(head), "git fsck tells what is wrong with the repository");
    bytes.emplace(words[0], rest.substr(head.size() + 1, size));
    rest.remove_prefix(head.size() + size + 2);
  }
  return bytes;
}

/// Where a document stands below the top, or nothing.
std::optional<std::string> path_in(const fs::path& top, const std::string& document) {
  std::error_code error;
  const fs::path real = fs::canonical(document, error);
  const std::string relative = error ? "" : real.lexically_relative(top).string();
  return relative.empty() || relative == ".." || relative.starts_with("../") ? std::nullopt : std::optional{relative};
}

}  // namespace

std::map<std::string, std::vector<Document>> texts_since(const std::string& ref, const std::vector<std::string>& documents) {
  const fs::path top = fs::canonical(top_of_work_tree());
  const std::map<std::string, std::string> objects = objects_of(commit_of(ref));
  // Documents that are gone: a new one may be one of them under another name.
  std::vector<std::string> gone;
  std::error_code error;
  for (const auto& [path, object] : objects)
    if (is_document_name(path) && !fs::exists(top / path, error))
      gone.push_back(path);
  std::map<std::string, std::vector<std::string>> ancestors;
  std::set<std::string> needed;
  for (const std::string& document : documents)
    if (const auto path = path_in(top, document)) {
      ancestors[document] = objects.contains(*path) ? std::vector{*path} : gone;
      for (const std::string& ancestor : ancestors[document])
        needed.insert(objects.at(ancestor));
    }
  const std::map<std::string, std::string> bytes = bytes_of(needed);
  std::map<std::string, std::vector<Document>> texts;
  for (const auto& [document, paths] : ancestors)
    for (const std::string& path : paths)
      texts[document].push_back({path, bytes.at(objects.at(path))});
  return texts;
}

std::map<std::string, std::set<std::string>> digests_since(const std::string& ref, const std::vector<std::string>& documents) {
  std::map<std::string, std::set<std::string>> digests;
  for (const auto& [document, texts] : texts_since(ref, documents))
    for (const Document& text : texts) {
      std::set<std::string>& known = digests[document];
      for_each_document_in(text.path, text.text, [&](const Document& post) {
        const std::vector<Snippet> snippets = extract(post).snippets;
        for (const Subject& subject : subjects_of(snippets))
          known.insert(subject_digest(subject));
      });
    }
  return digests;
}

}  // namespace snipcheck
