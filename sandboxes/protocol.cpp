#include "sandboxes/protocol.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <random>

#include <nlohmann/json.hpp>

namespace snipcheck {
namespace {

using nlohmann::json;

constexpr std::size_t kMostText = 8000;  // bytes; the harness cuts at 2,000 characters
constexpr std::size_t kMostEntries = 200;
constexpr std::array<std::string_view, 5> kStages = {"compile", "import", "request", "call", "done"};

/// A JSON object read without trust: what is missing or of another type counts as empty.
class Fields {
 public:
  explicit Fields(const json& object) : object_(object) {}

  [[nodiscard]] std::string text(const char* name) const { return text_of(find(name)); }
  [[nodiscard]] int number(const char* name) const { return number_of(find(name)); }
  [[nodiscard]] bool flag(const char* name) const {
    const json& value = find(name);
    return value.is_boolean() && value.get<bool>();
  }
  [[nodiscard]] std::vector<std::string> texts(const char* name) const {
    std::vector<std::string> out;
    each(name, [&](const json& value) { out.push_back(text_of(value)); });
    return out;
  }
  [[nodiscard]] std::vector<int> numbers(const char* name) const {
    std::vector<int> out;
    for (const json& value : list(name))
      out.push_back(number_of(value));
    return out;
  }
  [[nodiscard]] std::map<std::string, std::string> table(const char* name) const {
    std::map<std::string, std::string> out;
    if (const json& value = find(name); value.is_object())
      for (const auto& [key, one] : value.items())
        if (out.size() < kMostEntries)
          out.emplace(key.substr(0, kMostText), text_of(one));
    return out;
  }
  template <typename Value, typename Make>
  [[nodiscard]] std::vector<Value> objects(const char* name, Make make) const {
    std::vector<Value> out;
    each(name, [&](const json& value) { out.push_back(make(Fields{value})); });
    return out;
  }

 private:
  [[nodiscard]] const json& find(const char* name) const {
    static const json nothing;
    if (!object_.is_object())
      return nothing;
    const auto found = object_.find(name);
    return found == object_.end() ? nothing : *found;
  }
  [[nodiscard]] const json& list(const char* name) const {
    static const json nothing = json::array();
    const json& value = find(name);
    return value.is_array() ? value : nothing;
  }
  template <typename Take>
  void each(const char* name, Take take) const {
    const json& values = list(name);
    for (std::size_t i = 0; i < std::min(values.size(), kMostEntries); ++i)
      take(values[i]);
  }
  static std::string text_of(const json& value) {
    return value.is_string() ? value.get_ref<const std::string&>().substr(0, kMostText) : std::string{};
  }
  static int number_of(const json& value) {
    if (!value.is_number_integer())
      return 0;
    const auto number = value.get<std::int64_t>();
    return number >= 0 && number <= std::numeric_limits<int>::max() ? static_cast<int>(number) : 0;
  }

