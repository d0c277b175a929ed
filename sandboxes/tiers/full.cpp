/// A cell for each environment and a box for each run: namespaces of its own, a root with nothing but Python in it, no network.
#include "sandboxes/cell_sandbox.hpp"
#include "sandboxes/system_calls.hpp"
#include "sandboxes/zygote_json.hpp"

#include <limits>

namespace snipcheck {
namespace {

class Boxes final : public CellSandbox {
 public:
  explicit Boxes(const Defences& without)
      : CellSandbox(std::numeric_limits<std::size_t>::max(), without), filter_(system_call_filter()) {
    try_one();
  }
  [[nodiscard]] std::string_view tier() const override { return "full"; }

 private:
  [[nodiscard]] CellContent content(const Environment& environment, const std::filesystem::path& folder) const override {
    return content_for(environment, folder);
  }
  [[nodiscard]] std::string words(CellContent content, const std::vector<std::string>& avoid) const override {
    const CellUsers users = users_for_a_cell();
    content.greeting =
        greeting_json({.filter = filter_, .own_users = users.count > 0, .avoid = avoid, .without = content.without});
    return cell_words(content, users);
  }

  std::string filter_;
};

}  // namespace

namespace tier {
extern const Tier full;
const Tier full{.name = "full",
                .open = [](const Defences& without) -> std::unique_ptr<Sandbox> { return std::make_unique<Boxes>(without); }};
}  // namespace tier

}  // namespace snipcheck
