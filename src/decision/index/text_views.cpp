#include "decision/index/text_views.hpp"

#include <cstring>

#include "base/text.hpp"
#include "decision/column_view.hpp"

namespace zhuqi {

namespace {

constexpr std::uint64_t max_text_bytes = 1 << 20;  // of a block, unless a single text is longer

bool begins_within_character(std::string_view text) {
  return !text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0) == 0x80;
}

// A text that is there has a pointer, even if it is empty.
template <class Offset>
void view_strings(const Column& column, std::int64_t first, std::span<std::string_view> views) {
  const auto* const data = column.data != nullptr ? column.data : "";
  const auto* at =
      static_cast<const char*>(column.values) + (column.offset + first) * static_cast<std::int64_t>(sizeof(Offset));
  const auto next = [&] {
    Offset offset;
    std::memcpy(&offset, at, sizeof offset);
    at += sizeof offset;
    return offset;
  };
  auto begin = next();
  for (auto& view : views) {
    const auto end = next();
    view = {data + begin, static_cast<std::size_t>(end - begin)};
    begin = end;
  }
  if (column.validity == nullptr) return;
  for (std::size_t i = 0; i < views.size(); ++i)
    if (is_null_at(column, first + static_cast<std::int64_t>(i))) views[i] = {};
}

}  // namespace

void view_texts(const Column& column, std::int64_t first, std::span<std::string_view> views) {
  if (column.dictionary == nullptr)
    return column.type == ColumnType::string32 ? view_strings<std::int32_t>(column, first, views)
                                               : view_strings<std::int64_t>(column, first, views);
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto row = first + static_cast<std::int64_t>(i);
    const auto entry = is_null_at(column, row) ? -1 : integer_at(column, row);
    views[i] = {};
    if (entry >= 0 && entry < column.dictionary->length) view_texts(*column.dictionary, entry, views.subspan(i, 1));
  }
}

std::uint32_t count_fitting(std::span<const std::string_view> texts) {
  std::uint64_t bytes = 0;
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    if ((bytes += texts[i].size()) > max_text_bytes && i > 0) return i;
  return static_cast<std::uint32_t>(texts.size());
}

void mark_invalid_texts(std::span<const std::string_view> texts, std::vector<std::uint8_t>& invalid) {
  for (std::size_t begin = 0, end = 0; begin < texts.size(); begin = end) {
    auto run = texts[begin];
    bool cut = begins_within_character(run);
    for (end = begin + 1; end < texts.size() && texts[end].data() == run.data() + run.size(); ++end) {
      cut = cut || begins_within_character(texts[end]);
      run = {run.data(), run.size() + texts[end].size()};
    }
    if (!cut && valid_utf8(run)) continue;
    for (auto i = begin; i < end; ++i)
      if (!valid_utf8(texts[i])) invalid[i] = 1;
  }
}

}  // namespace zhuqi
