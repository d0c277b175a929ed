/// Compares the names of real programs, the standard library of the Python that is installed, with what Python's symtable says.
#include "snippets/names.hpp"
#include "snippets/scopes.hpp"
#include "support/file.hpp"
#include "support/temp_dir.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

// Prints "FILE path", then one "name" a line for each free name of that file.
constexpr std::string_view kOracle = R"(
import glob, os, symtable, sysconfig
root = sysconfig.get_paths()['stdlib']
for path in sorted(glob.glob(root + '/*.py') + glob.glob(root + '/email/*.py') + glob.glob(root + '/asyncio/*.py')):
    source = open(path, encoding='utf-8', errors='replace').read()
    try:
        top = symtable.symtable(source, path, 'exec')
    except SyntaxError:
        continue
    binds, uses, tables = set(), set(), [(top, True)]
    while tables:
        table, is_top = tables.pop()
        for symbol in table.get_symbols():
            if not is_top and not symbol.is_global():
                continue
            if symbol.is_assigned() or symbol.is_imported() or (is_top and symbol.is_namespace()):
                binds.add(symbol.get_name())
            if symbol.is_referenced():
                uses.add(symbol.get_name())
        tables += [(child, False) for child in table.get_children()]
    print('FILE', path)
    for name in sorted(uses - binds):
        print(name)
)";

std::string output_of(const std::string& command) {
  std::string out;
  std::array<char, 65536> buffer{};
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr)
    return out;
  for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    out.append(buffer.data(), got);
  return pclose(pipe) == 0 ? out : "";
}

TEST(Symtable, AgreesOnTheFreeNamesOfTheStandardLibrary) {
  const TempDir folder;
  const std::string script = (folder.path() / "oracle.py").string();
  std::ofstream{script} << kOracle;
  const std::string said = output_of("python3 " + script + " 2>/dev/null");
  if (said.empty())
    GTEST_SKIP() << "no python3 here";
  std::map<std::string, std::set<std::string>> expected;
  std::istringstream lines{said};
  std::string path;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("FILE ")) {
      path = line.substr(5);
      expected[path];
    } else if (!is_builtin(line)) {
      expected[path].insert(line);
    }
  }
  int differ = 0;
  for (const auto& [file, names] : expected) {
    std::set<std::string> found;
    for (const FreeName& name : names_of(read_file(file)).free)
      found.insert(name.name);
    if (found == names)
      continue;
    ++differ;
    std::printf("%s: symtable %zu, found %zu\n", file.c_str(), names.size(), found.size());
  }
  std::printf("%zu files, %d differ\n", expected.size(), differ);
  EXPECT_GT(expected.size(), 100U);
  // symtable itself errs on a function called "top" (poplib) and on __class__ beside a class variable of that name.
  EXPECT_LE(differ, 4);
}

}  // namespace
}  // namespace snipcheck
