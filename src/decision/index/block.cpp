#include "decision/index/block.hpp"

#include <algorithm>
#include <cstring>

#include "base/text.hpp"
#include "decision/index/quick_fold.hpp"

namespace zhuqi {

namespace {

bool goes_on(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

constexpr std::uint32_t copied_pieces = 8;

void append(TextBlock& block, std::string_view text) {
  const auto size = block.size();
  if (block.bytes.size() < size + text.size() + text_padding)
    block.bytes.resize((size + text.size()) * 3 / 2 + text_padding);
  if (!text.empty()) std::memcpy(block.bytes.data() + size, text.data(), text.size());
  block.ends.push_back(static_cast<std::uint32_t>(size + text.size()));
}

// Appends texts that lie side by side already, as they do in columns, in one go; how many.
std::size_t append_run(TextBlock& block, std::span<const std::string_view> texts) {
  std::size_t count = 1;
  auto end = texts[0].data() + texts[0].size();
  while (count < texts.size() && texts[count].data() == end) end += texts[count++].size();
  auto size = block.size();
  append(block, {texts[0].data(), static_cast<std::size_t>(end - texts[0].data())});
  block.ends.pop_back();
  for (const auto& text : texts.first(count)) block.ends.push_back(size += static_cast<std::uint32_t>(text.size()));
  return count;
}

// Most texts are short: eight pieces are marked in any case, and those that are too many marked anew by the next text.
void seal(TextBlock& block) {
  const auto size = block.size();
  block.bytes.resize(std::max<std::size_t>(block.bytes.size(), size + text_padding));
  std::memset(block.bytes.data() + size, 0, text_padding);
  block.record_at.resize(size / piece_bytes + 1 + copied_pieces);
  auto* const record_at = block.record_at.data();
  std::uint32_t piece = 0;
  for (std::uint32_t i = 0; i < block.ends.size(); ++i) {
    const auto end = (block.ends[i] + piece_bytes - 1) / piece_bytes;
    const auto record = static_cast<std::uint16_t>(i);
    for (std::uint32_t k = 0; k < copied_pieces; ++k) record_at[piece + k] = record;
    for (auto p = piece + copied_pieces; p < end; ++p) [[unlikely]] record_at[p] = record;
    piece = end;
  }
}

}  // namespace

void EncodedBlock::begin(const Index& index, std::uint32_t records) {
  count = records;
  classes.resize(index.columns().size() * records);
  invalid.assign(records, 0);
  texts.resize(index.texts().size());
}

// Where the keywords are ideographs the text can stay as it is, unless folding makes ideographs in it.
void EncodedBlock::set_texts(const Index& index, const Kernels& kernels, std::size_t text,
                             std::span<const std::string_view> values) {
  const bool folded = index.texts()[text].folded, as_it_is = !folded || index.texts()[text].finder.only_ideographs();
  auto& block = texts[text];
  const auto fill = [&](auto form) {
    block.ends.clear();
    for (std::uint32_t i = 0; i < count; ++i) append(block, invalid[i] != 0 ? std::string_view() : form(i));
    seal(block);
  };
  const auto checked = [&](std::uint32_t i) {
    if (!valid_utf8(values[i])) invalid[i] = 1;
    return invalid[i] == 0;
  };
  if (!as_it_is) {
    std::string room;
    return fill([&](auto i) { return checked(i) ? quick_fold(values[i], room) : std::string_view(); });
  }
  block.ends.clear();
  for (std::size_t i = 0; i < count;) i += append_run(block, values.subspan(i, count - i));
  seal(block);
  odd_.resize(block.size() / piece_bytes + 2);
  bool again = false;
  const bool any = kernels.examine(block.bytes.data(), block.size(), odd_.data());
  std::vector<bool> fold_it;
  for (std::uint32_t i = 0, begin = 0; i < count; begin = block.ends[i], ++i) {
    const auto end = block.ends[i];
    if (begin == end) continue;
    bool odd = goes_on(block.bytes[begin]) || goes_on(block.bytes[end]);  // a character across two texts
    for (auto p = begin / piece_bytes; any && !odd && p <= end / piece_bytes; ++p) odd = odd_[p] != 0;
    if (!odd) continue;
    if (!checked(i)) again = true;
    if (!folded || invalid[i] != 0 || ideographs_are_folded(values[i])) continue;
    again = true;
    fold_it.resize(count, false);
    fold_it[i] = true;
  }
  if (!again) return;
  std::string room;
  fold_it.resize(count, false);
  fill([&](auto i) { return fold_it[i] ? std::string_view(room = fold(values[i])) : values[i]; });
}

void EncodedBlock::finish(const Index& index) {
  const auto stride = index.field_stride(), groups = index.rows().groups;
  fields.assign(std::size_t{count} * stride, 0);
  rows.assign(std::size_t{count} * groups, 0);
  for (std::size_t c = 0; c < index.columns().size(); ++c) {
    const auto& column = index.columns()[c];
    const auto* from = classes_of(c);
    if (column.field >= 0) {
      auto* to = fields.data() + column.field;
      if (column.mask)
        for (std::uint32_t i = 0; i < count; ++i, to += stride)
          *to = static_cast<std::uint16_t>(*to | 1u << (column.shift + from[i]));
      else
        for (std::uint32_t i = 0; i < count; ++i, to += stride) *to = from[i];
    }
    if (column.group >= 0) {
      auto* to = rows.data() + column.group;
      for (std::uint32_t i = 0; i < count; ++i, to += groups) *to += column.row_base + column.row_weight * from[i];
    }
  }
}

}  // namespace zhuqi
