// Fields of a file's records as columns of the types that a table reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/columns.hpp>

namespace zhuqi::comparing {

// One column in the making, of type string, number, boolean or date. What it cannot hold exactly is refused, and then
// the record has to be decided by itself.
class ColumnBuilder {
 public:
  static bool is_supported(std::string_view type);

  ColumnBuilder(std::string name, std::string_view type);

  void clear();
  // Both false if the value is not of the type, or not exactly what the column would hold; null is put in its place.
  bool append_text(std::string_view field);  // as conform_text reads it
  bool append(const Value& value);
  void append_null();

  // Borrows what was appended.
  Column column() const;

 private:
  bool append_number(const Decimal& number);
  void append_bytes(std::string_view text);
  void append_double(double value);
  void append_bit(bool value);
  void append_day(const Date& date);
  void next(bool is_there);

  std::string name_, type_;
  std::size_t rows_ = 0;
  std::vector<std::uint8_t> validity_, bits_;
  std::vector<std::int64_t> offsets_{0};
  std::string bytes_;
  std::vector<double> doubles_;
  std::vector<std::int32_t> days_;
};

}  // namespace zhuqi::comparing
