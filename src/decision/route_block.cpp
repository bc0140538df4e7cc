#include "decision/route_block.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/origin.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/decide.hpp"
#include "decision/file_record.hpp"
#include "decision/types.hpp"

namespace zhuqi {

namespace {

using Compiled = DecisionTable::Compiled;

// The rows have one ending per rule if outputs are constants, and only one rule counts.
bool has_endings(const Compiled& table) {
  const bool defaults = std::any_of(table.outputs.begin(), table.outputs.end(),
                                    [](const auto& output) { return output.default_output.has_value(); });
  return table.index != nullptr && table.constant_outputs && !gives_several_hits(table.policy) && !defaults;
}

// The plain evaluation of a row whose fields are known to be of their types.
class RowCheck : public PlainCheck {
 public:
  RowCheck(const Compiled& table, const CsvRows& rows) : table_(table), rows_(rows) {}
  bool hits(std::uint32_t row, std::uint32_t rule) override {
    if (!record_ || row_ != row) read(row);
    return rule_hits(table_, *record_, rule);
  }

 private:
  void read(std::uint32_t row) {
    record_.emplace();
    row_ = row;
    for (std::size_t c = 0; c < table_.inputs.size(); ++c) {
      Value value;
      conform_text(rows_.field(c, row), table_.inputs[c].type, value);
      record_->facts.insert_or_assign(table_.inputs[c].expression.text(), value);
      record_->inputs.push_back(std::move(value));
    }
  }

