#include "verifier/judge.hpp"

#include "verifier/changed_answers.hpp"
#include "verifier/code_shape.hpp"
#include "verifier/culprit.hpp"
#include "verifier/misspelt.hpp"
#include "verifier/printed_results.hpp"
#include "verifier/python_changes.hpp"
#include "verifier/second_opinion.hpp"

#include <algorithm>
#include <iterator>

namespace snipcheck {
namespace {

using Kind = Ground::Kind;

/// One judgement in progress: the row with its faults sorted by what they mean.
class Judgement {
 public:
  Judgement(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix)
      : subject_(subject), context_(context), row_(row), matrix_(matrix), newest_(row.size() - 1) {}

  Verdict verdict() {
    Verdict out{decide(), {}};
    for (const Remark& remark : subject_.snippet->remarks)
      grounds_.push_back({.kind = Kind::remark, .remark = &remark});
    out.grounds = std::move(grounds_);
    return out;
  }

 private:
  using End = RunResult::End;

  [[nodiscard]] FaultKind kind(const Fault& fault) const { return kind_of(fault, subject_, context_, matrix_); }

  /// The first of the decisions that holds; each adds its own grounds.
  Status decide() {
    if (std::ranges::any_of(row_,
                            [](const RunResult& one) { return one.end == End::not_started || one.end == End::interrupted; }))
      return Status::error;
    if (const auto stopped = by_limit())
      return *stopped;
    if (by_drift() || by_silence()) {
      add_holes();
      if (!add_unimported())
        return Status::outdated;
      std::ranges::rotate(grounds_, grounds_.end() - static_cast<std::ptrdiff_t>(context_.unimported.size()));
      return Status::broken;
    }
    if (const auto changed = by_python())
      return *changed;
    if (context_.unknown.empty() && add_unimported())
      return Status::broken;
    if (const auto compiled = by_syntax())
      return *compiled;
    if (has_remark("SC107"))  // what fails beside a gap may fail because of what was put there
      return Status::incomplete;
    if (by_misspelling())
      return Status::broken;
    const auto fails = [](FaultKind one) { return one == FaultKind::failure || one == FaultKind::name; };
    if (context_.program && add_faults(Kind::failure, [](FaultKind one) { return one == FaultKind::failure; }))
      return Status::broken;
    if (by_unchecked_steps())
      return Status::unverified;
    if (by_holes())
      return Status::incomplete;
    if (add_faults(Kind::failure, fails))
      return Status::broken;
    if (by_dead_package())
      return Status::broken;
    if (add_faults(Kind::service, [](FaultKind one) { return one == FaultKind::service; }) ||
        add_faults(Kind::refused, [](FaultKind one) { return one == FaultKind::refused; }) ||
        add_faults(Kind::package, [](FaultKind one) { return one == FaultKind::package; }))
      return Status::unverified;
    if (by_results(false))
      return Status::broken;
    if (by_older())
      return Status::too_new;
    return by_cautions() || by_marks() ? Status::deprecated : Status::ok;
  }

  /// Ends that the kernel saw: limits, crashes, exits before the end.
  std::optional<Status> by_limit() {
    const RunResult& result = row_[newest_];
    if (result.end == End::exited && result.complete)
      return std::nullopt;
    Ground ground{.kind = Kind::stopped, .result = &result};
    const bool timed_out = result.end == End::cpu_limit || result.end == End::wall_limit;
    for (std::size_t i = newest_; !timed_out && i-- > 0;)
      if (row_[i].end == End::exited && row_[i].complete && own_failure(row_[i]) == nullptr) {
        ground.boundary = suspected({i, i + 1, ""}, context_, matrix_);
        break;
      }
    grounds_.push_back(ground);
    if (timed_out)
      return Status::unverified;
    return ground.boundary ? Status::outdated : Status::broken;
  }

