#include "support/text.hpp"
#include "verifier/python_changes.hpp"
#include "verifier/rule.hpp"

namespace snipcheck::rule {
namespace {

/// Statements that only Python 2 has, by their first words.
bool reads_like_python_2(std::string_view line) {
  line = trim(line);
  if ((line.starts_with("print ") || line.starts_with("exec ")) && !trim(line.substr(5)).starts_with('(') &&
      !trim(line.substr(5)).starts_with('='))
    return true;
  const bool comma = line.find(',') != std::string_view::npos;
  return (line.starts_with("except ") && comma && line.find('(') == std::string_view::npos) ||
         (line.starts_with("raise ") && comma && line.find('(') == std::string_view::npos) ||
         line.find(" <> ") != std::string_view::npos;
}

std::optional<Diagnosis> match(const Case& one) {
  if (const Fault* gone = one.fault(Ground::Kind::python); gone != nullptr && python_change_of(*gone)->minor == 0) {
    const PythonChange& change = *python_change_of(*gone);
    Diagnosis diagnosis{.title = gone->message.substr(0, gone->message.find('\n')),
                        .message = "Only Python 2 had it.",
                        .label = "only in Python 2"};
    if (!change.instead.empty())
      diagnosis.instead = change.instead;
    return diagnosis;
  }
  const Fault* fault = one.fault(Ground::Kind::failure);
  if (fault == nullptr || fault->stage != "compile" || !reads_like_python_2(one.line()))
    return std::nullopt;
  return Diagnosis{
      .title = "written for Python 2",
      .message = "This statement is Python 2; every Python that is still supported refuses it: " + fault->message + ".",
      .label = "Python 2"};
}

}  // namespace

extern constinit const Rule python2{.code = "SC103",
                                    .name = "python2",
                                    .title = "Python 2",
                                    .text = "The code is written for Python 2, which no pinned environment runs.",
                                    .help = R"(What it means
    The code uses syntax or names of Python 2, which ended in 2020.
Why it matters
    A reader gets a SyntaxError or a NameError at once.
Example
    print "hello"
    except ValueError, error:
Write instead
    print("hello")
    except ValueError as error:
)",
                                    .match = match};

}  // namespace snipcheck::rule
