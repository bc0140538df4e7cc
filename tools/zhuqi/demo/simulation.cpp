#include "demo/simulation.hpp"

#include <map>
#include <queue>

#include <fmt/format.h>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi::demo {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// How people behave, in hundredths. Chosen so that every path of a need's life is walked in ninety days.
constexpr int returns_wrongly_sent = 9;  // of first dispatches
constexpr int slow_department = 12;      // departments that take their time
constexpr int signs_late = 8;
constexpr int never_finishes = 6;  // needs that are still at work when the days end
constexpr int disputes = 9;
constexpr int never_answers = 8;  // enterprises that neither confirm nor dispute
constexpr int votes = 80;         // of those who confirm
constexpr int declined = 3;       // never taken up
constexpr int comes_back = 30;    // of those given back: given back again, until somebody rules
constexpr int withdrawn = 2;
constexpr int contacted = 70;
constexpr int not_possible = 6;
constexpr int promised = 7;
constexpr int keeps_promise = 75;
constexpr int effect_lasts = 90;

class Simulation {
 public:
  Simulation(ServiceDesk& desk, const Province& province, Random& random, VirtualClock& clock,
             const SimulationOptions& options)
      : desk_(desk), province_(province), random_(random), clock_(clock), options_(options) {
    for (const auto& officer : province.organisation.officers)
      if (officer.role == Role::handler) handlers_.emplace(officer.department, officer.id);
  }

  void run() {
    publish_all();
    register_enterprises();
    plan_visits();
    plan_ticks();
    while (!agenda_.empty() && agenda_.top().at <= end()) {
      const auto item = agenda_.top();
      agenda_.pop();
      clock_.now = std::max(clock_.now, item.at);
      item.run();
    }
    clock_.now = end();
    desk_.tick(clock_.now);
  }

 private:
  // Something that will happen; `order` decides between two at one instant.
  struct Item {
    Instant at;
    std::int64_t order;
    std::function<void()> run;
    bool operator<(const Item& other) const { return std::pair(at, order) > std::pair(other.at, other.order); }
  };

  Instant end() const { return first_morning() + days(options_.days); }

  void at(Instant when, std::function<void()> run) { agenda_.push({when, order_++, std::move(run)}); }

  // So much working time from now on.
  void after(std::int64_t working_minutes, std::function<void()> run) {
    at(Calendar::china().add(clock_.now, minutes(working_minutes)), std::move(run));
  }

  Envelope envelope(const Actor& actor) { return {actor, "demo", fmt::format("demo-{}", ++keys_), clock_.now, false}; }

  void acknowledged(const Receipt& receipt) {
    if (options_.progress) options_.progress(receipt.last, ++done_, planned());
  }

  // About seven commands for each need, one for each enterprise and each visit.
  int planned() const { return 2 * static_cast<int>(province_.enterprises.size()) + 7 * options_.needs; }

  Receipt apply(const Actor& actor, const Command& command) {
    const auto receipt = desk_.apply(command, envelope(actor));
    acknowledged(receipt);
    return receipt;
  }

  void publish(const char* kind, std::string_view content, std::string file) {
    acknowledged(desk_.publish({kind, "", std::string(content), std::move(file), {}}, envelope(Actor::host())));
  }

  void publish_all() {
    publish("organisation", to_json_text(province_.organisation), "organisation.json");
    publish("calendar", "cn", "cn.json");
    publish("services", service_list(), "services.csv");
    publish("size", size_table(), "size-2011.csv");
    publish("sla", sla_table(), "sla.csv");
    publish("routing", routing_table(), "routing.csv");
    for (const auto& policy : policies()) publish("policy", policy, "policy.json");
  }

  void register_enterprises() {
    for (const auto& enterprise : province_.enterprises) apply(Actor::host(), RegisterEnterprise{enterprise});
  }

  // Every enterprise is visited once in the first 75 days, in working hours; some visits find a need.
  void plan_visits() {
    std::vector<char> finds(province_.enterprises.size(), 0);
    for (std::size_t i = 0; i < static_cast<std::size_t>(options_.needs) && i < finds.size(); ++i) finds[i] = 1;
    random_.shuffle(finds);
    for (std::size_t i = 0; i < finds.size(); ++i) {
      const auto day = first_morning() + days(random_.between(0, options_.days - 16));
      at(Calendar::china().next_open(day + minutes(random_.between(60, 520))),
         [this, i, found = finds[i] != 0] { visit(province_.enterprises[i], found); });
    }
  }

