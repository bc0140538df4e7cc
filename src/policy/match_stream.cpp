#include <istream>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/csv.hpp"
#include "base/json_string.hpp"
#include "policy/records.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t batch_rows = 8192;

// A line of the output: its cells in order, as CSV or JSON.
class Line {
 public:
  explicit Line(RecordForm form) : form_(form) {}

  void text(const char* name, std::string_view value) {
    begin(name, !value.empty());
    if (form_ == RecordForm::csv)
      append_csv_field(out_, value);
    else if (!value.empty())
      append_json_string(out_, value);
  }
  void number(const char* name, std::optional<std::int64_t> value) {
    begin(name, value.has_value());
    if (value) fmt::format_to(std::back_inserter(out_), "{}", *value);
  }
  void list(const char* name, const std::vector<std::string>& values) {
    if (form_ == RecordForm::csv) return text(name, fmt::format("{}", fmt::join(values, ";")));
    begin(name, !values.empty());
    for (std::size_t i = 0; i < values.size(); ++i) {
      out_ += i == 0 ? '[' : ',';
      append_json_string(out_, values[i]);
    }
    if (!values.empty()) out_ += ']';
  }
  void end(std::ostream& out) {
    if (form_ == RecordForm::json_lines) out_ += '}';
    out_ += '\n';
    out << out_;
    out_.clear();
    cells_ = 0;
  }

 private:
  // In JSON what is not there is left out.
  void begin(const char* name, bool is_there) {
    if (form_ == RecordForm::csv) {
      if (cells_++ > 0) out_ += ',';
    } else if (is_there) {
      out_ += cells_++ > 0 ? ',' : '{';
      append_json_string(out_, name);
      out_ += ':';
    }
  }

  RecordForm form_;
  std::string out_;
  int cells_ = 0;
};

class MatchStream {
 public:
  MatchStream(const PolicyIndex& index, std::ostream& out, const MatchStreamOptions& options)
      : index_(index), out_(out), options_(options), matcher_(index), line_(options.out) {
    summary_.policies.resize(index.policies().size());
  }

  MatchStreamSummary run(std::istream& in) {
    if (options_.out == RecordForm::csv)
      out_ << "credit_code,policy,title,verdict,amount_fen,short_of,because,missing,error\n";
    EnterpriseRecords records(in, options_);
    while (auto record = records.next()) {
      ++summary_.records;
      if (record->error.empty()) {
        columns_.add(record->facts);
        facts_.push_back(std::move(record->facts));
      } else {
        write_batch();  // so that lines stand in the order of the records
        ++summary_.refused;
        write_error(*record);
      }
      if (facts_.size() == batch_rows) write_batch();
    }
    write_batch();
    return std::move(summary_);
  }

 private:
  void write_batch() {
    if (facts_.empty()) return;
    matcher_.match(columns_.batch(), options_.date, verdicts_);
    for (std::size_t i = 0; i < facts_.size(); ++i)
      for (std::size_t p = 0; p < summary_.policies.size(); ++p) write_pair(i, p);
    columns_.clear();
    facts_.clear();
  }

  void write_pair(std::size_t i, std::size_t p) {
    const auto row = static_cast<std::int64_t>(i);
    const Verdict verdict = verdicts_.at(p, row);
    const bool one_short = verdicts_.is_one_short(p, row);
    auto& sum = summary_.policies[p];
    sum.one_short += one_short;
    sum.unknown += verdict == Verdict::unknown;
    sum.matches += verdict == Verdict::match;
    const bool wanted = verdict == Verdict::match     ? options_.matches
                        : verdict == Verdict::unknown ? options_.unknown
                                                      : options_.no_match || (one_short && options_.one_short);
    if (!wanted && verdict != Verdict::match) return;
    const Match match = details(index_.policies()[p], facts_[i], verdict);
    if (verdict == Verdict::match) {
      match.amount_fen ? sum.amount_fen += *match.amount_fen : ++sum.without_amount;
      if (!wanted) return;
    }
    write(i, index_.policies()[p].policy(), match, one_short);
  }

  // In brief only what the verdict's bits do not say already.
  Match details(const CompiledPolicy& policy, const Facts& facts, Verdict verdict) const {
    if (!options_.brief || (verdict == Verdict::match && policy.policy().amounts.size() > 1))
      return policy.match(facts, options_.date);
    Match match;
    match.verdict = verdict;
    if (verdict == Verdict::match) match.amount_fen = policy.amount_fen(0, facts);
    return match;
  }

  void write(std::size_t i, const Policy& policy, const Match& match, bool one_short) {
    line_.text("credit_code", code_of(facts_[i]));
    line_.text("policy", policy.id.str());
    line_.text("title", policy.title);
    line_.text("verdict", name(match.verdict));
    line_.number("amount_fen", match.amount_fen);
    line_.text("short_of", short_of(policy, match, one_short));
    line_.text("because", options_.brief ? std::string_view() : match.because);
    line_.list("missing", match.missing);
    line_.text("error", "");
    line_.end(out_);
  }

  // The condition by its fact; in brief only that there is one.
  std::string_view short_of(const Policy& policy, const Match& match, bool one_short) const {
    if (!match.short_of) return one_short ? "one condition" : "";
    return policy.branches[match.short_of->branch][match.short_of->condition].fact;
  }

  void write_error(const EnterpriseRecord& record) {
    for (const char* name : {"credit_code", "policy", "title", "verdict"}) line_.text(name, "");
    line_.number("amount_fen", std::nullopt);
    for (const char* name : {"short_of", "because", "missing"}) line_.text(name, "");
    line_.text("error", fmt::format("line {}: {}", record.line, record.error));
    line_.end(out_);
  }

  static std::string_view code_of(const Facts& facts) {
    const auto found = facts.find("credit_code");
    return found == facts.end() || found->second.string() == nullptr ? std::string_view() : *found->second.string();
  }

  const PolicyIndex& index_;
  std::ostream& out_;
  const MatchStreamOptions& options_;
  PolicyMatcher matcher_;
  FactColumns columns_;
  std::vector<Facts> facts_;  // of the rows of columns_
  Verdicts verdicts_;
  MatchStreamSummary summary_;
  Line line_;
};

}  // namespace

MatchStreamSummary match_stream(const PolicyIndex& index, std::istream& in, std::ostream& out,
                                const MatchStreamOptions& options) {
  return MatchStream(index, out, options).run(in);
}

}  // namespace zhuqi
