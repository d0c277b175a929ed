#include "snippets/settings.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace snipcheck {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

std::vector<std::string> keys(std::string_view code) {
  std::vector<std::string> out;
  for (const Setting& one : settings_of(code))
    out.push_back(one.key + "@" + std::to_string(one.line) + ":" + std::to_string(one.column));
  return out;
}

}  // namespace

TEST(Settings, AreSetByKeyByCallAndByClass) {
  EXPECT_THAT(keys("app.config['JSON_SORT_KEYS'] = False\n"
                   "app.config.update(JSON_AS_ASCII=True, DEBUG=True)\n"
                   "app.config.from_mapping({'CACHE_TYPE': 'x'})\n"),
              ElementsAre("JSON_SORT_KEYS@1:12", "JSON_AS_ASCII@2:19", "CACHE_TYPE@3:26"));
  EXPECT_THAT(keys("class Config:\n    SQLALCHEMY_POOL_SIZE = 5\n    def f(self): A_B = 1\napp.config.from_object(Config)\n"),
              ElementsAre("SQLALCHEMY_POOL_SIZE@2:5"));
}

TEST(Settings, AreNotWhatTheCodeReadsItself) {
  EXPECT_THAT(keys("app.config['UPLOAD_FOLDER'] = 'x'\nopen(app.config['UPLOAD_FOLDER'])\n"), IsEmpty());
  EXPECT_THAT(keys("class Config:\n    A_B = 5\n"), IsEmpty());
  EXPECT_THAT(keys("config = {}\nother['A_B'] = 1\n"), IsEmpty());
}

}  // namespace snipcheck
