#include "verifier/program_text.hpp"

#include "tests/helpers/builders.hpp"

#include <gtest/gtest.h>

namespace snipcheck {

using testing::a_snippet;

TEST(ProgramText, IsInTheOrderOfTheRunWithItsReasons) {
  const Snippet earlier = a_snippet("user = 'Sam'\n");
  const Snippet snippet = a_snippet("print(user, session)\n");
  Context context;
  context.earlier = {&earlier};
  context.supplies = {{.code = "from flask import session\n", .reason = "`session` is not imported"},
                      {.code = "app.secret_key = 'x'\n", .reason = "sessions need a key", .late = true}};
  Job job{.code = snippet.code};
  job.push = Job::Push::request_context;

  EXPECT_EQ(program_text({.snippet = &snippet, .answer = {&earlier, &snippet}}, context, job),
            "# assumed: `session` is not imported\n"
            "from flask import session\n"
            "\n# earlier in this answer: answers.md:10-10\n"
            "user = 'Sam'\n"
            "\n# assumed: sessions need a key\n"
            "app.secret_key = 'x'\n"
            "\n# assumed: the lines need a request\n"
            "from flask import Flask\napp = Flask(__name__)\n"
            "app.test_request_context(\"/\").push()\n"
            "\n# the snippet: answers.md:10-10\n"
            "print(user, session)\n");
}

TEST(ProgramText, WritesTheViewAroundABodyThatReturns) {
  const Snippet snippet = a_snippet("x = 1\nreturn str(x)\n");
  Job job{.code = snippet.code};
  job.wrap_in_view = true;

  EXPECT_EQ(program_text({.snippet = &snippet, .answer = {&snippet}}, Context{}, job),
            "# the snippet: answers.md:10-11, as the body of a view\n"
            "@app.route(\"/\")\ndef view():\n    x = 1\n    return str(x)\n    return \"ok\"\n");
}

}  // namespace snipcheck