  void plan_ticks() {
    for (int day = 0; day < options_.days; ++day) at(first_morning() + days(day), [this] { desk_.tick(clock_.now); });
  }

  const ServiceGroup& group_of(const Enterprise& enterprise) const {
    for (const auto& group : province_.organisation.groups)
      if (group.id == enterprise.group) return group;
    return province_.organisation.groups.front();
  }

  void visit(const Enterprise& enterprise, bool finds_need) {
    static constexpr const char* purposes[] = {"入企走访", "政策宣讲", "需求摸底"};
    const auto& officer = group_of(enterprise).members.at("general");
    RecordVisit command;
    command.visit = {enterprise.id, officer, purposes[random_.below(3)], ""};
    if (finds_need) {
      const auto& wording = random_.pick(province_.wordings);
      Need need;
      need.enterprise = enterprise.id;
      need.text = wording.text;
      need.service_item = wording.service_item;
      command.needs.push_back(std::move(need));
    }
    const auto receipt = apply(Actor::officer(officer), command);
    if (!finds_need) return;
    items_.emplace(receipt.need, command.needs.front().service_item);
    begin(enterprise, receipt);
  }

  Actor handler(const DepartmentId& department) const { return Actor::officer(handlers_.at(department)); }

  bool is_slow(const DepartmentId& department) const { return fnv(department.str()) % 100 < slow_department; }

  static std::uint64_t fnv(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  }

  Actor companion(const Enterprise& enterprise) const {
    return Actor::officer(group_of(enterprise).members.at("general"));
  }

  void begin(const Enterprise& enterprise, const Receipt& receipt) {
    if (random_.percent(declined)) {
      after(random_.between(60, 300), [=, this] {
        apply(admin(), Decline{receipt.need, "诉求属于企业间合同纠纷,建议依法诉讼"});
      });
      return;
    }
    if (random_.percent(returns_wrongly_sent) && !receipt.supporting.empty()) {
      after(random_.between(20, 100), [=, this] { give_back(enterprise, receipt); });
      return;
    }
    sign(enterprise, receipt.need, receipt.lead);
  }

  static Actor admin() { return Actor::officer(OfficerId("admin")); }

  void give_back(const Enterprise& enterprise, const Receipt& receipt) {
    const DepartmentId suggested = receipt.supporting.front();
    apply(handler(receipt.lead), Return{receipt.need, "主要职责不在本部门,本部门愿意配合", suggested});
    after(random_.between(30, 300), [=, this] {
      apply(admin(), Dispatch{receipt.need, suggested, {receipt.lead}, "采纳退单意见,调整主办"});
      if (!random_.percent(comes_back)) return sign(enterprise, receipt.need, suggested);
      after(random_.between(20, 100), [=, this] {
        apply(handler(suggested), Return{receipt.need, "牵头职责在原主办部门", receipt.lead});
        after(random_.between(30, 200), [=, this] {
          apply(admin(), Rule{receipt.need, receipt.lead, "按职责分工裁定由原部门主办"});
          sign(enterprise, receipt.need, receipt.lead);
        });
      });
    });
  }

  void sign(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    const auto wait = random_.percent(signs_late) ? random_.between(200, 900) : random_.between(10, 110);
    after(wait, [=, this] {
      apply(handler(lead), Sign{need});
      if (random_.percent(withdrawn)) return withdraw(enterprise, need, lead);
      work(enterprise, need, lead);
    });
  }

  void work(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    after(random_.between(30, 400), [=, this] {
      apply(handler(lead), Start{need, "已与企业联系,正在办理"});
      if (random_.percent(contacted)) apply(handler(lead), Contact{need, {}, "企业经办人", "电话", "核实了情况"});
      resolve(enterprise, need, lead);
    });
  }

  // Called back by somebody else; if it was not of the enterprise's own will, the work goes on.
  void withdraw(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    apply(Actor::enterprise(enterprise.id), Withdraw{need, "问题已自行解决"});
    after(random_.between(200, 900), [=, this] {
      const bool own_will = random_.percent(60);
      apply(companion(enterprise), CheckWithdrawal{need, own_will, "企业负责人", "电话"});
      if (!own_will) resolve(enterprise, need, lead);
    });
  }

