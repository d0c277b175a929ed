#include "reports/renderer.hpp"
#include "tests/reports/samples.hpp"

#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

TEST(Registry, EveryRendererHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const Renderer* renderer : renderers()) {
    EXPECT_TRUE(names.insert(renderer->name).second) << renderer->name;
    EXPECT_TRUE(renderer->extension.starts_with('.')) << renderer->name;
    EXPECT_EQ(find_renderer(renderer->name), renderer);
  }
  EXPECT_FALSE(names.empty());
}

TEST(Registry, FindsNothingUnderAnotherName) {
  EXPECT_EQ(find_renderer("Text"), nullptr);
  EXPECT_EQ(find_renderer(""), nullptr);
}

TEST(Registry, EveryRendererWritesAnEmptyReport) {
  for (const Renderer* renderer : renderers()) {
    std::ostringstream out;
    renderer->render(Report{}, Look{}, out);
    const bool one_line_per_finding = renderer->name == "concise" || renderer->name == "github";
    EXPECT_EQ(out.str().empty(), one_line_per_finding) << renderer->name;
  }
}

}  // namespace
}  // namespace snipcheck