  /// Does an older environment clear a fault of the newest?
  bool by_drift() {
    for (const Fault& fault : row_[newest_].faults) {
      const FaultKind what = kind(fault);
      if (!may_be_drift(fault, what))
        continue;
      if (auto good = last_that_clears(fault, newest_)) {
        const Fault* first = first_fault(fault, *good + 1);
        // Packages die in several steps: where that environment fails as well, only later, the step before is the one that
        // counts.
        while (const Fault* earlier = own_failure(row_[*good])) {
          const auto better = last_that_clears(*earlier, *good);
          if (!better)
            break;
          first = first_fault(*earlier, *better + 1);
          good = better;
        }
        const std::string culprit = culprit_of(*first, *good, *good + 1, subject_, context_, matrix_);
        const Fault& told = is_another_name(*first, fault) ? *first : fault;
        grounds_.push_back({.kind = Kind::drift, .fault = &told, .boundary = Boundary{*good, *good + 1, culprit}});
      }
    }
    return !grounds_.empty();
  }

  /// Do the indexes or the answers say what raised nothing?
  bool by_silence() {
    std::ranges::move(rebound_arguments(subject_, context_, row_, matrix_), std::back_inserter(grounds_));
    std::ranges::move(ignored_settings(subject_, context_, row_, matrix_), std::back_inserter(grounds_));
    std::ranges::move(unreached_drift(subject_, context_, row_, matrix_), std::back_inserter(grounds_));
    by_results(true);
    for (Ground& ground : changed_answers(row_)) {
      ground.boundary = suspected(*ground.boundary, context_, matrix_);
      grounds_.push_back(std::move(ground));
    }
    return !grounds_.empty();
  }

  /// The youngest environment before that one which gets past the fault.
  [[nodiscard]] std::optional<std::size_t> last_that_clears(const Fault& fault, std::size_t before) const {
    const FaultKind what = kind(fault);
    for (std::size_t i = before; i-- > 0;)
      if (clears(row_[i], fault, what, subject_, context_, matrix_))
        return i;
    return std::nullopt;
  }

  /// The same, as a newer Python says it: with the whole name of the function.
  static bool says_more(const Fault& newer, const Fault& older) {
    return newer.type == older.type && newer.message.size() > older.message.size() && newer.message.ends_with(older.message);
  }

  /// What failed in that environment where the newest one has this fault.
  [[nodiscard]] const Fault* first_fault(const Fault& fault, std::size_t environment) const {
    for (const Fault& one : row_[environment].faults)
      if (one.statement == fault.statement && one.where == fault.where && is_real(one, kind(one)))
        return says_more(fault, one) ? &fault : &one;
    return &fault;
  }

  /// What no Python of the row has any more: another one would have shown it as drift.
  std::optional<Status> by_python() {
    std::optional<Status> status;
    for (const Fault& fault : row_[newest_].faults) {
      const PythonChange* change = fault.context.empty() && !fault.guessed ? python_change_of(fault) : nullptr;
      if (change == nullptr || minor_of(version_in(matrix_, 0, "python")) < change->minor)
        continue;
      grounds_.push_back({.kind = Kind::python, .fault = &fault, .boundary = Boundary{newest_, newest_, "python"}});
      status = change->minor == 0 || status == Status::broken ? Status::broken : Status::outdated;
    }
    return status;
  }

  /// Is a result another one than the page shows: since some environment, or in all of them?
  bool by_results(bool since_one) {
    const std::size_t before = grounds_.size();
    for (Ground& ground : printed_otherwise(subject_, row_)) {
      if (ground.boundary.has_value() != since_one)
        continue;
      if (ground.boundary)
        ground.boundary = suspected(*ground.boundary, context_, matrix_);
      grounds_.push_back(std::move(ground));
    }
    return grounds_.size() > before;
  }

  /// A library refuses what it was given, which may be our data, or what stands in the code beside it.
  static bool is_refused_value(const Fault& fault) {
    return fault.type == "ValueError" && !fault.frames.empty() && fault.frames.back().library;
  }

