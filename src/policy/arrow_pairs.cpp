#include "policy/arrow_pairs.hpp"

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/classify/facts.hpp>

#include "base/text.hpp"
#include "policy/conditions.hpp"

namespace zhuqi {

namespace {

constexpr Verdict verdicts[] = {Verdict::match, Verdict::no_match, Verdict::unknown};

bool holds_text(const Column& column) {
  const auto type = column.dictionary != nullptr ? column.dictionary->type : column.type;
  return type == ColumnType::string32 || type == ColumnType::string64;
}

ArrowSchema by_dictionary(std::string_view name) { return make_schema("i", name, {}, make_schema("u", "")); }

ArrowArray verdict_names() {
  TextBuilder names(std::size(verdicts));
  for (const Verdict verdict : verdicts) names.add(name(verdict));
  return std::move(names).build();
}

// Empty: null.
void add_or_null(TextBuilder& texts, std::string_view text) { text.empty() ? texts.add_null() : texts.add(text); }

// The columns, filled row by row.
struct PairBuilder {
  explicit PairBuilder(std::int64_t count)
      : rows(count),
        codes(count),
        judged(count),
        worth_known(count),
        short_by_one(count),
        short_of(count),
        because(count),
        missing_known(count),
        errors(count) {}

  std::int64_t rows;
  std::vector<std::int64_t> numbers;
  TextBuilder codes;
  ValidityBuilder judged;  // rows that have a policy
  std::vector<std::int32_t> policies, verdict;
  ValidityBuilder worth_known;
  std::vector<std::int64_t> worth;
  ValidityBuilder short_by_one;
  TextBuilder short_of, because;
  ValidityBuilder missing_known;
  std::vector<std::int32_t> missing_ends{0};
  std::vector<std::string> missing;
  TextBuilder errors;

  void add(const MatchPair& pair, const Match& match, std::string_view fact_short_of) {
    const auto at = static_cast<std::int64_t>(policies.size());
    const bool is_judged = pair.policy >= 0;
    judged.set(at, is_judged);
    policies.push_back(is_judged ? pair.policy : 0);
    verdict.push_back(is_judged ? static_cast<std::int32_t>(match.verdict) : 0);
    worth_known.set(at, match.amount_fen.has_value());
    worth.push_back(match.amount_fen.value_or(0));
    short_by_one.set(at, pair.one_short);
    add_or_null(short_of, fact_short_of);
    add_or_null(because, match.because);
    missing_known.set(at, !match.missing.empty());
    missing.insert(missing.end(), match.missing.begin(), match.missing.end());
    missing_ends.push_back(static_cast<std::int32_t>(missing.size()));
  }

