#include "snippets/rewriting.hpp"

#include <gtest/gtest.h>

namespace snipcheck {
namespace {

constexpr const char* kFile =
    "from flask import Flask\n\napp = Flask(__name__)\n\n@app.route('/')\ndef index():\n    return 'old'\n\nlast = 1\n";

}  // namespace

TEST(Rewriting, PutsWhatIsDefinedAnewInThePlaceOfTheOld) {
  EXPECT_EQ(rewritten(kFile, "import json\n\n@app.get('/')\ndef index():\n    return json.dumps('new')\n"),
            "import json\nfrom flask import Flask\n\napp = Flask(__name__)\n\n@app.get('/')\ndef index():\n    return "
            "json.dumps('new')\n\nlast = 1\n");
}

TEST(Rewriting, AddsWhatIsDefinedBesides) {
  EXPECT_EQ(rewritten("class A:\n    x = 1\n", "def help():\n    pass\n\nclass A:\n    x = help()\n"),
            "class A:\n    x = help()\n\n\ndef help():\n    pass\n");
}

TEST(Rewriting, IsNoneOfOtherCode) {
  EXPECT_EQ(rewritten(kFile, "@app.route('/other')\ndef other():\n    return ''\n"), std::nullopt) << "an addition";
  EXPECT_EQ(rewritten(kFile, "def index():\n    return ''\n\nprint(index())\n"), std::nullopt) << "a script";
  EXPECT_EQ(rewritten(kFile, "def index(:\n"), std::nullopt) << "no Python";
  EXPECT_EQ(rewritten(kFile, ""), std::nullopt);
}

}  // namespace snipcheck
