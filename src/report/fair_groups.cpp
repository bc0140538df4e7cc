// Which groups fairness looks at, and their differences.
#include "report/figures.hpp"

namespace zhuqi {

namespace {

using Membership = std::optional<bool> Belonging::*;

struct Known {
  const char* name;
  Membership of;
  Phrase title;
  Phrase definition;
};

std::vector<Known> known_groups() {
  return {{"small",
           &Belonging::small,
           {"小微企业", "Small and micro"},
           {"按登记需求当日施行的规模划型标准和当时的数据为小型或微型",
            "small or micro by the size standard in force, and the facts known, on the day the need was registered"}},
          {"private",
           &Belonging::private_,
           {"民营企业", "Private"},
           {"企业标签含“民营”;标签既无“民营”也无“国有”“外资”“集体”的视为不明",
            "tagged 民营; unknown if tagged neither 民营 nor 国有, 外资 or 集体"}},
          {"remote", &Belonging::remote, {"偏远地区企业", "Remote"}, {"企业标签含“偏远”", "tagged 偏远"}},
          {"remote_micro",
           &Belonging::remote_micro,
           {"偏远地区微型企业", "Remote and micro"},
           {"标签含“偏远”且为微型", "tagged 偏远, and micro"}}};
}

class Counter {
 public:
  Counter(const Known& known, const ReportContext& context) : of_(known.of), context_(context) {
    group_.name = known.name;
    group_.title = known.title;
    group_.definition = known.definition;
  }

  void add(const NeedRecord& need, const Belonging& belonging) {
    const auto inside = belonging.*of_;
    if (!inside) {
      ++group_.unknown;
      return;
    }
    group_.needs += *inside ? 1 : 0;
    add_wait(need, *inside);
    add_answer(need, *inside);
  }

  FairGroup finish() {
    group_.wait_inside = durations_of(std::move(inside_));
    group_.wait_outside = durations_of(std::move(outside_));
    group_.wait_hours = mean_difference(waits_);
    group_.solved_share = share_difference(answers_);
    return std::move(group_);
  }

 private:
  void add_wait(const NeedRecord& need, bool inside) {
    if (!need.first_resolved) return;
    const auto worked = worked_between(context_.calendar, need.registered, *need.first_resolved);
    if (!worked) return;
    (inside ? inside_ : outside_).push_back(*worked);
    waits_.push_back(
        {need.service_item.str(), inside, std::chrono::duration<double, std::ratio<3600>>(*worked).count()});
  }

  void add_answer(const NeedRecord& need, bool inside) {
    if (!need.asked || need.stage == Stage::resolved) return;
    const bool solved = need.is_confirmed();
    ++(inside ? group_.answered_inside : group_.answered_outside);
    (inside ? group_.solved_inside : group_.solved_outside) += solved ? 1 : 0;
    answers_.push_back({need.service_item.str(), inside, solved ? 1.0 : 0.0});
  }

  Membership of_;
  const ReportContext& context_;
  FairGroup group_;
  std::vector<Instant::duration> inside_, outside_;
  std::vector<FairCase> waits_, answers_;
};

}  // namespace

void judge_fairness(const Needs& needs, const EnterpriseBook& enterprises, const ReportContext& context,
                    Report& report) {
  std::vector<Belonging> belongings;
  for (const auto* need : needs)
    belongings.push_back(enterprises.belonging(need->enterprise, need->registered, context));
  for (const auto& known : known_groups()) {
    Counter counter(known, context);
    for (std::size_t i = 0; i < needs.size(); ++i) counter.add(*needs[i], belongings[i]);
    report.fairness.push_back(counter.finish());
  }
}

}  // namespace zhuqi
