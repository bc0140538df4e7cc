#include "decision/check/texts.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/feel/functions.hpp"

namespace zhuqi::checking {

using feel::Expression;
using feel::Op;

namespace {

bool is_call(const Expression& e, std::string_view function) {
  return e.op == Op::call && e.function->name == function;
}

bool is_monotone(const Formula& formula) {
  return formula.kind != Formula::Kind::negation &&
         std::all_of(formula.parts.begin(), formula.parts.end(), is_monotone);
}

}  // namespace

std::optional<Keyword> keyword_of(const Expression& e) {
  if (!is_call(e, "contains")) return std::nullopt;
  const auto& where = e.operands[0];
  const auto& what = e.operands[1];
  const bool folded = is_call(where, "fold");
  const auto& input = folded ? where.operands[0] : where;
  const bool call = is_call(what, "fold");
  const auto& word = call ? what.operands[0] : what;
  if (input.op != Op::input || word.op != Op::literal || word.value.string() == nullptr) return std::nullopt;
  return Keyword{call ? fold(*word.value.string()) : *word.value.string(), folded};
}

std::optional<Formula> TextSpace::atom_of(Column& column, const Expression& e) {
  const auto keyword = keyword_of(e);
  if (!keyword) return std::nullopt;
  if (keyword->word.empty()) return Formula{Formula::Kind::yes, 0, {}};
  // Exact and folded keywords in one column would have to be held against each other.
  if (column.words.empty()) column.folded = keyword->folded;
  if (column.folded != keyword->folded || (keyword->folded && fold(keyword->word) != keyword->word))
    return std::nullopt;
  const auto [at, added] = column.words.try_emplace(keyword->word, static_cast<std::uint32_t>(words_.size()));
  if (added) words_.push_back(keyword->word), word_columns_.push_back(columns_.size());
  return Formula{Formula::Kind::word, at->second, {}};
}

// What the test says of a text that is there.
std::optional<Formula> TextSpace::formula_of(Column& column, const Expression& e) {
  Formula formula;
  switch (e.op) {
    case Op::any:
      return formula;
    case Op::is:
      if (e.operands[0].op != Op::literal || !e.operands[0].value.is_null()) return std::nullopt;
      return Formula{Formula::Kind::no, 0, {}};
    case Op::both:
      formula.kind = Formula::Kind::all;
      break;
    case Op::either:
    case Op::any_of:
    case Op::none_of:
      formula.kind = Formula::Kind::some;
      break;
    case Op::call:
      if (e.function->name != "not") return atom_of(column, e);
      formula.kind = Formula::Kind::negation;
      break;
    default:
      return std::nullopt;
  }
  for (const auto& operand : e.operands) {
    auto part = formula_of(column, operand);
    if (!part) return std::nullopt;
    formula.parts.push_back(std::move(*part));
  }
  if (e.op == Op::none_of) return Formula{Formula::Kind::negation, 0, {std::move(formula)}};
  return formula;
}

bool TextSpace::add(std::size_t number, const CompiledInput& input) {
  if (input.type != "string" || input.allowed) return false;
  const auto words_before = words_.size();
  Column column;
  column.number = number;
  static const Value null;
  for (const auto& cell : input.cells) {
    auto formula = formula_of(column, cell.expression);
    if (!formula) {
      words_.resize(words_before), word_columns_.resize(words_before);
      return false;
    }
    const bool monotone = is_monotone(*formula);
    column.cells.push_back({std::move(*formula), feel::holds(cell.expression, {nullptr, &null, nullptr, {}, nullptr}),
                            cell.expression.op == Op::any, monotone});
  }
  if (column.words.empty()) {
    words_.resize(words_before), word_columns_.resize(words_before);
    return false;
  }
  columns_.push_back(std::move(column));
  return true;
}

void TextSpace::seal() {
  inner_.resize(words_.size());
  outer_.resize(words_.size());
  for (auto& column : columns_) {
    const auto occurs = [&](const std::string& text) {
      return std::any_of(column.words.begin(), column.words.end(),
                         [&](const auto& entry) { return text.find(entry.first) != std::string::npos; });
    };
    const auto is_apart = [&](const std::string& mark) {
      return std::none_of(column.words.begin(), column.words.end(),
                          [&](const auto& entry) { return entry.first.find(mark) != std::string::npos; });
    };
    for (const char* mark : {" ", ";", "|", "/", "~", "\n", "\x1F"})
      if (column.separator.empty() && is_apart(mark)) column.separator = mark;
    column.other = occurs("其他") ? "" : "其他";
    for (const auto& [word, number] : column.words)
      for (std::size_t at = 0; at < word.size(); ++at)
        for (std::size_t length = 1; at + length <= word.size() && length < word.size(); ++length) {
          const auto found = column.words.find(word.substr(at, length));
          if (found == column.words.end()) continue;
          inner_[number].push_back(found->second);
          outer_[found->second].push_back(number);
        }
  }
}

std::string TextSpace::text(std::size_t t, const std::vector<std::uint32_t>& words) const {
  std::string text;
  for (const auto word : words) {
    const bool held = std::any_of(words.begin(), words.end(), [&](auto other) {
      return std::find(inner_[other].begin(), inner_[other].end(), word) != inner_[other].end();
    });
    if (!held) text += (text.empty() ? "" : columns_[t].separator) + words_[word];
  }
  return text.empty() ? columns_[t].other : text;
}

// --- The search -------------------------------------------------------------------------------------------------

bool TextSearch::spend(std::uint64_t steps) {
  if (steps_ < steps) return exhausted_ = true, steps_ = 0, false;
  steps_ -= steps;
  return true;
}

TextSearch::Truth TextSearch::evaluate(const Formula& formula) const {
  switch (formula.kind) {
    case Formula::Kind::yes:
      return Truth::yes;
    case Formula::Kind::no:
      return Truth::no;
    case Formula::Kind::word:
      return values_[formula.word];
    case Formula::Kind::negation:
      return static_cast<Truth>(-static_cast<int>(evaluate(formula.parts[0])));
    default:
      break;
  }
  const auto deciding = formula.kind == Formula::Kind::some ? Truth::yes : Truth::no;
  auto truth = static_cast<Truth>(-static_cast<int>(deciding));
  for (const auto& part : formula.parts) {
    const auto one = evaluate(part);
    if (one == deciding) return deciding;
    if (one == Truth::unknown) truth = Truth::unknown;
  }
  return truth;
}

// Whether the formula holds if no further keyword occurs.
bool TextSearch::holds_without_more(const Formula& formula) const {
  const auto holds = [&](const Formula& part) { return holds_without_more(part); };
  switch (formula.kind) {
    case Formula::Kind::yes:
    case Formula::Kind::no:
      return formula.kind == Formula::Kind::yes;
    case Formula::Kind::word:
      return values_[formula.word] == Truth::yes;
    case Formula::Kind::negation:
      return !holds_without_more(formula.parts[0]);
    case Formula::Kind::all:
      return std::all_of(formula.parts.begin(), formula.parts.end(), holds);
    case Formula::Kind::some:
      return std::any_of(formula.parts.begin(), formula.parts.end(), holds);
  }
  return false;
}

bool TextSearch::hits_without_more(const Cells& cells) const {
  for (std::size_t t = 0; t < cells.size(); ++t)
    if (is_null_[t] ? !cells[t]->on_null : !holds_without_more(cells[t]->formula)) return false;
  return true;
}

TextSearch::Truth TextSearch::evaluate(const Cells& cells) const {
  auto truth = Truth::yes;
  for (std::size_t t = 0; t < cells.size(); ++t) {
    const auto one = is_null_[t] ? (cells[t]->on_null ? Truth::yes : Truth::no) : evaluate(cells[t]->formula);
    if (one == Truth::no) return Truth::no;
    if (one == Truth::unknown) truth = Truth::unknown;
  }
  return truth;
}

bool TextSearch::set(std::uint32_t word, Truth value) {
  if (values_[word] == value) return true;
  if (values_[word] != Truth::unknown) return false;
  values_[word] = value;
  trail_.push_back(word);
  return true;
}

// A keyword that occurs brings those that it holds; one that does not shuts out those that hold it.
bool TextSearch::assign(std::uint32_t word, Truth value) {
  if (!set(word, value)) return false;
  const auto& implied = value == Truth::yes ? space_.inner(word) : space_.outer(word);
  return std::all_of(implied.begin(), implied.end(), [&](auto other) { return set(other, value); });
}

void TextSearch::undo(std::size_t to) {
  while (trail_.size() > to) values_[trail_.back()] = Truth::unknown, trail_.pop_back();
}

// A keyword of an undecided formula, and whether it should occur if the formula is to be `wanted`.
std::pair<std::uint32_t, bool> TextSearch::pick(const Formula& formula, bool wanted) const {
  if (formula.kind == Formula::Kind::word) return {formula.word, wanted};
  if (formula.kind == Formula::Kind::negation) return pick(formula.parts[0], !wanted);
  const auto open = std::find_if(formula.parts.begin(), formula.parts.end(),
                                 [&](const Formula& part) { return evaluate(part) == Truth::unknown; });
  return pick(*open, wanted);
}

bool TextSearch::branch(const Cells& cells, bool wanted) {
  std::size_t open = 0;
  while (is_null_[open] || evaluate(cells[open]->formula) != Truth::unknown) ++open;
  const auto [word, present] = pick(cells[open]->formula, wanted);
  for (const bool value : {present, !present}) {
    const auto before = trail_.size();
    if (assign(word, value ? Truth::yes : Truth::no) && solve()) return true;
    undo(before);
    if (exhausted_) return false;
  }
  return false;
}

bool TextSearch::solve() {
  if (!spend(cost_)) return false;
  for (const auto& cells : *hold_)
    if (const auto held = evaluate(cells); held != Truth::yes) return held == Truth::unknown && branch(cells, true);
  const Cells* pending = nullptr;
  for (const auto& rule : *fail_) {
    const auto hits = evaluate(rule);
    if (hits == Truth::yes) return false;
    if (hits == Truth::unknown && pending == nullptr && hits_without_more(rule)) pending = &rule;
  }
  return pending == nullptr || branch(*pending, false);
}

TextSearch::Result TextSearch::search(const std::vector<Cells>& hold, const std::vector<Cells>& fail,
                                      const std::vector<bool>& is_null) {
  hold_ = &hold;
  fail_ = &fail;
  is_null_ = is_null;
  cost_ = 1;
  for (const auto* rules : {hold_, fail_})
    for (const auto& cells : *rules)
      for (const auto* cell : cells) cost_ += 1 + cell->formula.parts.size();
  if (values_.empty()) values_.resize(space_.word_count());
  undo(0);
  exhausted_ = false;
  if (solve()) return Result::found;
  return exhausted_ ? Result::undecided : Result::none;
}

std::vector<std::vector<std::uint32_t>> TextSearch::words() const {
  std::vector<std::vector<std::uint32_t>> words(space_.size());
  for (const auto word : trail_)
    if (values_[word] == Truth::yes) words[space_.column_of_word(word)].push_back(word);
  return words;
}

}  // namespace zhuqi::checking
