/// Dumps and JSON of posts: one document for each post, however the bytes of the file arrive.
#include "tests/snippets/lines.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace snipcheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string row(int id, const std::string& rest, const std::string& code) {
  return "  <row Id=\"" + std::to_string(id) + "\" " + rest +
         " Body=\"&lt;p&gt;See &quot;this&quot;:&lt;/p&gt;&#xA;&#xA;&lt;pre&gt;&lt;code&gt;" + replace_all(code, "\n", "&#xA;") +
         "&lt;/code&gt;&lt;/pre&gt;\" />\n";
}

std::string dump(const std::string& rows) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<posts>\n" + rows + "</posts>\n";
}

std::vector<Document> documents_of(const std::string& path, std::string_view bytes, std::size_t piece) {
  std::vector<Document> out;
  DocumentsIn documents{path, [&](const Document& one) { out.push_back(one); }};
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
    EXPECT_TRUE(documents.feed(bytes.substr(0, piece)));
  documents.end();
  return out;
}

std::vector<std::string> keys(const std::vector<Document>& documents) {
  std::vector<std::string> out;
  for (const Document& one : documents)
    out.push_back(std::to_string(one.first_line) + " " + one.key + (one.damage.empty() ? "" : "!" + one.damage));
  return out;
}

TEST(Dump, HandsOnItsRowsHoweverTheBytesArrive) {
  const std::string text =
      dump(row(1, "PostTypeId=\"1\" Title=\"Why &lt;b&gt;?\"", "x = 1") + row(2, "PostTypeId=\"2\" ParentId=\"1\"", "y = 2") +
           std::string(100'000, ' ') + "\n" + row(3, "PostTypeId='2' ParentId='77'", "z = 3"));
  const auto whole = documents_of("Posts.xml", text, text.size());
  EXPECT_THAT(keys(whole), ElementsAre("3 question 1", "4 answer 2", "6 answer 3"));
  EXPECT_EQ(whole[1].title, "Why <b>?");
  EXPECT_EQ(whole[2].title, "question 77");
  EXPECT_EQ(whole[0].first_column, 3);
  for (const std::size_t piece : {1U, 7U, 4096U})
    EXPECT_EQ(keys(documents_of("Posts.xml", text, piece)), keys(whole)) << piece;
  EXPECT_EQ(keys(documents_of("<stdin>", text, 100)), keys(whole));
}

TEST(Dump, HandsOnARowAsSoonAsItIsWhole) {
  const std::string head = "<posts>\n" + std::string(100'000, ' ') + "\n", one = row(1, "PostTypeId=\"2\"", "x = 1");
  std::vector<std::string> arrived;
  DocumentsIn documents{"Posts.xml", [&](const Document& document) { arrived.push_back(document.key); }};
  EXPECT_TRUE(documents.feed("<posts>\n" + one + head.substr(8)));
  EXPECT_THAT(arrived, ElementsAre("answer 1"));
  for (int id = 2; id < 40; ++id) {
    const std::string next = row(id, "PostTypeId=\"2\"", "x = 1");
    EXPECT_TRUE(documents.feed(next.substr(0, next.size() - 4)));
    EXPECT_THAT(arrived, SizeIs(static_cast<std::size_t>(id) - 1));
    EXPECT_TRUE(documents.feed(next.substr(next.size() - 4)));
    EXPECT_THAT(arrived, SizeIs(static_cast<std::size_t>(id)));
  }
}

TEST(Dump, PlacesEachLineOfCodeInItsRow) {
  const std::string text = dump(row(1, "PostTypeId=\"1\"", "if a &amp;lt; b:\n    c = 1"));
  const auto snippets = testing::snippets_of("Posts.xml", text);
  ASSERT_THAT(snippets, SizeIs(1));
  EXPECT_EQ(snippets[0].code, "if a < b:\n    c = 1\n");
  EXPECT_TRUE(snippets[0].in_question);
  EXPECT_THAT(snippets[0].lines.lines(), ElementsAre(3, 3));
  const auto line = split_lines(text)[2];
  EXPECT_EQ(line.substr(static_cast<std::size_t>(snippets[0].start_column) - 1, 4), "if a");
  EXPECT_EQ(line.substr(static_cast<std::size_t>(snippets[0].shift[1]), 9), "    c = 1");
  EXPECT_THAT(snippets[0].around.lines, ElementsAre("if a < b:", "    c = 1"));
}

TEST(Dump, PassesOverDamageAndTellsIt) {
  const std::string good = row(1, "PostTypeId=\"1\"", "x = 1"), other = row(5, "PostTypeId=\"2\"", "y = 2");
  const auto found = testing::extraction_of(
      "Posts.xml",
      dump(good + "  <row Id=\"2\" Body=\"&lt;p&gt;no end />\n  <row Id=\"3\" Id=x />\n  <row Body=\"a\" <row Id=\"4\" />\n" +
           other));
  EXPECT_THAT(testing::places(found.snippets), ElementsAre("3-3 python", "7-7 python"));
  std::vector<int> lines;
  for (const Remark& remark : found.remarks)
    lines.push_back(remark.line);
  EXPECT_THAT(lines, ElementsAre(4, 5, 6));
}

TEST(Dump, SaysThatItWasCutOff) {
  const std::string whole = dump(row(1, "PostTypeId=\"1\"", "x = 1"));
  EXPECT_THAT(testing::extraction_of("Posts.xml", whole).remarks, IsEmpty());
  EXPECT_THAT(testing::extraction_of("Posts.xml", whole.substr(0, whole.find("</posts>"))).remarks, SizeIs(1));
  EXPECT_THAT(testing::extraction_of("Posts.xml", whole.substr(0, whole.size() - 20)).remarks, SizeIs(1));
}

TEST(Dump, PassesOverAPostThatIsTooLong) {
  const std::string text =
      dump(row(1, "PostTypeId=\"1\"", "x = 1") + row(2, "PostTypeId=\"2\"", std::string(kMostBytes + 10, 'a')) +
           row(3, "PostTypeId=\"2\"", "y = 2"));
  EXPECT_THAT(keys(documents_of("Posts.xml", text, 1 << 20)),
              ElementsAre("3 question 1", "4 !a post of more than 64 MiB", "5 answer 3"));
}

TEST(Dump, GivesIdsThatAreItsOwn) {
  const std::string one = row(1, "PostTypeId=\"2\"", "x = 1"), two = row(2, "PostTypeId=\"2\"", "x = 1");
  const auto alone = testing::snippets_of("Posts.xml", dump(two));
  const auto both = testing::snippets_of("Posts.xml", dump(one + two + two));
  ASSERT_THAT(both, SizeIs(3));
  EXPECT_EQ(alone[0].id, both[1].id);
  EXPECT_EQ(std::set<std::string>({both[0].id, both[1].id, both[2].id}).size(), 3U) << "the same number twice";
}

TEST(Dump, HasNoSnippetsInItsComments) {
  const auto found = testing::extraction_of(
      "Comments.xml", "<comments>\n  <row Id=\"1\" PostId=\"3\" Text=\"try `import flask`\" />\n</comments>\n");
  EXPECT_THAT(found.snippets, IsEmpty());
  EXPECT_THAT(found.remarks, IsEmpty());
}

TEST(JsonPosts, PassOverALineThatIsTooLong) {
  const std::string line = "{\"id\": 1, \"text\": \"a\\nb\"}\n";
  for (const std::size_t piece : {std::size_t{1} << 20, std::size_t{1} << 30})
    EXPECT_THAT(keys(documents_of("a.jsonl", line + std::string(kMostBytes + 10, 'a') + "\n" + line, piece)),
                ElementsAre("1 post 1", "2 !a post of more than 64 MiB", "3 post 1 at 2"));
}

TEST(JsonPosts, AreNotInOtherJson) {
  for (const char* text :
       {R"({"name": "app", "version": "1.0", "scripts": {"start": "flask run"}, "description": "import flask"})",
        R"({"openapi": "3.0.0", "servers": [{"url": "/", "description": "x = 1"}], "tags": [{"name": "a"}]})",
        R"({"input": "src/main.js", "output": "dist/main.js"})", R"([1, "import flask\n", null, {"text": "import flask"}])",
        R"("import flask")", "[]", "{}", "3"})
    EXPECT_THAT(testing::snippets_of("a.json", text), IsEmpty()) << text;
}

TEST(JsonPosts, AreFoundInWhateverListTheyStand) {
  const std::string post = R"({"id": 3, "question": "Why?", "answer": "So:\n```python\nx = 1\n```"})";
  for (const std::string& text :
       {post, "[" + post + "]", "{\"data\": [" + post + "]}", "{\"meta\": {}, \"rows\": [1, " + post + "]}"}) {
    const auto snippets = testing::snippets_of("a.json", text);
    ASSERT_THAT(snippets, SizeIs(1)) << text;
    EXPECT_EQ(snippets[0].code, "x = 1\n");
    EXPECT_EQ(snippets[0].question->title, "Why?");
    EXPECT_EQ(text.substr(static_cast<std::size_t>(snippets[0].start_column) - 1, 5), "x = 1");
  }
}

TEST(JsonPosts, GoByTheFirstLineAndNotByTheName) {
  const std::string line = R"({"prompt": "Write it", "response": "```python\nx = 1\n```"})";
  for (const char* path : {"a.jsonl", "a.ndjson", "a.json", "<stdin>"})
    EXPECT_THAT(testing::places(testing::snippets_of(path, line + "\r\n" + line + "\n")), ElementsAre("1-1 python", "2-2 python"))
        << path;
}

TEST(JsonPosts, GiveIdsThatOtherPostsDoNotMove) {
  const auto line = [](const std::string& question, const std::string& code) {
    return R"({"question": ")" + question + R"(", "answer": "```python\n)" + code + "\\n```\"}\n";
  };
  const auto before = testing::snippets_of("a.jsonl", line("A?", "x = 1") + line("B?", "x = 1"));
  const auto after =
      testing::snippets_of("a.jsonl", line("C?", "x = 1") + line("B?", "x = 1") + line("A?", "x = 1") + line("A?", "x = 1"));
  EXPECT_EQ(before[0].id, after[2].id);
  EXPECT_EQ(before[1].id, after[1].id);
  std::set<std::string> ids;
  for (const Snippet& snippet : after)
    ids.insert(snippet.id);
  EXPECT_EQ(ids.size(), 4U);
}

TEST(JsonPosts, TellBrokenLinesAndGoOn) {
  const auto found = testing::extraction_of(
      "a.jsonl", "{\"a\": 1}\n{\"a\n\n{\"id\": 1, \"body\": \"<pre><code>import flask\\n</code></pre>\"}\nnull\n");
  EXPECT_THAT(testing::places(found.snippets), ElementsAre("4-4 python"));
  ASSERT_THAT(found.remarks, SizeIs(1));
  EXPECT_EQ(found.remarks[0].line, 2);
}

TEST(Xml, HasListingsAndThePagesOfFeeds) {
  const auto docbook =
      testing::snippets_of("a.xml",
                           "<book><title>Views</title>\n<programlisting language=\"python\"><![CDATA[\nfrom flask import g\nif 1 "
                           "< 2:\n    g.x = 1\n]]></programlisting>\n<para>import this &lt;/para>&#x3c;</para></book>");
  EXPECT_THAT(testing::places(docbook), ElementsAre("3-5 python"));
  EXPECT_EQ(docbook[0].question->title, "Views");
  const auto feed = testing::snippets_of(
      "feed.xml",
      "<rss><channel><item><title>New</title>\n<description>&lt;p&gt;Use&lt;/p&gt;\n&lt;pre&gt;from flask import g\ng.x = "
      "&amp;quot;1&amp;quot;&lt;/pre&gt;</description></item>\n<item><content:encoded><![CDATA[<pre>import "
      "flask</pre>]]></content:encoded></item></channel></rss>");
  EXPECT_THAT(testing::places(feed), ElementsAre("3-4 python", "5-5 python"));
  EXPECT_THAT(testing::snippets_of("pom.xml", "<project><description>import flask\nx = 1</description></project>"), IsEmpty());
  EXPECT_THAT(testing::extraction_of("bad.xml", "<a>\n<b></a>").remarks, SizeIs(1));
}

}  // namespace
}  // namespace snipcheck