  // What the department says came of it.
  Resolve answer_of(const NeedId& need) {
    Resolve command{need, "已按政策办理,并与企业当面说明"};
    if (random_.percent(not_possible)) {
      command.outcome = CaseOutcome::not_possible;
      command.reason = "现行政策没有支持条款,已建议上级研究";
    } else if (random_.percent(promised)) {
      command.promised = Calendar::china().date_of(clock_.now + days(random_.between(8, 30)));
      command.outcome = CaseOutcome::promised;
    } else {
      command.effect = effect_of(items_.at(need));
    }
    return command;
  }

  std::optional<Effect> effect_of(const ServiceItemId& item) {
    if (item.str() == "finance") return Effect{"获得贷款", random_.between(20, 800) * 10, "万元"};
    if (item.str() == "talent") return Effect{"新增岗位", random_.between(2, 40), "人"};
    if (item.str() == "project" && random_.percent(50)) return Effect{"降低成本", random_.between(3, 90), "万元"};
    return std::nullopt;
  }

  void resolve(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    if (random_.percent(never_finishes)) return;
    const auto work = is_slow(lead) ? random_.between(2'000, 6'500) : random_.between(300, 2'600);
    after(work, [=, this] {
      const Resolve command = answer_of(need);
      apply(handler(lead), command);
      if (command.promised) plan_recheck(enterprise, need, lead, *command.promised);
      if (random_.percent(never_answers)) return;
      after(random_.between(60, 1'500), [=, this] {
        if (state(need).stage == Stage::resolved) answer(enterprise, need, lead);
      });
    });
  }

  void answer(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    const Actor actor = Actor::enterprise(enterprise.id);
    if (random_.percent(disputes)) {
      apply(actor, Dispute{need, "问题还没有真正解决"});
      resolve(enterprise, need, lead);
      return;
    }
    apply(actor, Confirm{need});
    if (random_.percent(votes)) {
      static constexpr int levels[] = {5, 5, 5, 5, 4, 4, 4, 3, 3, 2};
      const int level = levels[random_.below(10)];
      apply(actor, Rate{need, level, ""});
      if (level <= 2) {  // a low vote has reopened it
        resolve(enterprise, need, lead);
        return;
      }
    }
    after(random_.between(60, 900), [=, this] {
      if (state(need).stage != Stage::confirmed) return;  // reopened meanwhile
      apply(companion(enterprise), Close{need});
      at(clock_.now + days(20), [=, this] { follow_up(enterprise, need, lead); });
    });
  }

  // Once its day has come: is the promise kept? If not, the need is open again.
  void plan_recheck(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead, Date day) {
    const Instant due = Calendar::china().next_open(
                            Calendar::china().to_instant(LocalTime(std::chrono::local_days(day).time_since_epoch()))) +
                        hours(2);
    at(due, [=, this] {
      const Case now = state(need);
      if (now.promised != day || now.rechecked || !is_answered(now.stage)) return;
      const bool kept = random_.percent(keeps_promise);
      apply(companion(enterprise), Recheck{need, kept, kept ? "" : "承诺事项尚未落实"});
      if (!kept) resolve(enterprise, need, lead);
    });
  }

  void follow_up(const Enterprise& enterprise, const NeedId& need, const DepartmentId& lead) {
    if (state(need).stage != Stage::closed) return;
    if (random_.percent(effect_lasts)) {
      apply(companion(enterprise), FollowUp{need, true});
      return;
    }
    apply(companion(enterprise), FollowUp{need, false, "问题再次出现"});
    resolve(enterprise, need, lead);
  }

  Case state(const NeedId& need) const { return desk_.need(need, Actor::host()).state; }

  static bool is_answered(Stage stage) {
    return stage == Stage::resolved || stage == Stage::confirmed || stage == Stage::closed;
  }

  ServiceDesk& desk_;
  const Province& province_;
  Random& random_;
  VirtualClock& clock_;
  const SimulationOptions& options_;
  std::map<DepartmentId, OfficerId> handlers_;
  std::map<NeedId, ServiceItemId> items_;
  std::priority_queue<Item> agenda_;
  std::int64_t order_ = 0;
  int keys_ = 0;
  int done_ = 0;
};

}  // namespace

Instant first_morning() { return parse_instant("2026-01-05T08:00:00+08:00"); }

void simulate(ServiceDesk& desk, const Province& province, Random& random, VirtualClock& clock,
              const SimulationOptions& options) {
  Simulation(desk, province, random, clock, options).run();
}

}  // namespace zhuqi::demo
