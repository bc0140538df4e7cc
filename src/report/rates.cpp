// The rates: each formula beside the words that print it.
#include "report/figures.hpp"

namespace zhuqi {

namespace {

// The clocks of all needs together, judged at one instant.
ClockRecord sum(const Needs& needs, ClockRecord NeedRecord::*clock, Instant as_of) {
  ClockRecord total;
  for (const auto* need : needs) {
    const auto one = (need->*clock).judged(as_of);
    total.in_time += one.in_time;
    total.late += one.late;
    total.extended += one.extended;
    total.given_back += one.given_back;
    total.provisional += one.provisional;
    total.not_due += one.not_due;
  }
  return total;
}

bool dispatched(const NeedRecord& need) { return need.dispatches > 0; }
bool asked(const NeedRecord& need) { return need.asked; }

RateFigure response(const Needs& needs, Instant as_of) {
  const auto clocks = sum(needs, &NeedRecord::sign, as_of);
  return {"response",
          {"响应率", "Response"},
          {"时限内签收的派单 ÷ 已签收或已过签收时限的派单(按派单次数;以签收计响应)",
           "dispatches signed in time ÷ dispatches signed, or past the time for it (counted per dispatch; the "
           "signature counts as response)"},
          clocks.in_time,
          clocks.in_time + clocks.late,
          {{{"未到签收时限", "not due yet"}, clocks.not_due},
           {{"时限内未签收即退单、撤单、并单或不予受理", "returned, withdrawn, merged or declined in time, unsigned"},
            clocks.given_back},
           {{"日历未公布,时限未定", "deadline not known: the calendar of that year is not published"},
            clocks.provisional}}};
}

RateFigure solution(const Needs& needs, Instant) {
  const auto waiting = count(needs, [](const NeedRecord& n) { return n.stage == Stage::resolved; });
  return {"solution",
          {"解决率", "Solution"},
          {"企业确认已解决的需求 ÷ 曾办结并征询企业、企业已有答复的需求",
           "needs confirmed as solved by the enterprise ÷ needs resolved at least once and answered by the enterprise"},
          count(needs, [](const NeedRecord& n) { return n.is_confirmed(); }),
          count(needs, asked) - waiting,
          {{{"已办结,待企业答复", "resolved, waiting for the enterprise"}, waiting}}};
}

RateFigure satisfaction(const Needs& needs, Instant) {
  return {"satisfaction",
          {"满意率", "Satisfaction"},
          {"最近一次评价为非常满意或满意的需求 ÷ 已评价的需求(未评价不计为满意)",
           "needs whose last vote is very satisfied or satisfied ÷ needs with a vote (silence is not satisfaction)"},
          count(needs, [](const NeedRecord& n) { return n.vote >= 4; }),
          count(needs, [](const NeedRecord& n) { return n.vote > 0; }),
          {{{"曾办结但未评价", "resolved once, no vote"},
            count(needs, [](const NeedRecord& n) { return n.asked && n.vote == 0; })}}};
}

RateFigure on_time(const Needs& needs, Instant as_of) {
  const auto clocks = sum(needs, &NeedRecord::resolve, as_of);
  return {"on_time",
          {"按时办结率", "Resolved in time"},
          {"时限内办结的轮次 ÷ 已办结或已过办结时限的轮次(每次重办另计一轮)",
           "rounds resolved in time ÷ rounds resolved or past due (every reopening is a round of its own)"},
          clocks.in_time,
          clocks.in_time + clocks.late,
          {{{"未到办结时限", "not due yet"}, clocks.not_due},
           {{"时限内不予受理或撤单", "declined or withdrawn in time"}, clocks.given_back},
           {{"日历未公布,时限未定", "deadline not known: the calendar of that year is not published"},
            clocks.provisional}}};
}

RateFigure on_time_unextended(const Needs& needs, Instant as_of) {
  RateFigure figure = on_time(needs, as_of);
  figure.name = "on_time_unextended";
  figure.title = {"按时办结率(不计延期)", "Resolved in time, extensions apart"};
  figure.formula = {"时限内办结且未用到延期的轮次 ÷ 已办结或已过办结时限的轮次",
                    "rounds resolved by the deadline before any extension ÷ rounds resolved or past due"};
  figure.numerator -= sum(needs, &NeedRecord::resolve, as_of).extended;
  return figure;
}

RateFigure first_dispatch(const Needs& needs, Instant) {
  const auto undecided =
      count(needs, [](const NeedRecord& n) { return n.dispatches == 1 && n.stage == Stage::returned; });
  return {"first_dispatch",
          {"首派准确率", "First dispatch right"},
          {"只派过一次的需求 ÷ 派过的需求", "needs dispatched exactly once ÷ needs dispatched"},
          count(needs, [](const NeedRecord& n) { return n.dispatches == 1; }) - undecided,
          count(needs, dispatched) - undecided,
          {{{"首派被退回,尚未再派", "given back, not dispatched again yet"}, undecided}}};
}

RateFigure returned(const Needs& needs, Instant) {
  return {"returned",
          {"退单率", "Returned"},
          {"至少被退回一次的需求 ÷ 派过的需求", "needs given back at least once ÷ needs dispatched"},
          count(needs, [](const NeedRecord& n) { return !n.returned_by.empty(); }),
          count(needs, dispatched),
          {{{"尚未派单", "not dispatched yet"}, count(needs, [](const NeedRecord& n) { return n.dispatches == 0; })}}};
}

RateFigure reopened(const Needs& needs, Instant) {
  return {"reopened",
          {"重办率", "Reopened"},
          {"至少重办一次的需求 ÷ 曾办结的需求", "needs reopened at least once ÷ needs resolved at least once"},
          count(needs, [](const NeedRecord& n) { return n.reopened > 0; }),
          count(needs, asked),
          {{{"尚未办结过", "never resolved"}, count(needs, [](const NeedRecord& n) { return !n.asked; })}}};
}

}  // namespace

std::vector<RateFigure> rates_of(const Needs& needs, Instant as_of) {
  std::vector<RateFigure> rates;
  for (const auto rate :
       {response, on_time, on_time_unextended, solution, satisfaction, first_dispatch, returned, reopened})
    rates.push_back(rate(needs, as_of));
  return rates;
}

}  // namespace zhuqi
