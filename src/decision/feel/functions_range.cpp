// How points and ranges lie to each other (DMN 10.3.4.7), `range`, and `is`.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/feel/function_tools.hpp"
#include "decision/feel/lexer.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi::feel {

namespace {

// A point is the range from itself to itself.
struct Span {
  Value low, high;
  bool low_open = false, high_open = false, point = false;
};

std::optional<Span> span_of(const Value& value) {
  if (const auto* range = value.range()) {
    if (range->low.is_null() || range->high.is_null()) return std::nullopt;
    return Span{range->low, range->high, range->low_open, range->high_open, false};
  }
  if (!compare(value, value)) return std::nullopt;
  return Span{value, value, false, false, true};
}

using Order = std::strong_ordering;

// `test` gets the two spans and how their ends lie: low to low, low to high, high to low, high to high.
template <class Test>
Value relate(const Arguments& a, Test test) {
  const auto x = span_of(a[0]), y = span_of(a[1]);
  if (!x || !y) return {};
  const auto ll = compare(x->low, y->low), lh = compare(x->low, y->high);
  const auto hl = compare(x->high, y->low), hh = compare(x->high, y->high);
  if (!ll || !lh || !hl || !hh) return {};
  return test(*x, *y, *ll, *lh, *hl, *hh);
}

bool before_at(const Span& x, const Span& y, Order hl) { return hl < 0 || (hl == 0 && (x.high_open || y.low_open)); }

Value before(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order, Order, Order hl, Order) -> Value { return before_at(x, y, hl); });
}
Value after(const Arguments& a) {
  const Value turned[] = {a[1], a[0]};
  return before({turned});
}
Value meets(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order, Order, Order hl, Order) -> Value {
    if (x.point || y.point) return {};
    return !x.high_open && !y.low_open && hl == 0;
  });
}
Value met_by(const Arguments& a) {
  const Value turned[] = {a[1], a[0]};
  return meets({turned});
}
Value overlaps(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order, Order lh, Order hl, Order) -> Value {
    if (x.point || y.point) return {};
    const bool reaches = hl > 0 || (hl == 0 && !x.high_open && !y.low_open);
    const bool starts_within = lh < 0 || (lh == 0 && !x.low_open && !y.high_open);
    return reaches && starts_within;
  });
}
Value overlaps_before(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order, Order hl, Order hh) -> Value {
    if (x.point || y.point) return {};
    const bool earlier = ll < 0 || (ll == 0 && !x.low_open && y.low_open);
    const bool reaches = hl > 0 || (hl == 0 && !x.high_open && !y.low_open);
    const bool ends_within = hh < 0 || (hh == 0 && (x.high_open || !y.high_open));
    return earlier && reaches && ends_within;
  });
}
Value overlaps_after(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order lh, Order, Order hh) -> Value {
    if (x.point || y.point) return {};
    const bool starts_within = lh < 0 || (lh == 0 && !x.low_open && !y.high_open);
    const bool later = ll > 0 || (ll == 0 && (x.low_open || !y.low_open));
    const bool ends_beyond = hh > 0 || (hh == 0 && !x.high_open && y.high_open);
    return starts_within && later && ends_beyond;
  });
}
Value finishes(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order, Order, Order hh) -> Value {
    if (y.point) return {};
    if (x.point) return !y.high_open && hh == 0;
    return x.high_open == y.high_open && hh == 0 && (ll > 0 || (ll == 0 && (!y.low_open || x.low_open)));
  });
}
Value finished_by(const Arguments& a) {
  const Value turned[] = {a[1], a[0]};
  return finishes({turned});
}
Value during(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order, Order, Order hh) -> Value {
    if (y.point) return {};
    const bool from = ll > 0 || (ll == 0 && (!y.low_open || (!x.point && x.low_open)));
    const bool to = hh < 0 || (hh == 0 && (!y.high_open || (!x.point && x.high_open)));
    return from && to;
  });
}
Value includes(const Arguments& a) {
  const Value turned[] = {a[1], a[0]};
  return during({turned});
}
Value starts(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order, Order, Order hh) -> Value {
    if (y.point) return {};
    if (x.point) return !y.low_open && ll == 0;
    return ll == 0 && x.low_open == y.low_open && (hh < 0 || (hh == 0 && (!y.high_open || x.high_open)));
  });
}
Value started_by(const Arguments& a) {
  const Value turned[] = {a[1], a[0]};
  return starts({turned});
}
Value coincides(const Arguments& a) {
  return relate(a, [](auto& x, auto& y, Order ll, Order, Order, Order hh) -> Value {
    if (x.point != y.point) return {};
    return ll == 0 && hh == 0 && x.low_open == y.low_open && x.high_open == y.high_open;
  });
}

