#include "interchange/arrow_import.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

// More rows than this in one batch is either a mistake or better cut up.
constexpr std::int64_t max_rows = std::numeric_limits<std::int32_t>::max();

// Of views: validity, the views, their sizes, and what an index of 32 bits can name.
constexpr std::int64_t max_view_buffers = std::int64_t{std::numeric_limits<std::int32_t>::max()} + 4;

[[noreturn]] void refuse(std::string_view column, std::string_view what) {
  throw Refused(Code::invalid_argument, fmt::format("column «{}»: {}", column, what), std::string(column));
}

struct Format {
  std::string_view text;
  ColumnType type;
};

constexpr std::array formats{
    Format{"n", ColumnType::null},     Format{"b", ColumnType::boolean},  Format{"c", ColumnType::int8},
    Format{"s", ColumnType::int16},    Format{"i", ColumnType::int32},    Format{"l", ColumnType::int64},
    Format{"C", ColumnType::uint8},    Format{"S", ColumnType::uint16},   Format{"I", ColumnType::uint32},
    Format{"L", ColumnType::uint64},   Format{"f", ColumnType::float32},  Format{"g", ColumnType::float64},
    Format{"u", ColumnType::string32}, Format{"U", ColumnType::string64}, Format{"vu", ColumnType::string64},
    Format{"tdD", ColumnType::date32},
};

bool is_string(ColumnType type) { return type == ColumnType::string32 || type == ColumnType::string64; }

bool is_index(ColumnType type) { return type >= ColumnType::int8 && type <= ColumnType::uint64; }

ArrowField read_field(const ArrowSchema& schema, std::string_view name) {
  if (schema.release == nullptr || schema.format == nullptr)
    refuse(name, "the Arrow schema is released or has no format");
  const std::string_view text = schema.format;
  const auto format = std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return f.text == text; });
  if (format == formats.end())
    refuse(name, fmt::format("the Arrow type «{}» cannot be decided on (expected a boolean, a whole number, a float, a "
                             "string or a date, also by dictionary)",
                             text));
  ArrowField field{std::string(name), 0, format->type, text == "vu", nullptr};
  if (schema.dictionary != nullptr) {
    if (!is_index(field.type)) refuse(name, "the indices of a dictionary must be whole numbers");
    if (schema.dictionary->dictionary != nullptr) refuse(name, "a dictionary within a dictionary is not supported");
    field.dictionary = std::make_unique<ArrowField>(read_field(*schema.dictionary, name));
  }
  return field;
}

bool bit(const std::uint8_t* bits, std::int64_t i) { return ((bits[i >> 3] >> (i & 7)) & 1) != 0; }

// What Arrow says of this array must be possible. `needed` elements are read.
void check_shape(const ArrowField& field, const ArrowArray& array, std::int64_t needed) {
  const std::string_view name = field.name;
  if (array.length < 0 || array.offset < 0 ||
      array.length > std::numeric_limits<std::int64_t>::max() / 64 - array.offset)
    refuse(name, "corrupt Arrow array: impossible length or offset");
  if (array.length < needed) refuse(name, "corrupt Arrow array: shorter than its record batch");
  if ((array.dictionary != nullptr) != (field.dictionary != nullptr))
    refuse(name, "corrupt Arrow array: schema and array disagree about a dictionary");
  const bool enough = field.is_view                    ? array.n_buffers >= 3 && array.n_buffers <= max_view_buffers
                      : is_string(field.type)          ? array.n_buffers == 3
                      : field.type == ColumnType::null ? array.n_buffers == 0
                                                       : array.n_buffers == 2;
  if (!enough || (array.n_buffers > 0 && array.buffers == nullptr))
    refuse(name, fmt::format("corrupt Arrow array: {} buffers do not fit its type", array.n_buffers));
  if (needed > 0 && array.n_buffers > 1 && array.buffers[1] == nullptr)
    refuse(name, "corrupt Arrow array: no buffer of values");
  if (array.null_count > 0 && array.n_buffers > 0 && array.buffers[0] == nullptr)
    refuse(name, "corrupt Arrow array: nulls, but no validity bitmap");
}