  [[nodiscard]] bool may_be_drift(const Fault& fault, FaultKind what) const {
    static constexpr std::string_view structural[] = {"AttributeError", "TypeError", "ImportError", "ModuleNotFoundError"};
    const bool is_structural = std::ranges::find(structural, fault.type) != std::end(structural);
    if (fault.details.contains("hidden"))  // we hid it; that is no change of a package
      return false;
    switch (what) {
      case FaultKind::failure:
      case FaultKind::invented: return !fault.guessed || is_structural;
      case FaultKind::package: {
        // A driver that no environment has: the libraries before it may have asked for another one.
        const bool by_library = !fault.frames.empty() && fault.frames.back().library;
        return (!fault.guessed || is_structural) && !by_library && !was_there_by_accident(fault, matrix_);
      }
      case FaultKind::name: return context_.program || context_.unknown.empty();
      case FaultKind::missing:
        return (is_structural || fault.type == "KeyError" || fault.type == "ArgumentError" ||
                (fault.type == "AssertionError" && context_.rung() != Context::Rung::scaffolded)) &&
               !fault.tainted;
      case FaultKind::guess: return is_structural || is_refused_value(fault);
      default: return false;
    }
  }

  /// A package that newer environments no longer hold, and that fails where it is held: no reader can use it.
  bool by_dead_package() {
    for (const Fault& fault : row_[newest_].faults) {
      if (kind(fault) != FaultKind::package || fault.statement == 0)
        continue;
      for (std::size_t i = newest_; i-- > 0;)
        for (const Fault& other : row_[i].faults)
          if (kind(other) == FaultKind::failure && !other.guessed && other.statement == fault.statement) {
            grounds_.push_back({.kind = Kind::failure, .fault = &other});
            return true;
          }
    }
    return false;
  }

  bool add_unimported() {
    for (const FreeName& name : context_.unimported)
      grounds_.push_back({.kind = Kind::unimported, .name = &name});
    return !context_.unimported.empty();
  }

  /// A program whose author meant another name.
  bool by_misspelling() {
    const std::size_t before = grounds_.size();
    for (const FreeName& name : context_.unknown)
      if (context_.program && meant_by(name.name, *subject_.snippet))
        grounds_.push_back({.kind = Kind::unknown, .name = &name});
    return grounds_.size() > before;
  }

