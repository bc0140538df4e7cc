#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/origin.hpp>
#include <zhuqi/decision/route.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/compiled.hpp"
#include "decision/route_block.hpp"
#include "decision/route_files.hpp"

namespace zhuqi {

namespace {

using Compiled = DecisionTable::Compiled;

std::string header_line(const Compiled& table, const std::vector<std::string>& header) {
  std::string line;
  for (const auto& name : header) append_csv_field(line += line.empty() ? "" : ",", name);
  for (const auto& clause : table.output_clauses) append_csv_field(line += ',', clause.name);
  return line + ",rule,error\n";
}

void add(const RouteCounts& counts, RouteSummary& summary) {
  summary.rows += counts.rows;
  summary.unmatched += counts.unmatched;
  summary.errors += counts.errors;
  for (std::size_t i = 0; i < counts.by_rule.size(); ++i) summary.by_rule[i] += counts.by_rule[i];
}

// The data that the table reads and no record had.
std::vector<std::string> never_seen(const DecisionTable& table, const std::vector<BlockRouter>& routers) {
  std::vector<std::string> names;
  std::size_t place = 0;
  for (auto& data : data_of(table)) {
    const bool seen =
        std::ranges::any_of(routers, [&](const auto& router) { return router.counts().seen[place] != 0; });
    if (!seen) names.push_back(std::move(data.name));
    ++place;
  }
  return names;
}

void sum_results(const Compiled& table, RouteSummary& summary) {
  std::map<std::string, std::uint64_t> totals;
  for (std::size_t i = 0; i < summary.by_rule.size(); ++i)
    if (summary.by_rule[i] > 0) totals[field_text(output_value(table, table.results[i], 0))] += summary.by_rule[i];
  summary.by_result.assign(totals.begin(), totals.end());
  std::stable_sort(summary.by_result.begin(), summary.by_result.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
}

// A file that was routed before would have the columns of the result twice.
void refuse_routed(const Compiled& table, const std::vector<std::string>& header) {
  const auto ours = [&](const std::string& name) {
    return name == "rule" || name == "error" ||
           std::any_of(table.output_clauses.begin(), table.output_clauses.end(),
                       [&](const Clause& clause) { return clause.name == name; });
  };
  std::vector<std::string> twice;
  std::copy_if(header.begin(), header.end(), std::back_inserter(twice), ours);
  if (twice.empty()) return;
  throw Refused(Code::invalid_document,
                fmt::format("the file has the columns {} already, which routing adds: was it routed before? Take them "
                            "out, or rename them",
                            fmt::join(twice, ", ")),
                "header");
}

// Each thread reads the next block, decides it, waits for its turn, and writes: so that reading and writing go on
// while others decide, and no more blocks are in memory than there are threads.
class Run {
 public:
  Run(BlockReader& reader, std::string first, TextWriter& writer, const RouteOptions& options)
      : reader_(reader),
        next_(std::move(first)),
        has_next_(true),
        writer_(writer),
        options_(options),
        csv_(reader.form() == RecordForm::csv) {}

  void work(std::vector<BlockRouter>& routers) {
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < routers.size(); ++t) others.emplace_back([&, t] { work(routers[t], false); });
    work(routers[0], true);
    for (auto& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void work(BlockRouter& router, bool calling) {
    try {
      std::string block;
      std::uint64_t number = 0, bytes = 0;
      while (read(block, number, bytes)) {
        const auto before = router.counts().rows;
        const auto& text = csv_ ? router.csv(block) : router.json_lines(block);
        if (!write(text, router.counts().rows - before, number)) return;
        if (calling && options_.progress && !options_.progress({bytes, reader_.total(), rows()}))
          throw Refused(Code::cancelled, "routing was stopped");
      }
    } catch (...) {
      const std::lock_guard lock(writing_);
      if (!failure_) failure_ = std::current_exception();
      turn_changed_.notify_all();
    }
  }

  bool read(std::string& block, std::uint64_t& number, std::uint64_t& bytes) {
    const std::lock_guard lock(reading_);
    if (!has_next_ && !reader_.next(block)) return false;
    if (has_next_) block = std::move(next_);
    has_next_ = false;
    number = read_++;
    bytes = reader_.bytes_read();
    return true;
  }

  bool write(const std::string& text, std::uint64_t rows, std::uint64_t number) {
    std::unique_lock lock(writing_);
    turn_changed_.wait(lock, [&] { return written_ == number || failure_; });
    if (failure_) return false;
    writer_.write(text);
    rows_ += rows;
    ++written_;
    turn_changed_.notify_all();
    return true;
  }

  std::uint64_t rows() {
    const std::lock_guard lock(writing_);
    return rows_;
  }

  std::mutex reading_, writing_;
  std::condition_variable turn_changed_;
  BlockReader& reader_;
  std::string next_;
  bool has_next_;
  TextWriter& writer_;
  const RouteOptions& options_;
  bool csv_;
  std::uint64_t read_ = 0, written_ = 0, rows_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

RouteSummary route(const DecisionTable& table, const std::string& in, const std::string& out,
                   const RouteOptions& options) {
  const auto& compiled = table.compiled();
  if (compiled.expression)
    throw Refused(Code::unsupported, "this decision is an expression and has no rules to route by");
  BlockReader reader(in);
  const bool csv = reader.form() == RecordForm::csv;
  const auto out_form = form_by_ending(out).value_or(reader.form());
  if (!csv && out_form == RecordForm::csv)
    throw Refused(Code::unsupported,
                  fmt::format("JSON Lines do not say which columns a CSV file is to have: write {} as .jsonl", out),
                  out);
  std::string block;
  const bool any = reader.next(block);
  const bool gb18030 = csv && any && is_gb18030(block);
  const auto header = csv ? take_header(block, gb18030) : std::vector<std::string>();
  if (out_form == RecordForm::csv) refuse_routed(compiled, header);
  TextWriter writer(out, out_form == RecordForm::csv ? options.encoding : TextEncoding::utf8);
  if (out_form == RecordForm::csv) writer.write(header_line(compiled, header));

  const auto threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<BlockRouter> routers;
  for (unsigned t = 0; t < threads; ++t) routers.emplace_back(table, header, csv, out_form, gb18030);
  Run(reader, std::move(block), writer, options).work(routers);
  writer.finish();
  RouteSummary summary;
  summary.by_rule.resize(table.rule_count());
  for (const auto& router : routers) add(router.counts(), summary);
  summary.missing = never_seen(table, routers);
  sum_results(compiled, summary);
  return summary;
}

}  // namespace zhuqi