template <class Offset>
void check_offsets(const Column& column, std::int64_t rows) {
  const auto* offsets = static_cast<const Offset*>(column.values) + column.offset;
  bool ascending = offsets[0] >= 0;
  for (std::int64_t i = 0; i < rows; ++i) ascending &= offsets[i] <= offsets[i + 1];
  if (!ascending) refuse(column.name, "corrupt Arrow array: string offsets go backward");
  if (column.data == nullptr && offsets[rows] > 0) refuse(column.name, "corrupt Arrow array: no string bytes");
}

template <class Index>
void check_indices(const Column& column, std::int64_t rows) {
  const auto* indices = static_cast<const Index*>(column.values) + column.offset;
  const auto entries = static_cast<std::uint64_t>(column.dictionary->length);
  for (std::int64_t i = 0; i < rows; ++i) {
    // A negative index becomes a huge one.
    const bool inside = static_cast<std::uint64_t>(indices[i]) < entries;
    if (!inside && (column.validity == nullptr || bit(column.validity, column.offset + i)))
      refuse(column.name, "corrupt Arrow array: an index outside of the dictionary");
  }
}

void check_dictionary(const Column& column, std::int64_t rows) {
  switch (column.type) {
    case ColumnType::int8:
      return check_indices<std::int8_t>(column, rows);
    case ColumnType::int16:
      return check_indices<std::int16_t>(column, rows);
    case ColumnType::int32:
      return check_indices<std::int32_t>(column, rows);
    case ColumnType::int64:
      return check_indices<std::int64_t>(column, rows);
    case ColumnType::uint8:
      return check_indices<std::uint8_t>(column, rows);
    case ColumnType::uint16:
      return check_indices<std::uint16_t>(column, rows);
    case ColumnType::uint32:
      return check_indices<std::uint32_t>(column, rows);
    default:
      return check_indices<std::uint64_t>(column, rows);
  }
}

// An element of a view column: 16 bytes, in which short strings stand themselves.
struct View {
  std::int32_t length;
  char start[4];
  std::int32_t buffer;
  std::int32_t offset;
};
static_assert(sizeof(View) == 16);

std::optional<std::string_view> view_text(const View& view, const ArrowArray& array) {
  if (view.length < 0) return std::nullopt;
  if (view.length <= 12) return std::string_view(view.start, static_cast<std::size_t>(view.length));
  const std::int64_t buffers = array.n_buffers - 3;
  const auto* sizes = static_cast<const std::int64_t*>(array.buffers[array.n_buffers - 1]);
  if (view.buffer < 0 || view.buffer >= buffers || view.offset < 0 || sizes == nullptr) return std::nullopt;
  if (std::int64_t{view.offset} + view.length > sizes[view.buffer]) return std::nullopt;
  const auto* bytes = static_cast<const char*>(array.buffers[2 + view.buffer]);
  if (bytes == nullptr) return std::nullopt;
  return std::string_view(bytes + view.offset, static_cast<std::size_t>(view.length));
}

}  // namespace

std::vector<ArrowField> read_schema(const ArrowSchema& schema, const std::vector<Clause>& inputs) {
  if (schema.release == nullptr || schema.format == nullptr)
    throw Refused(Code::invalid_argument, "the Arrow schema is released or has no format", "schema");
  if (std::string_view(schema.format) != "+s")
    throw Refused(Code::invalid_argument,
                  fmt::format("expected a record batch (an Arrow struct, «+s»), not «{}»", schema.format), "schema");
  if (schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr))
    throw Refused(Code::invalid_argument, "corrupt Arrow schema: no children", "schema");
  std::vector<ArrowField> fields;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema* child = schema.children[i];
    if (child == nullptr) throw Refused(Code::invalid_argument, "corrupt Arrow schema: a child is missing", "schema");
    const std::string_view name = child->name == nullptr ? "" : child->name;
    if (std::none_of(inputs.begin(), inputs.end(), [&](const Clause& input) { return input.name == name; })) continue;
    fields.push_back(read_field(*child, name));
    fields.back().child = i;
  }
  return fields;
}