  /// What no environment compiles: the author's, unless the last line only waits for its function. Where a page marks code, its
  /// indentation is the author's, too: we can put it right, and a reader who pastes the lines cannot.
  std::optional<Status> by_syntax() {
    if (subject_.snippet->fenced && has_remark("SC102"))
      return Status::broken;
    for (const Fault& fault : row_[newest_].faults) {
      if (fault.stage != "compile")
        continue;
      grounds_.push_back({.kind = Kind::failure, .fault = &fault});
      const bool ends_in_decorator = subject_.snippet->role == Role::directive_only || has_remark("SC106");
      return ends_in_decorator || waits_outside(fault) || begins_within(subject_.snippet->code) ||
                     has_placeholder(code_line(*subject_.snippet, fault.line))
                 ? Status::incomplete
                 : Status::broken;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool has_remark(std::string_view code) const {
    return std::ranges::any_of(subject_.snippet->remarks, [&](const Remark& remark) { return remark.code == code; });
  }

  void add_holes() {
    for (const FreeName& name : context_.unknown)
      grounds_.push_back({.kind = Kind::unknown, .name = &name});
    for (const Supply& supply : context_.supplies)
      if (!supply.hole.empty())
        grounds_.push_back({.kind = Kind::hole, .text = supply.hole});
  }

  /// Does it go on from a step that could not be checked itself?
  bool by_unchecked_steps() {
    if (!stops_the_snippet(row_[newest_]))
      return false;
    for (const Fault& fault : row_[newest_].faults) {
      if (fault.context != "earlier")
        continue;
      Fault alone = fault;
      alone.context.clear();
      const FaultKind what = kind(alone);
      const Kind as = what == FaultKind::package ? Kind::package : what == FaultKind::service ? Kind::service : Kind::refused;
      if (as == Kind::refused && what != FaultKind::refused)
        continue;
      grounds_.push_back({.kind = as, .fault = &fault});
      return true;
    }
    return false;
  }

  bool by_holes() {
    const std::size_t before = grounds_.size();
    if (stops_the_snippet(row_[newest_]))
      for (const Fault& fault : row_[newest_].faults)
        if (const FaultKind what = kind(fault); !fault.context.empty() && (what == FaultKind::earlier || what == FaultKind::ours))
          grounds_.push_back({.kind = Kind::missing, .fault = &fault});
    add_holes();
    const bool has_stand_ins = !context_.unknown.empty();  // what they lead to says nothing new
    for (const Fault& fault : row_[newest_].faults)
      if (const FaultKind what = kind(fault); is_real(fault, what) && !fault.guessed && !(fault.tainted && has_stand_ins) &&
                                              (what == FaultKind::missing || (what == FaultKind::name && !context_.program)))
        grounds_.push_back({.kind = Kind::missing, .fault = &fault});
    return grounds_.size() > before;
  }

  /// Did the snippet's own body fail for want of what its surroundings should have given it?
  [[nodiscard]] bool stops_the_snippet(const RunResult& result) const {
    return std::ranges::any_of(result.faults, [&](const Fault& fault) {
      const FaultKind what = kind(fault);
      if (!fault.context.empty())  // a module of another block, in the middle of its import
        return what == FaultKind::earlier && std::ranges::find(fault.frames, "snippet.py", &Frame::file) != fault.frames.end();
      return what == FaultKind::earlier || what == FaultKind::name || what == FaultKind::missing;
    });
  }

  bool add_faults(Kind as, const auto& wanted) {
    const std::size_t before = grounds_.size();
    for (const Fault& fault : row_[newest_].faults)
      if (const FaultKind what = kind(fault); is_real(fault, what) && !fault.guessed && wanted(what))
        grounds_.push_back({.kind = as, .fault = &fault});
    return grounds_.size() > before;
  }

  [[nodiscard]] const Fault* own_failure(const RunResult& result) const {
    for (const Fault& fault : result.faults) {
      const FaultKind what = kind(fault);
      if (!fault.guessed && (what == FaultKind::failure || what == FaultKind::package || what == FaultKind::name))
        return &fault;
    }
    return nullptr;
  }

  /// Runs in the newest: does it have to run in older ones too?
  bool by_older() {
    bool required = false;
    for (std::size_t i = newest_; i-- > 0;) {
      const Fault* fault = own_failure(row_[i]);
      if (fault == nullptr)
        continue;
      grounds_.push_back({.kind = Kind::newer,
                          .fault = fault,
                          .boundary = Boundary{i + 1, i, culprit_of(*fault, i + 1, i, subject_, context_, matrix_)}});
      const auto& names = matrix_.must_pass;
      for (std::size_t j = 0; j <= i; ++j)
        required = required ||
                   (std::ranges::find(names, matrix_.environments[j].name) != names.end() && own_failure(row_[j]) != nullptr);
      break;
    }
    return required;
  }

  /// Do the indexes say so of what was not run?
  bool by_marks() {
    std::vector<Ground> found = fading_uses(subject_, context_, row_, matrix_);
    std::ranges::move(found, std::back_inserter(grounds_));
    return !found.empty();
  }

  bool by_cautions() {
    for (const Caution& caution : row_[newest_].cautions) {
      std::size_t first = newest_;
      while (first > 0 && std::ranges::any_of(row_[first - 1].cautions, [&](const Caution& one) {
               return one.category == caution.category && one.line == caution.line;
             }))
        --first;
      std::optional<Boundary> boundary;
      if (first > 0)
        boundary = Boundary{first - 1, first, warner_of(caution, first - 1, first, matrix_)};
      else
        boundary = Boundary{0, 0, warner_of(caution, 0, 0, matrix_)};
      grounds_.push_back({.kind = Kind::deprecation, .caution = &caution, .boundary = boundary});
    }
    return !row_[newest_].cautions.empty();
  }

  const Subject& subject_;
  const Context& context_;
  const Row& row_;
  const Matrix& matrix_;
  std::size_t newest_;
  std::vector<Ground> grounds_;
};

}  // namespace

Verdict judge(const Subject& subject, const Context& context, const Row& row, const Matrix& matrix) {
  return Judgement{subject, context, row, matrix}.verdict();
}

}  // namespace snipcheck
