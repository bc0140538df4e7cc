#include "decision/route_rows.hpp"

#include <algorithm>
#include <functional>

namespace zhuqi {

namespace {

constexpr std::size_t max_bytes = 1 << 20;  // of the rows given at once, unless one is longer

}  // namespace

void CsvRows::begin(std::string_view text) {
  text_ = text;
  at_ = place_ = 0;
  if (places_.size() < text.size() + 64) places_.resize(text.size() + 64);
  place_count_ = kernels_.find_separators(text.data(), static_cast<std::uint32_t>(text.size()), places_.data());
}

bool CsvRows::next() {
  rows_.clear();
  cut_.clear();
  copies_.clear();
  bytes_ = 0;
  while (at_ < text_.size() && rows_.size() < EncodedBlock::capacity && bytes_ < max_bytes)
    if (!cut_usual()) cut_odd();
  return !rows_.empty();
}

std::string_view CsvRows::field_of(const CsvRow& row, std::size_t input, std::int32_t column) const {
  if (!row.usual) [[unlikely]]
    return cut_[row.first + input];
  const auto* const places = places_.data() + row.first;
  const auto* const begin = column > 0 ? text_.data() + places[column - 1] + 1 : row.record.data();
  const auto* const end = text_.data() + places[column];
  return begin != end ? std::string_view(begin, static_cast<std::size_t>(end - begin)) : std::string_view();
}

std::string_view CsvRows::field(std::size_t input, std::size_t row) const {
  return inputs_[input] >= 0 ? field_of(rows_[row], input, inputs_[input]) : std::string_view();
}

void CsvRows::fields(std::size_t input, std::span<std::string_view> out) const {
  const auto column = inputs_[input];
  if (column < 0) return std::fill(out.begin(), out.end(), std::string_view());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = field_of(rows_[i], input, column);
}

// A row without quotes that has as many fields as the header and ends with a line feed.
bool CsvRows::cut_usual() {
  if (place_ + columns_ > place_count_) return false;
  const auto* places = places_.data() + place_;
  const auto first = static_cast<std::uint32_t>(place_);
  for (std::size_t f = 0; f + 1 < columns_; ++f)
    if (text_[places[f]] != ',') return false;
  auto end = std::size_t{places[columns_ - 1]};
  if (text_[end] != '\n') {
    if (text_[end] != '\r' || end + 1 >= text_.size() || text_[end + 1] != '\n') return false;
    ++place_;
  }
  rows_.push_back({text_.substr(at_, end - at_), static_cast<std::uint32_t>(columns_), first});
  bytes_ += end - at_;
  place_ += columns_;
  at_ = places_[place_ - 1] + 1u;
  return true;
}

void CsvRows::cut_odd() {
  CsvReader reader(text_.substr(at_));
  std::vector<std::string_view> fields;
  reader.next(fields);
  const auto record = reader.record();
  const auto in_text = [&](std::string_view f) {
    return !std::less<>()(f.data(), text_.data()) && !std::less<>()(text_.data() + text_.size(), f.data() + f.size());
  };
  if (fields.size() != 1 || !fields[0].empty() || columns_ == 1) {
    const auto first = static_cast<std::uint32_t>(cut_.size());
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const auto column = inputs_[i];
      auto field = column >= 0 && static_cast<std::size_t>(column) < fields.size()
                       ? fields[static_cast<std::size_t>(column)]
                       : std::string_view();
      if (!field.empty() && !in_text(field)) {
        copies_.emplace_back(field).append(16, '\0');  // which may be read
        field = std::string_view(copies_.back()).substr(0, field.size());
      }
      cut_.push_back(field.empty() ? std::string_view() : field);
    }
    const bool odd = reader.broken() || fields.size() > columns_;
    rows_.push_back({record, static_cast<std::uint32_t>(fields.size()), first, false, odd});
    bytes_ += record.size();
  }
  at_ += record.size();
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  while (place_ < place_count_ && places_[place_] < at_) ++place_;
}

}  // namespace zhuqi
