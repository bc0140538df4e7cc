// Officials at work, many at once: each registers needs, acts on needs that it knows, asks, and tries again what it did
// before. Every receipt is acknowledged; a refusal must be one that the desk's pages speak of.
#pragma once

#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <zhuqi/desk/desk.hpp>

namespace zhuqi::crowd {

using Acknowledge = std::function<void(const std::string& key, std::int64_t first)>;

// What may be refused when several act at once: the need moved on, is not theirs, or another's clock was ahead.
inline bool is_documented(Code code) {
  return code == Code::illegal_state || code == Code::not_allowed || code == Code::not_found ||
         code == Code::out_of_order || code == Code::busy;
}

class Official {
 public:
  Official(ServiceDesk& desk, std::string prefix, unsigned seed, Acknowledge acknowledge)
      : desk_(desk), prefix_(std::move(prefix)), chance_(seed), acknowledge_(std::move(acknowledge)) {}

  // Works until the deadline. Throws std::logic_error at a refusal that is none of the documented, or at another
  // receipt for the same command.
  void work_until(std::chrono::steady_clock::time_point deadline) {
    while (std::chrono::steady_clock::now() < deadline) step();
  }

  std::int64_t registered() const { return registered_; }
  std::int64_t refused() const { return refused_; }

 private:
  struct Done {
    Command command;
    Envelope envelope;
    std::int64_t first;
  };

  void step() {
    switch (chance_() % 8) {
      case 0:
      case 1:
        return register_need();
      case 2:
        return again();
      case 3:
        return ask();
      default:
        return act();
    }
  }

  void register_need() {
    Need need;
    need.enterprise = EnterpriseId(chance_() % 2 ? "91530102MA6000016F" : "91530102MA6000024A");
    need.text = chance_() % 2 ? "想要贷款" : "退税卡住了";
    const auto receipt = apply(RegisterNeed{need}, Actor::host());
    if (!receipt) return;
    ++registered_;
    known_.push_back(receipt->need);
  }

  void act() {
    // Mostly own needs, sometimes whatever others registered.
    const NeedId need = !known_.empty() && chance_() % 4 ? known_[chance_() % known_.size()]
                                                         : NeedId("N-00000" + std::to_string(1 + chance_() % 9));
    const auto officer = [&] { return Actor::officer(OfficerId(chance_() % 2 ? "h-finance" : "h-tax")); };
    switch (chance_() % 6) {
      case 0:
        apply(CaseCommand(Sign{need}), officer());
        break;
      case 1:
        apply(CaseCommand(Start{need, "开始办理"}), officer());
        break;
      case 2:
        apply(CaseCommand(Return{need, "不属我单位职责", DepartmentId("k-ip")}), officer());
        break;
      case 3:
        apply(CaseCommand(Dispatch{need, DepartmentId("k-tax"), {}, "协调确定"}), Actor::officer(OfficerId("admin")));
        break;
      case 4:
        apply(CaseCommand(Resolve{need, "已办理", {}}), officer());
        break;
      default:
        apply(CaseCommand(zhuqi::Comment{need, "请尽快"}), Actor::host());
    }
  }

  void again() {
    if (done_.empty()) return;
    const Done& done = done_[chance_() % done_.size()];
    try {
      if (desk_.apply(done.command, done.envelope).first != done.first)
        throw std::logic_error("a repeat gave another receipt: " + done.envelope.key);
    } catch (const Refused& refused) {
      if (refused.code() != Code::busy) throw std::logic_error(std::string("a repeat was refused: ") + refused.what());
    }
  }

  void ask() {
    NeedQuery query;
    query.open_only = true;
    query.limit = 20;
    desk_.needs(query, Actor::officer(OfficerId("h-finance")));
    if (!known_.empty()) desk_.need(known_.back(), Actor::host());
  }

  std::optional<Receipt> apply(const Command& command, const Actor& actor) {
    Envelope envelope{actor, "crowd", prefix_ + std::to_string(++keys_), system_now(), false};
    try {
      auto receipt = desk_.apply(command, envelope);
      acknowledge_(envelope.key, receipt.first);
      if (done_.size() < 1'000) done_.push_back({command, envelope, receipt.first});
      return receipt;
    } catch (const Refused& refused) {
      if (!is_documented(refused.code()))
        throw std::logic_error(std::string(name(refused.code())) + ": " + refused.what());
      ++refused_;
      return std::nullopt;
    }
  }

  ServiceDesk& desk_;
  std::string prefix_;
  std::mt19937 chance_;
  Acknowledge acknowledge_;
  std::vector<NeedId> known_;
  std::vector<Done> done_;
  std::int64_t keys_ = 0, registered_ = 0, refused_ = 0;
};

}  // namespace zhuqi::crowd