ArrowColumns::ArrowColumns(const std::vector<ArrowField>& fields, const ArrowArray& batch) {
  const auto corrupt = [](std::string_view what) {
    throw Refused(Code::invalid_argument, fmt::format("corrupt Arrow record batch: {}", what), "batch");
  };
  if (batch.release == nullptr) corrupt("it is released");
  if (batch.length < 0 || batch.offset < 0) corrupt("impossible length or offset");
  if (batch.length > max_rows || batch.offset > max_rows)
    throw Refused(Code::too_large, fmt::format("a record batch has at most {} rows: cut it up", max_rows), "batch");
  if (batch.n_children < 0 || (batch.n_children > 0 && batch.children == nullptr)) corrupt("no children");
  const bool has_bitmap = batch.n_buffers > 0 && batch.buffers != nullptr && batch.buffers[0] != nullptr;
  if (has_bitmap && batch.null_count != 0)
    for (std::int64_t i = 0; i < batch.length; ++i)
      if (!bit(static_cast<const std::uint8_t*>(batch.buffers[0]), batch.offset + i))
        corrupt("a record is null as a whole");
  rows_ = batch.length;
  columns_.reserve(fields.size());
  for (const ArrowField& field : fields) {
    if (field.child >= batch.n_children || batch.children[field.child] == nullptr)
      corrupt("fewer columns than its schema");
    columns_.push_back(read(field, *batch.children[field.child], batch.offset, rows_));
  }
}

Column ArrowColumns::read(const ArrowField& field, const ArrowArray& array, std::int64_t first, std::int64_t rows) {
  check_shape(field, array, first + rows);
  Column column{.name = field.name, .type = field.type, .offset = array.offset + first, .length = rows};
  if (array.n_buffers > 0 && array.null_count != 0)
    column.validity = static_cast<const std::uint8_t*>(array.buffers[0]);
  if (rows == 0 || field.type == ColumnType::null) {
    column.type = ColumnType::null;
    return column;
  }
  column.values = array.buffers[1];
  if (field.is_view) {
    read_views(field, array, rows, column);
  } else if (is_string(field.type)) {
    column.data = static_cast<const char*>(array.buffers[2]);
    field.type == ColumnType::string32 ? check_offsets<std::int32_t>(column, rows)
                                       : check_offsets<std::int64_t>(column, rows);
  } else if (field.dictionary) {
    const ArrowArray& dictionary = *array.dictionary;
    column.dictionary = &dictionaries_.emplace_back(
        read(*field.dictionary, dictionary, 0, std::max<std::int64_t>(dictionary.length, 0)));
    check_dictionary(column, rows);
    if (column.dictionary->type == ColumnType::null) {  // whatever the indices say: nothing
      column.type = ColumnType::null;
      column.dictionary = nullptr;
    }
  }
  return column;
}

void ArrowColumns::read_views(const ArrowField& field, const ArrowArray& array, std::int64_t rows, Column& column) {
  Strings& copy = copies_.emplace_back();
  copy.validity.assign(static_cast<std::size_t>(rows + 7) / 8, 0);
  copy.offsets.assign(1, 0);
  copy.offsets.reserve(static_cast<std::size_t>(rows) + 1);
  const auto* views = static_cast<const char*>(column.values) + column.offset * static_cast<std::int64_t>(sizeof(View));
  for (std::int64_t i = 0; i < rows; ++i) {
    if (column.validity == nullptr || bit(column.validity, column.offset + i)) {
      View view;
      std::memcpy(&view, views + i * static_cast<std::int64_t>(sizeof(View)), sizeof(View));
      const auto text = view_text(view, array);
      if (!text) refuse(field.name, "corrupt Arrow array: a string view points outside of its buffers");
      copy.bytes.append(*text);
      copy.validity[static_cast<std::size_t>(i >> 3)] |= static_cast<std::uint8_t>(1 << (i & 7));
    }
    copy.offsets.push_back(static_cast<std::int64_t>(copy.bytes.size()));
  }
  column.offset = 0;
  column.validity = copy.validity.data();
  column.values = copy.offsets.data();
  column.data = copy.bytes.data();
}

}  // namespace zhuqi
