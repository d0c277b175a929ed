/// pack FOLDER OUTPUT FILE...: files below a folder into one, for the binary to carry. A part of the build, not of snipcheck.
#include "sandboxes/packed.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

int main(int count, char** words) {
  if (count < 3)
    return 2;
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 3; i < count; ++i) {
    std::ifstream in{std::filesystem::path{words[1]} / words[i], std::ios::binary};
    files.emplace_back(words[i], std::string{std::istreambuf_iterator<char>{in}, {}});
    if (!in) {
      std::fprintf(stderr, "pack: cannot read %s\n", words[i]);
      return 1;
    }
  }
  std::ofstream out{words[2], std::ios::binary};
  out << snipcheck::pack(files);
  out.close();
  return out ? 0 : 1;
}
