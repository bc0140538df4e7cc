// Comparing the records of one block of a file.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decision/compare/columns.hpp"
#include "decision/compare/tally.hpp"
#include "decision/route_files.hpp"

namespace zhuqi::comparing {

// How the records of a file stand in it.
struct FileForm {
  RecordForm form = RecordForm::csv;
  bool gb18030 = false;
  std::vector<std::string> header;
};

// One thread at a time; each thread has its own. Keeps its memory from block to block.
class BlockComparer {
 public:
  BlockComparer(const Plan& plan, const FileForm& form);

  Tally compare(const std::string& block);

 private:
  // A record as it was read: fields of a CSV file in the order of the header, or a JSON object.
  struct Record {
    std::size_t first_field = 0, fields = 0;
    ValueContext entries;
    std::optional<Outcome::Error> error;
    bool is_odd = false;  // decided by itself
  };
  // A column that one or both tables read.
  struct Input {
    ColumnBuilder builder;
    std::size_t header_place = 0;  // in a CSV file; beyond the header if it is not there
    std::string name, type;
  };
  struct Side {
    std::vector<std::size_t> inputs;
    std::vector<std::string_view> types;  // by column of a CSV file; empty: the table does not read it
    std::vector<std::int32_t> rules;
    Router router;
  };

  std::size_t input(const std::string& name, std::string_view type);
  void read_csv(std::string_view text, bool is_broken);
  void read_json_lines(std::string_view text);
  void fill(Input& input);
  void decide_columns();
  void add(const Record& record, std::size_t row, Tally& tally) const;
  Verdict verdict(const Record& record, std::size_t side) const;
  std::string describe(const Record& record) const;
  std::span<const std::string_view> fields_of(const Record& record) const {
    return std::span(fields_).subspan(record.first_field, record.fields);
  }

  const Plan& plan_;
  const FileForm& form_;
  bool by_columns_;
  std::vector<Input> inputs_;
  std::vector<Side> sides_;
  std::vector<Record> records_;
  std::vector<std::string_view> fields_;
  std::deque<std::string> unquoted_;  // fields that do not stand in the block as they are
};

}  // namespace zhuqi::comparing
