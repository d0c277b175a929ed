/// Where no namespaces can be had: a plain cell for each run at the same time, whose Python and runs see all files of the machine
/// and may open what they need alone (Landlock), have no network, a user id of their own where we are root, and two folders to
/// write in. What this leaves open stands in docs/isolation.md.
#include "sandboxes/cell_sandbox.hpp"
#include "sandboxes/system_calls.hpp"
#include "sandboxes/zygote_json.hpp"

namespace snipcheck {
namespace {

class Rules final : public CellSandbox {
 public:
  explicit Rules(const Defences& without)
      : CellSandbox(1, without), filter_(plain_system_call_filter()), signals_(own_signals_filter()) {
    try_one();
  }
  [[nodiscard]] std::string_view tier() const override { return "basic"; }

 private:
  [[nodiscard]] CellContent content(const Environment& environment, const std::filesystem::path& folder) const override {
    return plain_content_for(environment, folder);
  }
  [[nodiscard]] std::string words(CellContent content, const std::vector<std::string>& avoid) const override {
    const CellUsers user = user_for_a_plain_cell();
    content.greeting = greeting_json(
        {.filter = filter_, .signals = signals_, .own_users = user.count > 0, .avoid = avoid, .without = content.without});
    return plain_cell_words(content, user, std::filesystem::temp_directory_path(), filter_);
  }

  std::string filter_, signals_;
};

}  // namespace

namespace tier {
extern const Tier basic;
const Tier basic{.name = "basic",
                 .leaves_open =
                     "runs see that files exist, though not what is in them; the disk is shared up to the limits; they "
                     "have no loopback and no shared memory of their own, and what needs one is unverified",
                 .open = [](const Defences& without) -> std::unique_ptr<Sandbox> { return std::make_unique<Rules>(without); }};
}  // namespace tier

}  // namespace snipcheck
