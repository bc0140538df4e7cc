// The rows of an import of enterprises: what each says, and what is wrong with it, each at its place.
#pragma once

#include <bitset>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/enterprise.hpp>

#include "base/fields.hpp"
#include "desk/rows.hpp"
#include "model/documents.hpp"

namespace zhuqi {

// What one row says of an enterprise. Fields that it does not have are left as they were.
struct EnterpriseRow {
  static constexpr std::size_t field_count = std::tuple_size_v<decltype(fields(Of<Enterprise>{}))>;

  int line = 0;
  std::size_t bytes = 0;  // of the file
  Enterprise says;
  std::bitset<field_count> given;          // by the order of the fields
  std::vector<std::string> given_numbers;  // of says.numbers; one that is not among those is not known any more
  Findings wrong;                          // with the row; warnings leave it good
  std::vector<FieldFault> lacks;           // what makes it no enterprise by itself, if none is known

  bool gives(std::string_view field) const;
  // What is known after this was said.
  Enterprise upon(Enterprise known) const;
};

class EnterpriseRows {
 public:
  // As RowReader. A CSV file whose header names what is no field, or without id, is InvalidDocument.
  EnterpriseRows(std::istream& in, std::string file);

  // The next row; false at the end.
  bool next(EnterpriseRow& row);

  std::int64_t bytes() const { return rows_.bytes(); }

  // What is wrong with a field of a row that was read before.
  Finding finding(int line, std::string_view field, std::string message) const;

 private:
  using ReadCell = Json (*)(const std::string& text, const std::string& name);
  // A column of the file: a field of an enterprise, a number, or an amount in 万元.
  struct Column {
    std::size_t field = 0;
    ReadCell read = nullptr;
    std::string number;
    bool in_wan = false;
  };

  Column column_of(const std::string& name) const;
  bool read_cells(EnterpriseRow& row) const;  // false: nothing of the row can be read
  bool read_object(EnterpriseRow& row) const;
  void take(EnterpriseRow& row, std::size_t field, const Json& value) const;
  void tell(EnterpriseRow& row, std::string_view field, std::string message, bool is_a_check = false) const;

  RowReader rows_;
  std::vector<Column> columns_;
};

}  // namespace zhuqi
