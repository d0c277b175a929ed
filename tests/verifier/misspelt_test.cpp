#include "verifier/misspelt.hpp"

#include "tests/helpers/builders.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using testing::a_snippet;

std::string meant(const std::string& unknown, const std::string& code) { return meant_by(unknown, a_snippet(code)).value_or(""); }

}  // namespace

TEST(Misspelt, NamesAreOneSlipAwayFromOneThatIsBound) {
  EXPECT_EQ(meant("usrename", "def show(username):\n    return usrename\n"), "username");
  EXPECT_EQ(meant("jsonfy", "from flask import jsonify\njsonfy(a=1)\n"), "jsonify");
  EXPECT_EQ(meant("visiotr", "for visitor in []:\n    print(visiotr)\n"), "visitor");
  EXPECT_EQ(meant("__name", "app = Flask(__name)\n"), "__name__");
}

TEST(Misspelt, NamesAreNotThoseThatOnlyLookAlike) {
  EXPECT_EQ(meant("products", "def show(product):\n    return products[product]\n"), "") << "a plural";
  EXPECT_EQ(meant("student_list", "f(students_list=student_list)\n"), "") << "a keyword, and a plural";
  EXPECT_EQ(meant("user_nmae", "# user_name\nprint('user_name', user_nmae)\n"), "") << "a comment and a string";
  EXPECT_EQ(meant("set_user", "def get_user():\n    set_user()\n"), "") << "another word";
  EXPECT_EQ(meant("__", "t = __('Hello')\n"), "") << "an alias of gettext";
  EXPECT_EQ(meant("usr", "user = 1\nprint(usr)\n"), "") << "too short";
}

}  // namespace snipcheck
