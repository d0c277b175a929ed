// usage: write_sample_report RENDERER every-status|clean|not-checked|hostile|many FILE
#include "reports/renderer.hpp"
#include "tests/reports/samples.hpp"

#include <fstream>
#include <iostream>
#include <span>
#include <string_view>

int main(int argc, char** argv) {
  using namespace snipcheck;
  const std::span<char*> args{argv, static_cast<std::size_t>(argc)};
  if (args.size() != 4) {
    std::cerr << "usage: write_sample_report RENDERER SAMPLE FILE\n";
    return 2;
  }
  const Renderer* renderer = find_renderer(args[1]);
  const std::optional<Report> report = testing::sample_named(args[2]);
  if (renderer == nullptr || !report) {
    std::cerr << "no such renderer or sample\n";
    return 2;
  }
  std::ofstream out{args[3], std::ios::binary};
  renderer->render(*report, Look{}, out);
  return out ? 0 : 2;
}
