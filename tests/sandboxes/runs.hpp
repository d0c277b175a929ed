#pragma once
/// Runs of code in the bare environment, in the tier that the parameter names.
#include "sandboxes/sandbox.hpp"
#include "support/error.hpp"
#include "tests/sandboxes/bare.hpp"
#include "tests/sandboxes/helpers.hpp"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace snipcheck::testing {

class RunsInATier : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!bare_.make())
      SNIPCHECK_SKIP("sandbox", "no Python here");
    try {
      sandbox_ = open_sandbox(GetParam());
    } catch (const CannotCheck& error) {
      SNIPCHECK_SKIP("sandbox", error.what() + ("\n" + error.hint()));
    }
  }
  RunResult run(const std::string& code, const Limits& limits = {}) {
    return sandbox_->run(bare_.environment, {.code = code, .exercise = false, .limits = limits});
  }

  Bare bare_;
  std::unique_ptr<Sandbox> sandbox_;
};

/// All that a run said, for messages.
inline std::string told(const RunResult& result) { return result.out + result.err + result.trouble; }

inline std::string name_of_tier(const ::testing::TestParamInfo<std::string>& tier) { return tier.param; }

}  // namespace snipcheck::testing