  const Compiled& table_;
  const CsvRows& rows_;
  std::optional<Record> record_;
  std::uint32_t row_ = 0;
};

ValueContext::iterator entry_of(ValueContext& record, const std::string& name) {
  return std::find_if(record.begin(), record.end(), [&](const auto& entry) { return entry.first == name; });
}

}  // namespace

std::string field_text(const Value& value) {
  if (value.is_null()) return {};
  if (value.list() == nullptr) return to_text(value);
  std::string text;
  for (const auto& item : *value.list()) text += (text.empty() ? "" : ",") + field_text(item);
  return text;
}

Value output_value(const Compiled& table, const Value& result, std::size_t column) {
  if (table.outputs.size() < 2 || result.is_null()) return result;
  if (const auto* list = result.list()) {
    ValueList values;
    for (const auto& item : *list) values.push_back(output_value(table, item, column));
    return values;
  }
  const auto* entry = result.find(table.output_clauses[column].name);
  return entry != nullptr ? *entry : Value();
}

BlockRouter::BlockRouter(const DecisionTable& table, const std::vector<std::string>& header, bool csv, RecordForm out,
                         bool gb18030)
    : table_(table),
      compiled_(table.compiled()),
      header_(header),
      gb18030_(gb18030),
      to_json_(out == RecordForm::json_lines),
      types_(value_types(compiled_, header)) {
  counts_.by_rule.resize(table.rule_count());
  if (csv && !to_json_ && has_endings(compiled_)) prepare_index();
  for (auto& data : data_of(table)) {
    counts_.seen.push_back(std::find(header.begin(), header.end(), data.name) != header.end());
    data_.push_back(std::move(data.name));
  }
}

const std::string& BlockRouter::csv(const std::string& block) {
  text_.clear();
  auto converted = gb18030_ ? from_gb18030(block) : std::nullopt;
  const std::string& text = converted ? *converted : block;
  if (encoder_ && (converted || !gb18030_)) {
    csv_by_index(text);
    return text_;
  }
  CsvReader reader(text);
  for (std::vector<std::string_view> fields; reader.next(fields);) {
    if (fields.size() == 1 && fields[0].empty() && header_.size() > 1) continue;
    gb18030_ && !converted ? gb18030_record(reader, fields) : csv_record(reader, fields, false);
  }
  return text_;
}

const std::string& BlockRouter::json_lines(const std::string& block) {
  text_.clear();
  for (std::size_t at = 0; at < block.size();) {
    const auto end = std::min(block.find('\n', at), block.size());
    const auto line = trim(std::string_view(block).substr(at, end - at));
    at = end + 1;
    if (!line.empty()) json_record(line);
  }
  return text_;
}

void BlockRouter::prepare_index() {
  encoder_.emplace(compiled_, *compiled_.index, widest_kernels());
  matcher_.emplace(*compiled_.index, widest_kernels());
  std::vector<std::int32_t> inputs;
  for (const auto& input : compiled_.inputs) {
    const auto found = std::find(header_.begin(), header_.end(), input.expression.text());
    inputs.push_back(found != header_.end() ? static_cast<std::int32_t>(found - header_.begin()) : -1);
  }
  rows_.emplace(header_.size(), std::move(inputs), widest_kernels());
  rules_.resize(EncodedBlock::capacity);
  for (std::uint32_t rule = 0; rule <= table_.rule_count(); ++rule) {
    const bool none = rule == table_.rule_count();
    auto& ending = endings_.emplace_back();
    for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
      append_csv_field(ending += ',', none ? "" : field_text(output_value(compiled_, compiled_.results[rule], c)));
    append_csv_field(ending += ',', none ? "" : table_.rule_id(rule));
    ending += ",\n";
  }
}

void BlockRouter::csv_by_index(std::string_view text) {
  text_.reserve(text.size() * 5 / 4);
  for (rows_->begin(text); rows_->next();) {
    encoder_->encode_fields(*rows_, static_cast<std::uint32_t>(rows_->rows().size()), text.data() + text.size(),
                            block_);
    decide_rows();
    for (std::uint32_t i = 0; i < block_.count; ++i) write_row(rows_->rows()[i], rules_[i]);
  }
}

void BlockRouter::decide_rows() {
  RowCheck check(compiled_, *rows_);
  if (compiled_.policy == HitPolicy::first) return matcher_->first_hits(block_, check, rules_.data());
  matcher_->find(block_);
  for (std::uint32_t i = 0; i < block_.count; ++i) {
    matcher_->all_hits(block_, check, i, hits_);
    const auto status = block_.invalid[i] != 0 ? row_invalid : settle(compiled_, hits_);
    rules_[i] = status != 0 ? status : static_cast<std::int32_t>(hits_.front());
  }
}

// Rows with errors are told apart one by one.
void BlockRouter::write_row(const CsvRow& row, std::int32_t rule) {
  if (row.odd || rule < row_unmatched) {
    CsvReader reader(row.record);
    std::vector<std::string_view> fields;
    if (!reader.next(fields)) fields.emplace_back();
    return csv_record(reader, fields, false);
  }
  ++counts_.rows;
  const auto ending = rule == row_unmatched ? table_.rule_count() : static_cast<std::size_t>(rule);
  ++(rule == row_unmatched ? counts_.unmatched : counts_.by_rule[ending]);
  text_ += row.record;
  if (row.fields != header_.size()) text_.append(header_.size() - row.fields, ',');
  text_ += endings_[ending];
}

Outcome BlockRouter::decide_fields(const CsvReader& reader, const std::vector<std::string_view>& fields,
                                   bool undecoded) const {
  const auto error = [](std::string message) {
    Outcome outcome;
    outcome.error = Outcome::Error{Code::invalid_argument, std::move(message)};
    return outcome;
  };
  if (auto fault = fault_of(reader, fields.size(), header_.size(), undecoded)) return error(std::move(*fault));
  Facts facts;
  if (auto fault = read_facts(header_, types_, fields, facts)) return error(std::move(*fault));
  return table_.decide(facts);
}

// A record of a block that is not GB18030 as a whole: all but the bad ones are.
void BlockRouter::gb18030_record(const CsvReader& reader, const std::vector<std::string_view>& fields) {
  const auto text = from_gb18030(reader.record());
  if (!text) return csv_record(reader, fields, true);
  CsvReader converted(*text);
  std::vector<std::string_view> again;
  if (!converted.next(again)) again.emplace_back();
  csv_record(converted, again, false);
}

// A record keeps its fields under its header: those beyond it are told with the error.
void BlockRouter::csv_record(const CsvReader& reader, const std::vector<std::string_view>& fields, bool undecoded) {
  auto outcome = decide_fields(reader, fields, undecoded);
  if (outcome.error && fields.size() > header_.size())
    outcome.error->message += fmt::format(
        "; beyond it: {}", fmt::join(fields.begin() + static_cast<std::ptrdiff_t>(header_.size()), fields.end(), ","));
  if (to_json_) return write_json(record_of(fields), outcome);
  count(outcome);
  auto& out = text_;
  if (fields.size() > header_.size()) {
    for (std::size_t c = 0; c < header_.size(); ++c) {
      if (c > 0) out += ',';
      append_csv_field(out, fields[c]);
    }
  } else {
    out += reader.record();
    for (auto c = fields.size(); c < header_.size(); ++c) out += ',';
  }
  for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
    append_csv_field(out += ',', outcome.error ? "" : field_text(output_value(compiled_, outcome.result, c)));
  append_csv_field(out += ',', rule_ids(outcome));
  append_csv_field(out += ',', outcome.error ? outcome.error->message : "");
  out += '\n';
}

void BlockRouter::json_record(std::string_view line) {
  Outcome outcome;
  ValueContext record;
  try {
    record = parse_record(line);
    outcome = table_.decide(Facts(record.begin(), record.end()));
  } catch (const Refused& refused) {
    outcome.error = Outcome::Error{refused.code(), refused.what()};
  }
  for (std::size_t i = 0; i < counts_.seen.size(); ++i)
    if (counts_.seen[i] == 0) counts_.seen[i] = entry_of(record, data_[i]) != record.end();
  write_json(std::move(record), outcome);
}

// The fields by the names of the header; what the table reads as its type, all else as strings.
ValueContext BlockRouter::record_of(const std::vector<std::string_view>& fields) const {
  ValueContext record;
  for (std::size_t c = 0; c < std::min(fields.size(), header_.size()); ++c) {
    Value value;
    const bool typed = !types_[c].empty() && conform_text(fields[c], types_[c], value);
    if (!typed) value = fields[c].empty() ? Value() : Value(std::string(fields[c]));
    record.emplace_back(header_[c], std::move(value));
  }
  return record;
}

// What an earlier routing put there is replaced, or goes.
void BlockRouter::write_json(ValueContext record, const Outcome& outcome) {
  count(outcome);
  const auto put = [&](const std::string& name, Value value) {
    const auto found = entry_of(record, name);
    if (found != record.end())
      found->second = std::move(value);
    else
      record.emplace_back(name, std::move(value));
  };
  const auto drop = [&](const std::string& name) {
    if (const auto found = entry_of(record, name); found != record.end()) record.erase(found);
  };
  if (outcome.error) {
    for (const auto& clause : compiled_.output_clauses)
      if (value_type(compiled_, clause.name).empty()) drop(clause.name);
    drop("rule");
    put("error", ValueContext{{"code", Value(name(outcome.error->code))}, {"message", outcome.error->message}});
  } else {
    drop("error");
    for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
      put(compiled_.output_clauses[c].name, output_value(compiled_, outcome.result, c));
    put("rule", outcome.rules.empty() ? Value() : Value(rule_ids(outcome)));
  }
  text_ += to_json_text(record);
  text_ += '\n';
}

std::string BlockRouter::rule_ids(const Outcome& outcome) const {
  std::string ids;
  if (outcome.error) return ids;
  for (const auto rule : outcome.rules) ids += (ids.empty() ? "" : ",") + table_.rule_id(rule);
  return ids;
}

void BlockRouter::count(const Outcome& outcome) {
  ++counts_.rows;
  if (outcome.error)
    ++counts_.errors;
  else if (outcome.rules.empty())
    ++counts_.unmatched;
  else
    ++counts_.by_rule[outcome.rules.front()];
}

}  // namespace zhuqi
