#include <algorithm>
#include <future>
#include <thread>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/route.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/compiled.hpp"
#include "decision/index/engine.hpp"
#include "decision/route_files.hpp"
#include "decision/types.hpp"

namespace zhuqi {

namespace {

using Compiled = DecisionTable::Compiled;

// What became of one block.
struct Routed {
  std::string text;
  std::uint64_t rows = 0, unmatched = 0, errors = 0;
  std::vector<std::uint64_t> by_rule;
};

// A value in a field of CSV: null is empty, a list has commas between.
std::string field_text(const Value& value) {
  if (value.is_null()) return {};
  if (value.list() == nullptr) return to_text(value);
  std::string text;
  for (const auto& item : *value.list()) text += (text.empty() ? "" : ",") + field_text(item);
  return text;
}

// The value of one output in a result, which is a value, a context, or a list of these.
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

// Decides the records of blocks. One thread at a time; each thread has its own.
class BlockRouter {
 public:
  BlockRouter(const DecisionTable& table, const std::vector<std::string>& header, bool csv, bool gb18030)
      : table_(table), compiled_(table.compiled()), header_(header), gb18030_(gb18030) {
    for (const auto& name : header) types_.push_back(type_of(name));
    if (csv && compiled_.index && compiled_.policy == HitPolicy::first && compiled_.constant_outputs) prepare_index();
  }

  Routed csv(const std::string& block) {
    start();
    auto converted = gb18030_ ? from_gb18030(block) : std::nullopt;
    const std::string& text = converted ? *converted : block;
    if (engine_ && (converted || !gb18030_)) {
      csv_by_index(text);
      return std::move(routed_);
    }
    CsvReader reader(text);
    for (std::vector<std::string_view> fields; reader.next(fields);) {
      if (fields.size() == 1 && fields[0].empty() && header_.size() > 1) continue;
      csv_record(reader, fields, gb18030_ && !converted);
    }
    return std::move(routed_);
  }

  Routed json_lines(const std::string& block) {
    start();
    for (std::size_t at = 0; at < block.size();) {
      const auto end = std::min(block.find('\n', at), block.size());
      const auto line = trim(std::string_view(block).substr(at, end - at));
      at = end + 1;
      if (!line.empty()) json_record(line);
    }
    return std::move(routed_);
  }

 private:
  void start() {
    routed_ = {};
    routed_.by_rule.resize(table_.rule_count());
  }

  // A record of a block that is decided by the index.
  struct Row {
    std::string_view record;
    std::size_t fields = 0;
    bool odd = false;  // told apart later, one by one
  };

  void prepare_index() {
    const auto levels = supported_kernels();
    engine_.emplace(compiled_, *compiled_.index, *levels.data[levels.size - 1]);
    bytes_.resize(header_.size());
    offsets_.resize(header_.size());
    for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
      auto& ending = endings_.emplace_back();
      for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
        append_csv_field(ending += ',', field_text(output_value(compiled_, compiled_.results[rule], c)));
      append_csv_field(ending += ',', table_.rule_id(rule));
      ending += ",\n";
    }
  }

  void csv_by_index(const std::string& text) {
    const auto rows = read_columns(text);
    std::vector<Column> columns;
    for (std::size_t c = 0; c < header_.size(); ++c) {
      if (types_[c].empty()) continue;
      auto& column = columns.emplace_back();
      column.name = header_[c];
      column.type = ColumnType::string64;
      column.values = offsets_[c].data();
      column.data = bytes_[c].data();
    }
    engine_->bind({static_cast<std::int64_t>(rows.size()), columns}, true);
    std::vector<std::int32_t> rules(Engine::block_size);
    for (std::size_t first = 0; first < rows.size(); first += Engine::block_size) {
      const auto count = std::min<std::size_t>(Engine::block_size, rows.size() - first);
      engine_->encode(static_cast<std::int64_t>(first), static_cast<std::uint32_t>(count), block_);
      engine_->first_hits(block_, static_cast<std::int64_t>(first), rules.data());
      for (std::size_t i = 0; i < count; ++i) write_row(rows[first + i], rules[i]);
    }
  }

  std::vector<Row> read_columns(const std::string& text) {
    for (std::size_t c = 0; c < header_.size(); ++c) bytes_[c].clear(), offsets_[c].assign(1, 0);
    std::vector<Row> rows;
    CsvReader reader(text);
    for (std::vector<std::string_view> fields; reader.next(fields);) {
      if (fields.size() == 1 && fields[0].empty() && header_.size() > 1) continue;
      rows.push_back({reader.record(), fields.size(), reader.broken() || fields.size() > header_.size()});
      for (std::size_t c = 0; c < header_.size(); ++c) {
        if (types_[c].empty()) continue;
        if (c < fields.size()) bytes_[c] += fields[c];
        offsets_[c].push_back(static_cast<std::int64_t>(bytes_[c].size()));
      }
    }
    return rows;
  }

