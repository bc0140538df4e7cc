// What tables and policies know of an enterprise and a need: facts by name.
//
//   name            type      unit            meaning
//   credit_code     string                    unified social credit code
//   name            string                    the enterprise's name
//   region          code                      GB/T 2260 code of its address
//   industry        code                      GB/T 4754-2017 code
//   staff           number    persons
//   revenue         number    万元            last year's
//   assets          number    万元            total
//   research        number    万元            last year's research and development
//   research_share  number    1 = all         research / revenue, to 34 digits; only for a revenue above 0
//   tier            string                    创新型, 专精特新, 小巨人; 无 where it has none
//   size            string                    大型, 中型, 小型, 微型: by size.hpp, put in by who asks
//   tags            list                      free words, as strings
//   text            keywords                  of a need: what was said
//   service_item    string                    of a need: the item's id
//   channel         string                    of a need
//   source          string                    of a need
//
// The further numbers of an enterprise are facts by their own names; one whose name ends in _fen stands in 万元 under
// the name without the ending. A table of tiers may also ask for `day`, the date on which it is asked.
//
// A fact that is not known is absent. A fen is 0.000001 万元; amounts are exact.
#pragma once

#include <span>
#include <string_view>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/decision/value.hpp>
#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/need.hpp>

namespace zhuqi {

struct FactType {
  std::string_view name;
  std::string_view type;   // as a decision table's column names it
  std::string_view title;  // for people: 从业人员
  std::string_view unit;   // for people: 人, 万元; may be empty
  bool of_need = false;    // of a need, not of an enterprise
};

// The table above, in its order.
std::span<const FactType> fact_types();

// Null if there is no such fact.
const FactType* fact_type(std::string_view name);

// A warning for each datum that the table reads and that is neither a fact nor one of `also`: it will always be null.
Findings check_facts(const DecisionTable& table, std::span<const std::string_view> also = {});

Facts facts(const Enterprise& enterprise);
Facts facts(const Enterprise& enterprise, const Need& need);

}  // namespace zhuqi
