#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

std::optional<Diagnosis> match(const Case& one) {
  if (one.ground.kind == Ground::Kind::unimported) {
    const std::string& name = one.ground.name->name;
    Diagnosis diagnosis{.title = "`" + name + "` is never imported",
                        .message = "The program uses `" + name + "` without an import: it stops with NameError.",
                        .label = "never imported"};
    for (const Supply& supply : one.context.supplies)
      if (supply.code.starts_with("from ") && supply.code.ends_with(" import " + name + "\n"))
        diagnosis.instead = supply.code.substr(0, supply.code.size() - 1);
    return diagnosis;
  }
  if (one.ground.kind != Ground::Kind::hole || one.ground.text.find("never imported") == std::string::npos)
    return std::nullopt;
  return Diagnosis{.title = one.ground.text,
                   .message = "The import was supplied so that the rest could be checked; a reader has to find it."};
}

}  // namespace

extern constinit const Rule missing_import{.code = "SC201",
                                           .name = "missing-import",
                                           .title = "Missing import",
                                           .text = "The code uses a name that it never imports.",
                                           .help = R"(What it means
    A name is used that some package offers, and nothing in the answer imports it. A program that makes its own app is held to
    its imports; in a fragment the import is supplied and the run goes on, so that the next fault shows as well.
Why it matters
    As printed, the code stops with NameError.
Example
    app = Flask(__name__)
    return jsonify(users)
Write instead
    from flask import Flask, jsonify
)",
                                           .match = match};

}  // namespace snipcheck::rule
