// Policies and the population.
#include <algorithm>

#include <fmt/format.h>

#include "report/html_sections.hpp"
#include "report/page.hpp"
#include "report/print.hpp"

namespace zhuqi::html {

using namespace page;

namespace {

// Ten thousand yuan, cut to hundredths.
Cell money(std::int64_t fen) {
  const std::int64_t cents = fen / 10'000;
  return {fmt::format("{}.{:02}", cents / 100, cents % 100), std::to_string(fen)};
}

std::string shares(const Phrase& title, const std::vector<PopulationRow>& rows, std::int64_t all) {
  constexpr std::size_t most = 12;
  std::vector<Bar> shown;
  for (const auto& row : rows) {
    if (shown.size() == most) break;
    shown.push_back({row.name.empty() ? both({"无或不明", "none or unknown"}) : escape(row.name), row.enterprises,
                     fmt::format("<b>{}</b> <small>{}</small>", row.enterprises, percent(row.enterprises, all)), "b"});
  }
  std::string more;
  if (rows.size() > most)
    more =
        paragraph({fmt::format("另有 {} 类。", rows.size() - most), fmt::format("And {} more.", rows.size() - most)});
  return "<div><h3>" + both(title) + "</h3>" + bars(shown, rows.empty() ? 1 : rows[0].enterprises) + more + "</div>";
}

}  // namespace

std::string policies(const Report& r) {
  if (r.policies.empty()) return {};
  std::vector<std::vector<Cell>> rows;
  PolicyFigures sum;
  std::string unused;
  for (const auto& p : r.policies) {
    if (p.matched == 0) unused += " " + p.policy.str();
    rows.push_back({text(called(p.title, p.policy.str(), "")),
                    number(p.matched),
                    share(p.delivered, p.matched),
                    number(p.read),
                    number(p.applied),
                    share(p.paid, p.matched),
                    money(p.paid_fen - p.recovered_fen),
                    {p.to_paid.count == 0 ? "—" : std::to_string(p.to_paid.median_seconds / 86400),
                     p.to_paid.count == 0 ? "-1" : std::to_string(p.to_paid.median_seconds)},
                    number(p.turned_down),
                    number(p.expired)});
    for (const auto member : {&PolicyFigures::matched, &PolicyFigures::delivered, &PolicyFigures::read,
                              &PolicyFigures::applied, &PolicyFigures::paid, &PolicyFigures::paid_fen,
                              &PolicyFigures::recovered_fen, &PolicyFigures::turned_down, &PolicyFigures::expired})
      sum.*member += p.*member;
  }
  return table("table-policies",
               {{{"政策", "policy"}},
                {{"匹配", "matched"}, true},
                {{"送达", "delivered"}, true},
                {{"已读", "read"}, true},
                {{"申报", "applied"}, true},
                {{"拨付", "paid"}, true},
                {{"金额(万元)", "10,000 yuan"}, true},
                {{"到账天数(中位)", "days to pay, median"}, true},
                {{"不符合", "turned down"}, true},
                {{"过期", "expired"}, true}},
               rows,
               {text(Phrase{"合计", "all"}),
                number(sum.matched),
                share(sum.delivered, sum.matched),
                number(sum.read),
                number(sum.applied),
                share(sum.paid, sum.matched),
                money(sum.paid_fen - sum.recovered_fen),
                {""},
                number(sum.turned_down),
                number(sum.expired)}) +
         paragraph(
             {"每一步计曾到达该步的匹配;免申即享的拨付也计为申报;金额已减去追回。",
              "Each step counts the matches that ever reached it; what is paid without applying counts as applied; "
              "amounts are net of what was taken back."}) +
         (unused.empty()
              ? ""
              : paragraph({"没有任何企业匹配到的政策:" + unused, "Policies that nobody was matched with:" + unused}));
}

std::string population(const Report& r) {
  if (!r.population || r.population->enterprises == 0) return {};
  const auto& p = *r.population;
  std::vector<std::string> all = {
      card({"数量", "Number"}, std::to_string(p.enterprises),
           both({r.query.from ? fmt::format("期初 {}", p.before) : std::string("登记在册"),
                 r.query.from ? fmt::format("{} at the beginning", p.before) : std::string("known")}),
           "population-number"),
      card({"活力", "Vitality"}, percent(p.active, p.enterprises),
           fmt::format("{} / {}<br>{}", p.active, p.enterprises,
                       both({"期内被走访、答过问卷、提出需求或匹配到政策",
                             "visited, surveyed, with a need or a matched policy in the period"})),
           "population-vitality"),
      card({"成长", "Growth"}, percent(p.grown, p.compared),
           fmt::format("{} / {}<br>{}", p.grown, p.compared,
                       both({fmt::format("营收(或人员)前后可比者中增长的;其余 {} 家不可比", p.enterprises - p.compared),
                             fmt::format("grew in revenue (or staff), of those told of twice; {} cannot be compared",
                                         p.enterprises - p.compared)})),
           "population-growth"),
      card({"梯度晋升", "Rose in tier"}, std::to_string(p.risen), both({"家", "enterprises"}))};
  return cards(all) + "<div class=\"split\">" + shares({"结构:规模", "Structure: size"}, p.sizes, p.enterprises) +
         shares({"结构:梯度", "Structure: tier"}, p.tiers, p.enterprises) +
         shares({"结构:行业门类", "Structure: industry section"}, p.industries, p.enterprises) +
         shares({"结构:州市", "Structure: prefecture"}, p.regions, p.enterprises) + "</div>";
}

}  // namespace zhuqi::html
