// Writes a sample, or the report of a JSON file, through any renderer.
// usage: write_sample_report RENDERER SAMPLE|REPORT.json FILE
#include "reports/renderer.hpp"
#include "reports/report_json.hpp"
#include "support/error.hpp"
#include "support/file.hpp"
#include "tests/reports/samples.hpp"

#include <exception>
#include <iostream>
#include <span>
#include <sstream>
#include <string>

namespace {

snipcheck::Report report_of(const std::string& name) {
  if (name.ends_with(".json"))
    return snipcheck::report_from_json(snipcheck::read_file(name));
  if (const auto sample = snipcheck::testing::sample_named(name))
    return *sample;
  throw snipcheck::UsageError{"no sample is called " + name};
}

}  // namespace

int main(int argc, char** argv) try {
  const std::span<char*> args{argv, static_cast<std::size_t>(argc)};
  const snipcheck::Renderer* renderer = args.size() == 4 ? snipcheck::find_renderer(args[1]) : nullptr;
  if (renderer == nullptr)
    throw snipcheck::UsageError{"usage: write_sample_report RENDERER SAMPLE|REPORT.json FILE"};
  std::ostringstream out;
  renderer->render(report_of(args[2]), snipcheck::Look{}, out);
  snipcheck::write_file(args[3], out.str());
  return 0;
} catch (const std::exception& problem) {
  std::cerr << problem.what() << '\n';
  return 2;
}
