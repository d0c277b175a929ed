#include "snippets/encoded_text.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace snipcheck {
namespace {

constexpr std::size_t kStep = 4096;         // bytes between two counts
constexpr std::size_t kLongestEntity = 12;  // with & and ;
constexpr char32_t kReplacement = 0xFFFD;

/// What stands between & and ;, or 0.
char32_t entity(std::string_view name) {
  static constexpr std::pair<std::string_view, char32_t> known[] = {{"lt", '<'},   {"gt", '>'},    {"amp", '&'},
                                                                    {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};
  for (const auto& [word, c] : known)
    if (word == name)
      return c;
  if (!name.starts_with('#'))
    return 0;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  name.remove_prefix(hexadecimal ? 1 : 0);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
  if (error != std::errc{} || end != name.data() + name.size())
    return 0;
  return value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? kReplacement : value;
}

}  // namespace

void EncodedText::add(std::string_view text, std::size_t origin, bool plain) {
  if (text.empty())
    return;
  const auto at = static_cast<std::uint32_t>(text_.size()), from = static_cast<std::uint32_t>(origin);
  const bool goes_on =
      plain && !stretches_.empty() && stretches_.back().plain && stretches_.back().origin + (at - stretches_.back().at) == from;
  if (!goes_on)
    stretches_.push_back({at, from, plain});
  text_ += text;
  after_return_ = false;
}

void EncodedText::add_plain(std::string_view text, std::size_t origin) {
  if (after_return_ && text.starts_with('\n')) {
    text.remove_prefix(1);
    ++origin;
  }
  for (std::size_t end = text.find('\r'); end != std::string_view::npos; end = text.find('\r')) {
    add(text.substr(0, end), origin, true);
    add("\n", origin + end, false);
    const std::size_t next = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    after_return_ = next == end + 1;
    text.remove_prefix(next);
    origin += next;
  }
  add(text, origin, true);
}

void EncodedText::add_encoded(char32_t c, std::size_t origin) {
  if (c == '\n' && after_return_) {
    after_return_ = false;
    return;
  }
  std::string bytes;
  append_code_point(bytes, c == '\r' ? '\n' : c == 0 ? kReplacement : c);
  add(bytes, origin, false);
  after_return_ = c == '\r';
}

void EncodedText::add_part(const EncodedText& other, std::size_t begin, std::size_t end) {
  auto next = std::ranges::upper_bound(other.stretches_, begin, {}, &Stretch::at);
  while (begin < end) {
    const std::size_t stop = next == other.stretches_.end() ? end : std::min<std::size_t>(end, next->at);
    add(std::string_view{other.text_}.substr(begin, stop - begin), other.origin(begin), std::prev(next)->plain);
    begin = stop;
    next += next == other.stretches_.end() ? 0 : 1;
  }
}

std::size_t EncodedText::origin(std::size_t at) const {
  if (stretches_.empty())
    return 0;
  at = std::min(at, text_.size() - 1);
  const auto after = std::ranges::upper_bound(stretches_, at, {}, &Stretch::at);
  const Stretch& here = *std::prev(after);
  return here.plain ? here.origin + (at - here.at) : here.origin;
}

EncodedText without_entities(const EncodedText& text) {
  EncodedText out;
  const std::string_view all = text.text();
  std::size_t done = 0;
  for (std::size_t at = all.find('&'); at != std::string_view::npos; at = all.find('&', at + 1)) {
    const std::size_t end = all.substr(0, at + kLongestEntity).find(';', at);
    const char32_t c = end == std::string_view::npos ? 0 : entity(all.substr(at + 1, end - at - 1));
    if (c == 0)
      continue;
    out.add_part(text, done, at);
    out.add_encoded(c, text.origin(at));
    done = end + 1;
  }
  out.add_part(text, done, all.size());
  return out;
}

Positions::Positions(std::string_view document) : document_(document) {
  for (const std::string_view line : split_lines(document))
    starts_.push_back(static_cast<std::size_t>(line.data() - document.data()));
  std::size_t count = 0;
  for (std::size_t at = 0; at < document.size(); at += kStep) {
    counts_.push_back(count);
    count += static_cast<std::size_t>(code_points(document.substr(at, kStep)));
  }
  counts_.push_back(count);
}

std::size_t Positions::code_points_before(std::size_t offset) const {
  const std::size_t step = offset / kStep;
  return counts_[step] + static_cast<std::size_t>(code_points(document_.substr(step * kStep, offset - step * kStep)));
}

Place Positions::of(std::size_t offset) const {
  offset = std::min(offset, document_.size());
  const auto after = std::ranges::upper_bound(starts_, offset);
  if (after == starts_.begin())
    return {1, 1};
  return {static_cast<int>(after - starts_.begin()),
          static_cast<int>(code_points_before(offset) - code_points_before(*std::prev(after))) + 1};
}

}  // namespace snipcheck
