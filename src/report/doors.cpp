// Where needs get lost and how they go round; the last mile; trust, effect, promises.
#include <zhuqi/casework/case.hpp>
#include <zhuqi/coordination/circles.hpp>

#include "report/figures.hpp"
#include "report/words.hpp"

namespace zhuqi {

namespace {

bool lost_as(const NeedRecord& need, std::string_view loss) {
  return std::any_of(need.losses.begin(), need.losses.end(), [&](const LossRecord& l) { return l.name == loss; });
}

// Ended, or held impossible, although nobody had signed for it or spoken with the enterprise.
bool met_a_shutter(const NeedRecord& need) {
  return (lost_as(need, "declined") || lost_as(need, "not_possible")) && !need.first_signature && !need.contacted;
}

bool has_ended(const NeedRecord& need) {
  return is_over(need.stage) || need.is_resolved() || lost_as(need, "declined");
}

bool went_round(const NeedRecord& need) { return need.leads.size() > 2 || !comebacks(need.leads).empty(); }

RateFigure rolling_shutter(const Needs& needs) {
  const auto ended = count(needs, has_ended);
  return {"rolling_shutter",
          {"卷帘门", "Rolling shutter"},
          {"未经签收、未与企业联系即不予受理或答复无法解决的需求 ÷ 已有结果的需求",
           "needs declined or held not possible though nobody had signed for them or contacted the enterprise ÷ needs "
           "with an outcome"},
          count(needs, [](const NeedRecord& n) { return has_ended(n) && met_a_shutter(n); }),
          ended,
          {{{"尚无结果", "no outcome yet"}, static_cast<std::int64_t>(needs.size()) - ended}}};
}

RateFigure revolving_door(const Needs& needs) {
  const auto dispatched = count(needs, [](const NeedRecord& n) { return n.dispatches > 0; });
  return {"revolving_door",
          {"旋转门", "Revolving door"},
          {"派过三次及以上,或回到曾主办过的部门的需求 ÷ 派过的需求",
           "needs dispatched three times or more, or come back to a department that had them ÷ needs dispatched"},
          count(needs, went_round),
          dispatched,
          {{{"尚未派单", "not dispatched yet"}, static_cast<std::int64_t>(needs.size()) - dispatched}}};
}

RateFigure last_mile(const Needs& needs) {
  const auto asked = count(needs, [](const NeedRecord& n) { return n.asked; });
  return {"last_mile",
          {"最后一公里", "Last mile"},
          {"企业现确认已解决的需求 ÷ 部门曾办结的需求",
           "needs that the enterprise confirms at present ÷ needs that a department ever resolved"},
          count(needs, [](const NeedRecord& n) { return n.is_confirmed(); }),
          asked,
          {{{"从未办结", "never resolved"}, static_cast<std::int64_t>(needs.size()) - asked}}};
}

std::vector<RoundTrip> circles_of(const Needs& needs) {
  std::map<std::vector<DepartmentId>, std::int64_t> counts;
  for (const auto* need : needs)
    for (const auto& comeback : comebacks(need->leads)) ++counts[comeback.circle];
  std::vector<RoundTrip> circles;
  for (const auto& [circle, n] : counts) circles.push_back({circle, n});
  std::stable_sort(circles.begin(), circles.end(), [](const auto& a, const auto& b) { return a.needs > b.needs; });
  if (circles.size() > circles_shown) circles.resize(circles_shown);
  return circles;
}

std::vector<Loss> losses_of(const Needs& needs) {
  std::vector<Loss> losses;
  for (const char* loss : {"declined", "returned", "merged", "withdrawn", "not_possible", "disputed"})
    losses.push_back({loss, loss_words(loss), count(needs, [&](const NeedRecord& n) { return lost_as(n, loss); })});
  return losses;
}

std::vector<WrittenReason> reasons_of(const Needs& needs) {
  std::vector<std::pair<std::int64_t, WrittenReason>> written;
  for (const auto* need : needs)
    for (const auto& loss : need->losses)
      written.push_back({loss.seq, {loss.name, need->id, loss.department, loss.reason}});
  std::sort(written.begin(), written.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<WrittenReason> reasons;
  for (auto& [seq, reason] : written) reasons.push_back(std::move(reason));
  return reasons;
}

Trust trust_of(const Needs& needs) {
  Trust trust;
  for (const auto* need : needs) {
    if (!need->asked) continue;
    if (need->vote == 0) {
      ++trust.silent;
    } else if (need->is_confirmed()) {
      ++(need->vote >= 4 ? trust.solved_satisfied : trust.solved_unsatisfied);
    } else {
      ++(need->vote >= 4 ? trust.unsolved_satisfied : trust.unsolved_unsatisfied);
    }
  }
  return trust;
}

std::vector<EffectFigure> effects_of(const Needs& needs) {
  std::map<std::pair<std::string, std::string>, EffectFigure> by_kind;
  for (const auto* need : needs) {
    if (!need->effect || !need->is_resolved()) continue;
    const auto& effect = *need->effect;
    auto& figure = by_kind[{effect.kind, effect.unit}];
    ++figure.claimed_needs, figure.claimed += effect.amount;
    if (!need->is_confirmed()) continue;
    ++figure.confirmed_needs, figure.confirmed += effect.amount;
    if (need->effect_holds != true) continue;
    ++figure.lasting_needs, figure.lasting += effect.amount;
  }
  std::vector<EffectFigure> figures;
  for (auto& [key, figure] : by_kind) {
    figure.kind = key.first;
    figure.unit = key.second;
    figures.push_back(std::move(figure));
  }
  return figures;
}

PromiseFigures promises_of(const Needs& needs, Date today) {
  PromiseFigures figures;
  for (const auto* need : needs) {
    if (!need->promised) continue;
    ++figures.made;
    if (*need->promised > today && !need->promise_kept) continue;
    ++figures.fell_due;
    ++(!need->promise_kept ? figures.unchecked : *need->promise_kept ? figures.kept : figures.not_kept);
  }
  return figures;
}

}  // namespace

void count_doors(const Needs& needs, const ReportContext& context, Report& report) {
  report.losses = losses_of(needs);
  if (report.query.reasons) report.reasons = reasons_of(needs);
  report.doors = {rolling_shutter(needs), revolving_door(needs), last_mile(needs)};
  report.circles = circles_of(needs);
  report.trust = trust_of(needs);
  report.effects = effects_of(needs);
  report.promises = promises_of(needs, context.date_of(report.as_of));
}

}  // namespace zhuqi
