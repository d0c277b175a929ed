#include "verifier/expectation.hpp"

#include "support/text.hpp"
#include "verifier/culprit.hpp"

#include <algorithm>
#include <utility>

namespace snipcheck {
namespace {

/// What a view raises to answer with that status is no fault of its run.
constexpr std::pair<std::string_view, int> kHttpErrors[] = {{"BadRequest", 400},
                                                            {"BadRequestKeyError", 400},
                                                            {"Unauthorized", 401},
                                                            {"Forbidden", 403},
                                                            {"NotFound", 404},
                                                            {"MethodNotAllowed", 405},
                                                            {"NotAcceptable", 406},
                                                            {"Conflict", 409},
                                                            {"Gone", 410},
                                                            {"UnsupportedMediaType", 415},
                                                            {"RequestEntityTooLarge", 413},
                                                            {"TooManyRequests", 429},
                                                            {"UnprocessableEntity", 422}};

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('.') + 1); }

bool is_a(const Fault& fault, std::string_view name) {
  const std::string_view wanted = last_part(name);
  return last_part(fault.type) == wanted ||
         std::ranges::any_of(fault.bases, [&](const std::string& base) { return last_part(base) == wanted; });
}

bool is_expected(const Fault& fault, const Snippet& snippet) {
  const auto& error = snippet.directives.error;
  return error && fault.context.empty() &&
         (error->names.empty() || std::ranges::any_of(error->names, [&](const std::string& name) { return is_a(fault, name); }));
}

const Fault* expected_fault(const RunResult& result, const Snippet& snippet) {
  const auto found = std::ranges::find_if(result.faults, [&](const Fault& fault) { return is_expected(fault, snippet); });
  return found == result.faults.end() ? nullptr : &*found;
}

bool answers_as_said(const RunResult& result, const ExpectedError& error) {
  return std::ranges::any_of(error.names, [&](const std::string& name) {
    const auto known = std::ranges::find(kHttpErrors, last_part(name), &std::pair<std::string_view, int>::first);
    return known != std::end(kHttpErrors) &&
           std::ranges::find(result.responses, known->second, &Response::status) != result.responses.end();
  });
}

std::string name_of(const ExpectedError& error) { return error.names.empty() ? "an error" : join(error.names, " or "); }

bool is_verdict_on_its_run(Status status) {
  return status != Status::incomplete && status != Status::unverified && status != Status::error;
}

}  // namespace

bool may_lack_names(const Snippet& snippet) {
  static constexpr std::string_view kNameErrors[] = {"NameError", "UnboundLocalError", "Exception", "BaseException"};
  const auto& error = snippet.directives.error;
  return error && (error->names.empty() || std::ranges::any_of(error->names, [](const std::string& name) {
                     return is_any_of(last_part(name), kNameErrors);
                   }));
}

bool raises_as_said(const RunResult& result, const Snippet& snippet) {
  const auto& error = snippet.directives.error;
  return error && (expected_fault(result, snippet) != nullptr || answers_as_said(result, *error));
}

Row without_expected(const Row& row, const Snippet& snippet) {
  Row rest = row;
  if (snippet.directives.error)
    for (RunResult& result : rest)
      std::erase_if(result.faults, [&](const Fault& fault) { return is_expected(fault, snippet); });
  return rest;
}

Verdict judge_expecting(const Subject& subject, const Context& context, const Row& row, const Row& rest, const Matrix& matrix) {
  Verdict verdict = judge(subject, context, rest, matrix);
  const Snippet& snippet = *subject.snippet;
  const auto& error = snippet.directives.error;
  if (!error || !error->must_happen || raises_as_said(row.back(), snippet) || !is_verdict_on_its_run(verdict.status))
    return verdict;
  Ground ground{.kind = Ground::Kind::unraised, .text = name_of(*error), .line = error->line};
  const bool fails_otherwise = verdict.status != Status::ok && verdict.status != Status::deprecated;
  if (fails_otherwise) {
    verdict.grounds.push_back(std::move(ground));
    return verdict;
  }
  verdict.status = Status::broken;
  for (std::size_t i = row.size() - 1; i-- > 0;)
    if (const Fault* fault = expected_fault(row[i], snippet)) {
      ground.boundary = Boundary{i, i + 1, culprit_of(*fault, i, i + 1, subject, context, matrix)};
      verdict.status = Status::outdated;
      break;
    }
  verdict.grounds.insert(verdict.grounds.begin(), std::move(ground));
  return verdict;
}

}  // namespace snipcheck
