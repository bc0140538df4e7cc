// The texts of some records of a column, as they stand in memory. Nulls have null pointers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <zhuqi/decision/columns.hpp>

namespace zhuqi {

// Those from record `first` on, of a column of strings or one whose dictionary is.
void view_texts(const Column& column, std::int64_t first, std::span<std::string_view> views);

// How many of the texts, but at least one, one block may hold.
std::uint32_t count_fitting(std::span<const std::string_view> texts);

// Marks the records whose texts are not UTF-8. Texts that lie side by side are looked at together.
void mark_invalid_texts(std::span<const std::string_view> texts, std::vector<std::uint8_t>& invalid);

}  // namespace zhuqi