// "[2..)" as "(>=2)", "(..2]" as "(<=2)": an end that is left out is none, and open.
std::string with_both_ends(std::string_view range) {
  const auto inside = range.size() > 4 ? trim(range.substr(1, range.size() - 2)) : std::string_view();
  const bool low_open = !range.starts_with('['), high_open = !range.ends_with(']');
  if (inside.starts_with("..") && low_open) return fmt::format("({}{})", high_open ? "<" : "<=", inside.substr(2));
  if (inside.ends_with("..") && high_open)
    return fmt::format("({}{})", low_open ? ">" : ">=", inside.substr(0, inside.size() - 2));
  return std::string(range);
}

// A literal, or date("…") and its like of a literal.
bool is_plain_end(const Expression& e) {
  if (e.op == Op::negate) return e.operands[0].op == Op::literal;
  return e.op == Op::literal ||
         (e.op == Op::call &&
          std::all_of(e.operands.begin(), e.operands.end(), [](auto& operand) { return operand.op == Op::literal; }));
}

// range("[1..10)"): the text is a range of literals.
Value range(const Arguments& a) {
  if (!text(a, 0)) return {};
  try {
    const auto parsed = parse_expression(with_both_ends(trim(*text(a, 0))), Dialect());
    const bool plain = parsed.op == Op::interval && is_constant(parsed) && is_plain_end(parsed.operands[0]) &&
                       is_plain_end(parsed.operands[1]);
    return plain ? evaluate(parsed, {}) : Value();
  } catch (const Refused&) {
    return {};
  }
}

// The same thing: a moment in another zone is equal, but it is not the same.
Value is_same(const Arguments& a) {
  if (a[0].kind() != a[1].kind()) return false;
  const auto* x = a[0].date_time() != nullptr ? &a[0].date_time()->time : a[0].time();
  const auto* y = a[1].date_time() != nullptr ? &a[1].date_time()->time : a[1].time();
  if (x != nullptr && y != nullptr && x->offset != y->offset) return false;
  return a[0] == a[1];
}

constexpr std::string_view two = "point1,point2|point,range|range,point|range1,range2";
constexpr Function range_table[] = {{"before", 2, 2, true, before, two},
                                    {"after", 2, 2, true, after, two},
                                    {"meets", 2, 2, true, meets, two},
                                    {"met by", 2, 2, true, met_by, two},
                                    {"overlaps", 2, 2, true, overlaps, two},
                                    {"overlaps before", 2, 2, true, overlaps_before, two},
                                    {"overlaps after", 2, 2, true, overlaps_after, two},
                                    {"finishes", 2, 2, true, finishes, two},
                                    {"finished by", 2, 2, true, finished_by, two},
                                    {"includes", 2, 2, true, includes, "range,point|range1,range2"},
                                    {"during", 2, 2, true, during, two},
                                    {"starts", 2, 2, true, starts, two},
                                    {"started by", 2, 2, true, started_by, two},
                                    {"coincides", 2, 2, true, coincides, two},
                                    {"range", 1, 1, false, range, "from"},
                                    {"is", 2, 2, true, is_same, "value1,value2"}};

}  // namespace

std::span<const Function> range_functions() { return range_table; }

}  // namespace zhuqi::feel