  ArrowArray build(ArrowArray policy_ids) && {
    ArrowArrays parts;
    parts.reserve(11);
    parts.add(policy_ids);
    parts.add(verdict_names());
    TextBuilder items(static_cast<std::int64_t>(missing.size()));
    for (const auto& fact : missing) items.add(fact);
    parts.add(std::move(items).build());
    const auto inner = parts.take();
    const std::int64_t unjudged = judged.nulls(), unknown_worth = worth_known.nulls(), complete = missing_known.nulls();
    const ArrowBuffer known = std::move(judged).buffer();
    parts.add(make_array(rows, 0, {nullptr, arrow_buffer(std::move(numbers))}));
    parts.add(std::move(codes).build());
    parts.add(make_array(rows, unjudged, {known, arrow_buffer(std::move(policies))}, {}, inner[0]));
    parts.add(make_array(rows, unjudged, {known, arrow_buffer(std::move(verdict))}, {}, inner[1]));
    parts.add(make_array(rows, unknown_worth, {std::move(worth_known).buffer(), arrow_buffer(std::move(worth))}));
    parts.add(make_array(rows, unjudged, {known, std::move(short_by_one).bits()}));
    parts.add(std::move(short_of).build());
    parts.add(std::move(because).build());
    parts.add(make_array(rows, complete, {std::move(missing_known).buffer(), arrow_buffer(std::move(missing_ends))},
                         {inner[2]}));
    parts.add(std::move(errors).build());
    return make_array(rows, 0, {nullptr}, parts.take());
  }
};

// The text of a fact, or none.
std::string_view fact_in(const Batch& enterprises, std::string_view fact, std::int64_t row) {
  for (const Column& column : enterprises.columns)
    if (column.name == fact) return holds_text(column) ? fact_text_at(column, row) : std::string_view();
  return {};
}

}  // namespace

std::string enterprise_fault(const Batch& enterprises, std::int64_t row) {
  for (const Column& column : enterprises.columns)
    if (holds_text(column) && !valid_utf8(fact_text_at(column, row)))
      return fmt::format("{}: column «{}» is not UTF-8", name(Code::invalid_argument), column.name);
  return {};
}

ArrowSchema pairs_schema() {
  return make_schema("+s", "",
                     {make_schema("l", "row"), make_schema("u", "credit_code"), by_dictionary("policy"),
                      by_dictionary("verdict"), make_schema("l", "amount_fen"), make_schema("b", "one_short"),
                      make_schema("u", "short_of"), make_schema("u", "because"),
                      make_schema("+l", "missing", {make_schema("u", "item")}), make_schema("u", "error")});
}

PairWriter::PairWriter(PolicyIndex index, const ArrowMatchOptions& options)
    : index_(std::move(index)), options_(options) {
  std::vector<std::int32_t> offsets{0};
  std::string bytes;
  for (const auto& policy : index_.policies()) {
    bytes += policy.policy().id.str();
    offsets.push_back(static_cast<std::int32_t>(bytes.size()));
  }
  id_offsets_ = arrow_buffer(std::move(offsets));
  id_bytes_ = arrow_buffer(std::move(bytes));
}

// In brief only what the verdict's bits do not say already.
Match PairWriter::details(const MatchPair& pair, const Facts& facts) const {
  const auto& policy = index_.policies()[static_cast<std::size_t>(pair.policy)];
  Match match;
  match.verdict = pair.verdict;
  if (!options_.brief) return policy.match(facts, options_.date);
  if (pair.verdict != Verdict::match) return match;
  match.amount_fen =
      policy.policy().amounts.size() > 1 ? policy.match(facts, options_.date).amount_fen : policy.amount_fen(0, facts);
  return match;
}

ArrowArray PairWriter::write(const std::vector<MatchPair>& pairs, const Batch& enterprises,
                             std::int64_t first_row) const {
  PairBuilder out(static_cast<std::int64_t>(pairs.size()));
  Facts facts;
  std::int64_t facts_row = -1;
  for (const MatchPair& pair : pairs) {
    out.numbers.push_back(first_row + pair.row);
    const auto code = fact_in(enterprises, "credit_code", pair.row);
    add_or_null(out.codes, valid_utf8(code) ? code : std::string_view());
    if (pair.policy < 0) {
      out.add(pair, Match{}, {});
      out.errors.add(enterprise_fault(enterprises, pair.row));
      continue;
    }
    if (facts_row != pair.row && (!options_.brief || pair.verdict == Verdict::match)) {
      facts = enterprise_facts(enterprises, pair.row);
      facts_row = pair.row;
    }
    const Match match = details(pair, facts);
    const auto& branches = index_.policies()[static_cast<std::size_t>(pair.policy)].policy().branches;
    out.add(pair, match,
            match.short_of ? std::string_view(branches[match.short_of->branch][match.short_of->condition].fact)
                           : std::string_view());
    out.errors.add_null();
  }
  return std::move(out).build(
      make_array(static_cast<std::int64_t>(index_.policies().size()), 0, {nullptr, id_offsets_, id_bytes_}));
}

}  // namespace zhuqi
