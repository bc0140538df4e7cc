// What a comparison found, for people and for programs.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/decision/compare.hpp>

#include "base/display.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_bytes_a_cell = 60;
constexpr std::size_t most_rows = 50, most_with_examples = 10;  // of changes, in text

std::string cell_of(const Value& value) {
  const auto text = value.is_null() ? std::string("(none)") : to_text(value);
  const auto part = cut(text, most_bytes_a_cell);
  return inert(part) + (part.size() < text.size() ? "…" : "");
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{:.2f} %", whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string examples_text(const std::string& heading, const std::vector<Comparison::Example>& examples) {
  std::string text;
  for (const auto& example : examples)
    text += fmt::format("  record {}: {}{}\n", example.record, inert(example.facts),
                        example.error.empty() ? "" : "\n    " + inert(example.error));
  return text.empty() ? text : "\n" + heading + "\n" + text;
}

std::string examples_json(const std::vector<Comparison::Example>& examples) {
  std::string text;
  for (const auto& example : examples) {
    text += fmt::format(R"({}{{"record":{},"facts":{})", text.empty() ? "" : ",", example.record, example.facts);
    if (!example.error.empty()) text += R"(,"error":)" + to_json_text(Value(example.error));
    text += '}';
  }
  return '[' + text + ']';
}

}  // namespace

std::string to_text(const Comparison& c) {
  const auto failed = c.failed_old + c.failed_new + c.failed_both;
  auto text = fmt::format("{} records: {} alike, {} changed ({}), {} failed", c.records, c.alike, c.changed,
                          share(c.changed, c.records), failed);
  if (failed > 0)
    text += fmt::format(" ({} under the old table only, {} under the new one only, {} under both)", c.failed_old,
                        c.failed_new, c.failed_both);
  text += '\n';
  std::vector<std::vector<std::string>> rows{{"from", "to", "records", "share"}};
  const auto shown = std::min(most_rows, c.changes.size());
  auto others = c.other_changes;
  for (std::size_t i = shown; i < c.changes.size(); ++i) others += c.changes[i].records;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& change = c.changes[i];
    rows.push_back({cell_of(change.from), cell_of(change.to), fmt::format("{}", change.records),
                    share(change.records, c.records)});
  }
  if (others > 0) rows.push_back({"(other changes)", "", fmt::format("{}", others), share(others, c.records)});
  if (rows.size() > 1) text += '\n' + table(rows, 2);
  for (std::size_t i = 0; i < std::min(most_with_examples, c.changes.size()); ++i)
    text += examples_text(cell_of(c.changes[i].from) + " → " + cell_of(c.changes[i].to), c.changes[i].examples);
  return text + examples_text("failed", c.failures);
}

std::string to_json_text(const Comparison& c) {
  std::string changes;
  for (const auto& change : c.changes)
    changes +=
        fmt::format(R"({}{{"from":{},"to":{},"records":{},"examples":{}}})", changes.empty() ? "" : ",",
                    to_json_text(change.from), to_json_text(change.to), change.records, examples_json(change.examples));
  return fmt::format(
      R"({{"records":{},"alike":{},"changed":{},"failed":{{"old":{},"new":{},"both":{}}},"changes":[{}],)"
      R"("other_changes":{},"failures":{},"output":{},"old":{},"new":{}}})",
      c.records, c.alike, c.changed, c.failed_old, c.failed_new, c.failed_both, changes, c.other_changes,
      examples_json(c.failures), to_json_text(Value(c.output)), to_json_text(Value(c.old_hash)),
      to_json_text(Value(c.new_hash)));
}

}  // namespace zhuqi
