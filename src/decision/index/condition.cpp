#include "decision/index/condition.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decision/feel/functions.hpp"

namespace zhuqi {

using feel::Expression;
using feel::Op;

namespace {

constexpr std::size_t max_product = 256;             // of tests that must both hold, which multiply
constexpr std::size_t max_alternatives = 16 * 1024;  // of one cell; what stands side by side only adds up

bool is_call(const Expression& e, std::string_view name) { return e.op == Op::call && e.function->name == name; }

bool is_word(const Expression& e) {
  return e.op == Op::literal && e.value.string() != nullptr && !e.value.string()->empty();
}

std::optional<std::uint32_t> keyword(const Expression& e, const KeywordNumber& number) {
  if (!is_call(e, "contains")) return std::nullopt;
  const auto& text = e.operands[0];
  const auto& word = e.operands[1];
  if (text.op == Op::input && is_word(word)) return number(*word.value.string(), false);
  const bool folded =
      is_call(text, "fold") && text.operands[0].op == Op::input && is_call(word, "fold") && is_word(word.operands[0]);
  if (!folded) return std::nullopt;
  auto folded_word = fold(*word.operands[0].value.string());
  return folded_word.empty() ? std::nullopt : std::optional(number(std::move(folded_word), true));
}

void merge(std::vector<std::uint32_t>& into, const std::vector<std::uint32_t>& from) {
  into.insert(into.end(), from.begin(), from.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

std::optional<Alternatives> read(const Expression& e, bool negated, const KeywordNumber& number) {
  if (is_call(e, "not") && e.operands.size() == 1) return read(e.operands[0], !negated, number);
  const bool one_of = e.op == Op::either || e.op == Op::any_of;
  if (!one_of && e.op != Op::both) {
    const auto k = keyword(e, number);
    if (!k) return std::nullopt;
    return Alternatives{negated ? Conjunction{{}, {*k}} : Conjunction{{*k}, {}}};
  }
  Alternatives all;
  if (one_of == negated) all.emplace_back();
  for (const auto& operand : e.operands) {
    auto some = read(operand, negated, number);
    if (!some) return std::nullopt;
    if (one_of != negated) {
      all.insert(all.end(), std::make_move_iterator(some->begin()), std::make_move_iterator(some->end()));
      if (all.size() > max_alternatives) return std::nullopt;
    } else {
      auto product = both(all, *some);
      if (!product) return std::nullopt;
      all = std::move(*product);
    }
  }
  return all;
}

}  // namespace

std::optional<Alternatives> both(const Alternatives& a, const Alternatives& b) {
  if (a.size() > 1 && b.size() > 1 && a.size() * b.size() > max_product) return std::nullopt;
  Alternatives product;
  for (const auto& left : a)
    for (const auto& right : b) {
      auto joined = left;
      merge(joined.all, right.all);
      merge(joined.none, right.none);
      product.push_back(std::move(joined));
    }
  return product;
}

std::optional<Alternatives> keyword_alternatives(const Expression& test, const KeywordNumber& number) {
  return read(test, false, number);
}

}  // namespace zhuqi