  const json& object_;
};

Frame frame_from(const Fields& one) {
  return {.file = one.text("file"),
          .module = one.text("module"),
          .function = one.text("function"),
          .line = one.number("line"),
          .code = one.text("code"),
          .library = one.flag("library")};
}

Fault fault_from(const Fields& one) {
  return {.stage = one.text("stage"),
          .where = one.text("where"),
          .type = one.text("type"),
          .bases = one.texts("bases"),
          .message = one.text("message"),
          .line = one.number("line"),
          .statement = one.number("statement"),
          .column = one.number("column"),
          .end_column = one.number("end_column"),
          .function = one.text("function"),
          .frames = one.objects<Frame>("frames", frame_from),
          .context = one.text("context"),
          .guessed = one.flag("guessed"),
          .tainted = one.flag("tainted"),
          .causes = one.texts("causes"),
          .details = one.table("details"),
          .origins = one.texts("origins"),
          .network = one.texts("network")};
}

Caution caution_from(const Fields& one) {
  return {.category = one.text("category"),
          .bases = one.texts("bases"),
          .message = one.text("message"),
          .line = one.number("line"),
          .module = one.text("module")};
}

Response response_from(const Fields& one) {
  return {
      .request = one.text("request"), .status = one.number("status"), .mimetype = one.text("mimetype"), .body = one.text("body")};
}

/// Half of a surrogate pair, written as \udXXX: valid in Python's texts, but not in JSON's. Becomes U+FFFD.
std::string without_lone_surrogates(std::string line) {
  const auto unit = [&](std::size_t at) -> unsigned {  // the code unit escaped there, 0 for none
    if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u')
      return 0;
    return static_cast<unsigned>(std::strtoul(line.substr(at + 2, 4).c_str(), nullptr, 16));
  };
  const auto high = [](unsigned code) { return code >= 0xD800 && code <= 0xDBFF; };
  const auto low = [](unsigned code) { return code >= 0xDC00 && code <= 0xDFFF; };
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\\')
      continue;
    const unsigned code = unit(at);
    if (high(code) && low(unit(at + 6)))
      at += 11;
    else if (high(code) || low(code))
      line.replace(at + 2, 4, "fffd");
    else
      ++at;  // whatever is escaped there, an escaped backslash above all
  }
  return line;
}

json parse_line(std::string_view line) {
  json value = json::parse(line, nullptr, false);
  if (value.is_discarded() && line.find("\\ud") != std::string_view::npos)
    value = json::parse(without_lone_surrogates(std::string(line)), nullptr, false);
  return value;
}

const char* name_of(Job::Push push) {
  switch (push) {
    case Job::Push::application_context: return "application_context";
    case Job::Push::request_context: return "request_context";
    case Job::Push::none: break;
  }
  return "";
}

}  // namespace

std::string fresh_token() {
  std::random_device random;
  std::string token;
  for (int i = 0; i < 4; ++i)
    token += std::to_string(random());
  return token;
}

std::string job_json(const Job& job, std::string_view token) {
  json before = json::array();
  for (const ContextCode& one : job.before)
    before.push_back({{"label", one.label}, {"code", one.code}});
  const json all{{"token", token},
                 {"code", job.code},
                 {"before", std::move(before)},
                 {"files", job.files},
                 {"file", job.file},
                 {"wrap_in_view", job.wrap_in_view},
                 {"top_level_await", job.top_level_await},
                 {"push", name_of(job.push)},
                 {"shown_lines", job.shown_lines},
                 {"shown_paths", job.shown_paths},
                 {"exercise", job.exercise},
                 {"hidden_modules", job.hidden_modules},
                 {"hidden_distributions", job.hidden_distributions}};
  return all.dump(-1, ' ', true, json::error_handler_t::replace);
}

bool read_results(std::string_view lines, std::string_view token, RunResult& result) {
  bool began = false;
  for (const std::string_view line : split(lines, '\n')) {
    if (line.empty() || line.front() != '{')
      continue;
    const json value = parse_line(line);
    const Fields one{value};
    const std::string stage = one.text("stage");
    if (std::ranges::find(kStages, stage) == kStages.end())
      continue;
    const bool last = stage == "done";
    if (last && one.text("token") != token)
      continue;
    began = true;
    result.stage = stage;
    if (!last)
      continue;
    result.complete = true;
    result.faults = one.objects<Fault>("faults", fault_from);
    result.cautions = one.objects<Caution>("cautions", caution_from);
    result.shown = one.table("shown");
    result.tried = one.texts("tried");
    result.responses = one.objects<Response>("responses", response_from);
    result.served = one.texts("served");
    result.network = one.texts("network");
    result.reached = one.numbers("reached");
    break;
  }
  return began;
}

std::string shown(std::string_view output) {
  std::string_view kept = output.substr(0, kKeptOutput);
  if (kept.size() < output.size()) {  // not in the middle of a character
    std::size_t end = kept.size();
    for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(output[end]) & 0xC0) == 0x80; ++i)
      --end;
    kept = kept.substr(0, end);
  }
  return escape_invalid_utf8(kept);
}

}  // namespace snipcheck
