#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include <zhuqi/assignment/choose.hpp>

#include "assignment/candidates.hpp"

namespace zhuqi {

namespace {

// What is compared among officers of one rank; the draw comes last and is never equal for two officers.
struct Standing {
  const Candidate* candidate;
  std::int64_t share;
  std::optional<Instant> served;  // absent comes first: never served
  std::string lot;

  auto key() const { return std::tie(share, served, lot); }
};

std::vector<Standing> standings(const Wanted& wanted, const std::vector<const Candidate*>& alike, const Loads& loads,
                                std::uint64_t seed) {
  std::vector<Standing> all;
  for (const Candidate* candidate : alike) {
    const Load& load = load_of(*candidate->officer, loads);
    std::string lot = alike.size() == 1 ? std::string() : draw(seed, wanted.need.str(), candidate->officer->id.str());
    all.push_back({candidate, next_share(*candidate->officer, load.open), load.served, std::move(lot)});
  }
  std::sort(all.begin(), all.end(), [](const Standing& a, const Standing& b) { return a.key() < b.key(); });
  return all;
}

std::string what_decided(const std::vector<Standing>& all, std::uint64_t seed) {
  if (all.size() < 2) return {};
  if (all[0].share != all[1].share) return fmt::format("同等 {} 人中负荷最轻", all.size());
  if (all[0].served != all[1].served) return fmt::format("同等 {} 人中负荷相同, 最久未派", all.size());
  return fmt::format("同等 {} 人中负荷与派单时间相同, 抽签 (种子 {})", all.size(), seed);
}

}  // namespace

Date taken_up_on(Instant at, const Calendar& calendar) {
  const Date day = calendar.date_of(at);
  return calendar.reach_workdays(day, 0).day.value_or(day);
}

bool is_there(const Officer& officer, const Situation& situation) {
  if (situation.gone.contains(officer.id) || on_leave(officer, situation.day)) return false;
  if (officer.calendar.empty() || !situation.calendars) return true;
  const auto calendar = situation.calendars(officer.calendar);
  if (!calendar) return true;
  const KnownDays known = calendar->known();
  return situation.day < known.first || known.last < situation.day || calendar->is_workday(situation.day);
}

namespace {

// Nobody, if all of them are full, or come after those who are not.
std::optional<Choice> choose_within(Among among, const Candidates& all, const Wanted& wanted, const Loads& loads,
                                    std::uint64_t seed) {
  std::string full;
  for (auto next = all.there.begin(); next != all.there.end();) {
    if (among == Among::group && !is_of_group(next->rank)) return std::nullopt;
    const auto end = std::find_if(next, all.there.end(), [&](const Candidate& c) { return c.rank != next->rank; });
    std::vector<const Candidate*> alike;
    for (; next != end; ++next) {
      const Load& load = load_of(*next->officer, loads);
      if (has_room(*next->officer, load)) {
        alike.push_back(&*next);
      } else {
        full += fmt::format("{}{}已满 {}", full.empty() ? "" : ", ", next->officer->name,
                            in_hand(*next->officer, load.open));
      }
    }
    if (alike.empty()) continue;
    const auto order = standings(wanted, alike, loads, seed);
    const Candidate& chosen = *order.front().candidate;
    return Choice{chosen.officer->id, because_chosen(wanted, all, chosen, load_of(*chosen.officer, loads).open, full,
                                                     what_decided(order, seed))};
  }
  return std::nullopt;
}

}  // namespace

Choice choose(const Wanted& wanted, const Loads& loads, const Situation& situation) {
  const auto group = candidates_for(wanted, situation, Among::group);
  if (auto choice = choose_within(Among::group, group, wanted, loads, situation.seed)) return *std::move(choice);
  const auto all = candidates_for(wanted, situation);
  if (auto choice = choose_within(Among::all, all, wanted, loads, situation.seed)) return *std::move(choice);
  return {{}, because_nobody(all, loads)};
}

}  // namespace zhuqi