  void write_row(const Row& row, std::int32_t rule) {
    if (row.odd || rule < 0) {
      CsvReader reader(row.record);
      std::vector<std::string_view> fields;
      if (!reader.next(fields)) fields.emplace_back();
      return csv_record(reader, fields, false);
    }
    ++routed_.rows;
    ++routed_.by_rule[static_cast<std::size_t>(rule)];
    routed_.text += row.record;
    routed_.text.append(header_.size() - row.fields, ',');
    routed_.text += endings_[static_cast<std::size_t>(rule)];
  }

  std::string type_of(const std::string& name) const {
    for (const auto& [data, type] : compiled_.data)
      if (data == name) return std::string(type == "code" || type == "keywords" ? "string" : type);
    return {};  // not read by the table
  }

  void csv_record(const CsvReader& reader, const std::vector<std::string_view>& fields, bool undecoded) {
    Facts facts;
    Outcome outcome;
    if (reader.broken() || fields.size() > header_.size() || undecoded)
      outcome.error = Outcome::Error{Code::invalid_argument,
                                     undecoded ? "not valid GB18030"
                                     : reader.broken()
                                         ? "a quote that is not closed"
                                         : fmt::format("{} fields, the header has {}", fields.size(), header_.size())};
    for (std::size_t c = 0; c < fields.size() && !outcome.error; ++c) {
      if (types_[c].empty()) continue;
      Value value;
      if (!valid_utf8(fields[c]))
        outcome.error = Outcome::Error{Code::invalid_argument, fmt::format("{}: not valid UTF-8", header_[c])};
      else if (!conform_text(fields[c], types_[c], value))
        outcome.error = Outcome::Error{Code::invalid_argument, fmt::format("{}: expected {}, got «{}»", header_[c],
                                                                           types_[c], cut(fields[c], 60))};
      facts.emplace(header_[c], std::move(value));
    }
    if (!outcome.error) outcome = table_.decide(facts);
    count(outcome);
    auto& out = routed_.text;
    out += reader.record();
    for (auto c = fields.size(); c < header_.size(); ++c) out += ',';
    for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
      append_csv_field(out += ',', outcome.error ? "" : field_text(output_value(compiled_, outcome.result, c)));
    append_csv_field(out += ',', rule_ids(outcome));
    append_csv_field(out += ',', outcome.error ? outcome.error->message : "");
    out += '\n';
  }

  void json_record(std::string_view line) {
    Outcome outcome;
    ValueContext record;
    try {
      auto value = parse_value(line);
      if (value.context() == nullptr) throw Refused(Code::invalid_argument, "a record is one JSON object");
      record = *value.context();
      outcome = table_.decide(Facts(record.begin(), record.end()));
    } catch (const Refused& refused) {
      outcome.error = Outcome::Error{refused.code(), refused.what()};
    }
    count(outcome);
    const auto put = [&](const std::string& name, Value value) {
      const auto found =
          std::find_if(record.begin(), record.end(), [&](const auto& entry) { return entry.first == name; });
      if (found != record.end())
        found->second = std::move(value);
      else
        record.emplace_back(name, std::move(value));
    };
    if (outcome.error) {
      put("error", ValueContext{{"code", Value(name(outcome.error->code))}, {"message", outcome.error->message}});
    } else {
      for (std::size_t c = 0; c < compiled_.outputs.size(); ++c)
        put(compiled_.output_clauses[c].name, output_value(compiled_, outcome.result, c));
      put("rule", outcome.rules.empty() ? Value() : Value(rule_ids(outcome)));
    }
    routed_.text += to_json_text(record);
    routed_.text += '\n';
  }

  std::string rule_ids(const Outcome& outcome) const {
    std::string ids;
    if (outcome.error) return ids;
    for (const auto rule : outcome.rules) ids += (ids.empty() ? "" : ",") + table_.rule_id(rule);
    return ids;
  }

  void count(const Outcome& outcome) {
    ++routed_.rows;
    if (outcome.error)
      ++routed_.errors;
    else if (outcome.rules.empty())
      ++routed_.unmatched;
    else
      ++routed_.by_rule[outcome.rules.front()];
  }

  const DecisionTable& table_;
  const Compiled& compiled_;
  const std::vector<std::string>& header_;
  bool gb18030_;
  std::vector<std::string> types_;  // by column of the file
  Routed routed_;

