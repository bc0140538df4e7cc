#include "decision/compare/block.hpp"

#include <algorithm>
#include <functional>

#include <zhuqi/base/error.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/file_record.hpp"
#include "decision/types.hpp"

namespace zhuqi::comparing {

BlockComparer::BlockComparer(const Plan& plan, const FileForm& form)
    : plan_(plan), form_(form), by_columns_(plan.goes_by_rule()) {
  for (std::size_t s = 0; s < 2; ++s) {
    const auto& table = plan.table(s).compiled();
    auto& side = sides_.emplace_back(Side{{}, value_types(table, form.header), {}, Router(plan.table(s))});
    by_columns_ = by_columns_ && table.index != nullptr;
    for (const auto& entry : table.data) {
      const auto type = value_type(table, entry.first);
      by_columns_ = by_columns_ && ColumnBuilder::is_supported(type);
      side.inputs.push_back(input(entry.first, type));
    }
  }
}

// The number of the column of this name and type, which both tables may share.
std::size_t BlockComparer::input(const std::string& name, std::string_view type) {
  for (std::size_t i = 0; i < inputs_.size(); ++i)
    if (inputs_[i].name == name && inputs_[i].type == type) return i;
  const auto place = std::find(form_.header.begin(), form_.header.end(), name) - form_.header.begin();
  inputs_.push_back({ColumnBuilder(name, type), static_cast<std::size_t>(place), name, std::string(type)});
  return inputs_.size() - 1;
}

Tally BlockComparer::compare(const std::string& block) {
  records_.clear(), fields_.clear(), unquoted_.clear();
  const auto converted = form_.gb18030 ? from_gb18030(block) : std::nullopt;
  if (form_.form == RecordForm::csv)
    read_csv(converted ? *converted : block, form_.gb18030 && !converted);
  else
    read_json_lines(block);
  if (by_columns_) decide_columns();
  Tally tally(plan_);
  for (std::size_t row = 0; row < records_.size(); ++row) add(records_[row], row, tally);
  return tally;
}

void BlockComparer::read_csv(std::string_view text, bool is_broken) {
  CsvReader reader(text);
  for (std::vector<std::string_view> fields; reader.next(fields);) {
    if (fields.size() == 1 && fields[0].empty() && form_.header.size() > 1) continue;
    auto& record = records_.emplace_back();
    if (auto fault = fault_of(reader, fields.size(), form_.header.size(), is_broken))
      record.error = Outcome::Error{Code::invalid_argument, std::move(*fault)};
    record.first_field = fields_.size();
    record.fields = std::min(fields.size(), form_.header.size());
    for (std::size_t c = 0; c < record.fields; ++c) {
      const bool stands_in_text =
          !std::less<>()(fields[c].data(), text.data()) && std::less<>()(fields[c].data(), text.data() + text.size());
      fields_.push_back(stands_in_text || fields[c].empty() ? fields[c] : unquoted_.emplace_back(fields[c]));
    }
  }
}

void BlockComparer::read_json_lines(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    auto& record = records_.emplace_back();
    try {
      record.entries = parse_record(line);
    } catch (const Refused& refused) {
      record.error = Outcome::Error{refused.code(), refused.what()};
    }
  }
}

void BlockComparer::fill(Input& input) {
  input.builder.clear();
  for (auto& record : records_) {
    bool taken = true;
    if (form_.form == RecordForm::csv) {
      const bool is_there = input.header_place < record.fields;
      taken = input.builder.append_text(is_there ? fields_[record.first_field + input.header_place] : "");
    } else {
      const auto entry = std::find_if(record.entries.begin(), record.entries.end(),
                                      [&](const auto& one) { return one.first == input.name; });
      taken = input.builder.append(entry != record.entries.end() ? entry->second : Value());
    }
    record.is_odd = record.is_odd || !taken;
  }
}

void BlockComparer::decide_columns() {
  for (auto& input : inputs_) fill(input);
  for (auto& side : sides_) {
    std::vector<Column> columns;
    for (const auto i : side.inputs) columns.push_back(inputs_[i].builder.column());
    side.rules.resize(records_.size());
    side.router.decide({static_cast<std::int64_t>(records_.size()), columns}, side.rules);
  }
}

void BlockComparer::add(const Record& record, std::size_t row, Tally& tally) const {
  const auto tell = [&] { return describe(record); };
  const bool by_rule = by_columns_ && !record.is_odd && !record.error && sides_[0].rules[row] >= row_unmatched &&
                       sides_[1].rules[row] >= row_unmatched;
  if (by_rule)
    tally.add(plan_.result_of(0, sides_[0].rules[row]), plan_.result_of(1, sides_[1].rules[row]), tell);
  else
    tally.add(verdict(record, 0), verdict(record, 1), tell);
}

Verdict BlockComparer::verdict(const Record& record, std::size_t side) const {
  if (record.error) return {{}, record.error};
  if (form_.form == RecordForm::json_lines)
    return plan_.decide(side, Facts(record.entries.begin(), record.entries.end()));
  Facts facts;
  if (auto fault = read_facts(form_.header, sides_[side].types, fields_of(record), facts))
    return {{}, Outcome::Error{Code::invalid_argument, std::move(*fault)}};
  return plan_.decide(side, facts);
}

// As the tables read it; what they do not read, and what they cannot, as text.
std::string BlockComparer::describe(const Record& record) const {
  if (form_.form == RecordForm::json_lines) return to_json_text(record.entries);
  ValueContext entries;
  const auto fields = fields_of(record);
  for (std::size_t c = 0; c < fields.size(); ++c) {
    if (fields[c].empty()) continue;
    Value value;
    const auto type = sides_[1].types[c].empty() ? sides_[0].types[c] : sides_[1].types[c];
    if (type.empty() || !conform_text(fields[c], type, value)) value = Value(fields[c]);
    entries.emplace_back(form_.header[c], std::move(value));
  }
  return to_json_text(entries);
}

}  // namespace zhuqi::comparing