  std::optional<Engine> engine_;  // where the index can decide everything
  EncodedBlock block_;
  std::vector<std::string> bytes_, endings_;  // by column; by rule, what stands behind a record
  std::vector<std::vector<std::int64_t>> offsets_;
};

// The character set of a CSV file, by its first records that are not ASCII: GB18030 hardly ever is valid UTF-8.
bool is_gb18030(const std::string& block) {
  int utf8 = 0, other = 0;
  for (std::size_t at = 0; at < block.size() && utf8 + other < 100;) {
    const auto end = std::min(block.find('\n', at), block.size());
    const auto line = std::string_view(block).substr(at, end - at);
    at = end + 1;
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) continue;
    valid_utf8(line) ? ++utf8 : ++other;
  }
  return other > utf8 && from_gb18030(block).has_value();
}

std::vector<std::string> take_header(std::string& block, bool gb18030) {
  const auto text = gb18030 ? from_gb18030(block).value_or(block) : block;
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  if (!reader.next(fields) || (fields.size() == 1 && trim(fields[0]).empty()))
    throw Refused(Code::invalid_document, "the file has no header: the first row names the columns");
  std::vector<std::string> header;
  for (const auto field : fields) header.emplace_back(trim(field));
  const auto length = gb18030 ? to_gb18030(reader.record()).value_or("").size() : reader.record().size();
  auto rest = std::min(length, block.size());
  if (rest < block.size() && block[rest] == '\r') ++rest;
  if (rest < block.size() && block[rest] == '\n') ++rest;
  block.erase(0, rest);
  return header;
}

std::string header_line(const Compiled& table, const std::vector<std::string>& header) {
  std::string line;
  for (const auto& name : header) append_csv_field(line += line.empty() ? "" : ",", name);
  for (const auto& clause : table.output_clauses) append_csv_field(line += ',', clause.name);
  return line + ",rule,error\n";
}

void add(RouteSummary& summary, const Routed& routed) {
  summary.rows += routed.rows;
  summary.unmatched += routed.unmatched;
  summary.errors += routed.errors;
  for (std::size_t i = 0; i < routed.by_rule.size(); ++i) summary.by_rule[i] += routed.by_rule[i];
}

void sum_results(const Compiled& table, RouteSummary& summary) {
  std::map<std::string, std::uint64_t> totals;
  for (std::size_t i = 0; i < summary.by_rule.size(); ++i)
    if (summary.by_rule[i] > 0) totals[field_text(output_value(table, table.results[i], 0))] += summary.by_rule[i];
  summary.by_result.assign(totals.begin(), totals.end());
  std::stable_sort(summary.by_result.begin(), summary.by_result.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
}

}  // namespace

RouteSummary route(const DecisionTable& table, const std::string& in, const std::string& out,
                   const RouteOptions& options) {
  const auto& compiled = table.compiled();
  if (compiled.expression)
    throw Refused(Code::unsupported, "this decision is an expression and has no rules to route by");
  BlockReader reader(in);
  const bool csv = reader.form() == RecordForm::csv;
  std::string block;
  const bool any = reader.next(block);
  const bool gb18030 = csv && any && is_gb18030(block);
  const auto header = csv ? take_header(block, gb18030) : std::vector<std::string>();
  TextWriter writer(out, csv ? options.encoding : TextEncoding::utf8);
  if (csv) writer.write(header_line(compiled, header));

  RouteSummary summary;
  summary.by_rule.resize(table.rule_count());
  const auto threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<BlockRouter> routers(threads, BlockRouter(table, header, csv, gb18030));
  const auto run = [&](unsigned t, const std::string& text) {
    return csv ? routers[t].csv(text) : routers[t].json_lines(text);
  };
  for (bool more = any; more;) {
    std::vector<std::string> blocks;
    do blocks.push_back(std::move(block));
    while (blocks.size() < threads && (more = reader.next(block)));
    if (more && blocks.size() == threads) more = reader.next(block);
    std::vector<std::future<Routed>> others;
    for (unsigned t = 1; t < blocks.size(); ++t)
      others.push_back(std::async(std::launch::async, [&, t] { return run(t, blocks[t]); }));
    const auto write = [&](const Routed& routed) {
      writer.write(routed.text);
      add(summary, routed);
    };
    write(run(0, blocks[0]));
    for (auto& other : others) write(other.get());
    if (options.progress && !options.progress({reader.bytes_read(), reader.total(), summary.rows}))
      throw Refused(Code::cancelled, "routing was stopped");
  }
  writer.finish();
  sum_results(compiled, summary);
  return summary;
}

}  // namespace zhuqi
