// A desk in a small town: two levels of departments, one service group, one enterprise, a routing table of four rows.
// Time is in the test's hand.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include <zhuqi/desk/desk.hpp>

namespace zhuqi {

inline constexpr const char* small_organisation = R"({
  "departments": [
    {"id": "p-general", "name": "云南省企业服务中心", "function": "综合服务", "region": "530000"},
    {"id": "p-tax", "name": "云南省税务局", "function": "税务", "region": "530000", "parent": "p-general"},
    {"id": "k-tax", "name": "昆明市税务局", "function": "税务", "region": "530100", "parent": "p-tax"},
    {"id": "k-finance", "name": "昆明市金融办", "function": "金融", "region": "530100", "parent": "p-general"},
    {"id": "k-ip", "name": "昆明市知识产权局", "function": "知识产权", "region": "530100", "parent": "p-general"}],
  "officers": [
    {"id": "admin", "name": "管理员", "role": "administrator", "department": "p-general"},
    {"id": "g1", "name": "综合专员01", "role": "general", "department": "p-general"},
    {"id": "g2", "name": "市监专员01", "role": "market_regulation", "department": "p-general"},
    {"id": "g3", "name": "税务专员01", "role": "tax", "department": "k-tax"},
    {"id": "g4", "name": "招商专员01", "role": "investment", "department": "p-general"},
    {"id": "g5", "name": "楼宇专员01", "role": "building", "department": "p-general"},
    {"id": "h-tax", "name": "税务承办01", "role": "handler", "department": "k-tax"},
    {"id": "h-finance", "name": "金融承办01", "role": "handler", "department": "k-finance"},
    {"id": "h-ip", "name": "知识产权承办01", "role": "handler", "department": "k-ip"},
    {"id": "s-tax", "name": "税务督办01", "role": "supervisor", "department": "p-tax"}],
  "groups": [{"id": "G1", "name": "昆明一组", "region": "530100", "members": {"general": "g1",
    "market_regulation": "g2", "tax": "g3", "investment": "g4", "building": "g5"}}]})";

inline constexpr const char* small_routing =
    "hit policy,FIRST,,,,\n"
    "id,if text: keywords,then lead,then supporting,then role,then urgency\n"
    "R1,退税 & 卡住,税务,,tax,high\n"
    "R2,\"贷款,授信\",金融,知识产权,general,normal\n"
    "R9,-,综合服务,,general,normal\n";

inline constexpr const char* small_sla =
    "hit policy,FIRST,,,,\n"
    "id,if urgency,then policy,then sign,then resolve,then ladder\n"
    "S1,high,加急,2wh,3wd,-1wd warn officer; 1wd escalate supervisor\n"
    "S9,-,七日,2wh,7wd,-1wd warn officer; 1wd escalate supervisor\n";

inline const EnterpriseId acme("91530102MA6000016F");
inline const EnterpriseId other("91530102MA6000024A");

class SmallTown : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("zhuqi-desk-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + "-" +
               std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    desk = std::make_unique<ServiceDesk>(open());
    publish("organisation", small_organisation);
    publish("calendar", "cn");
    publish("sla", small_sla, "sla.csv");
    publish("routing", small_routing, "routing.csv");
    for (const auto& id : {acme, other}) {
      Enterprise enterprise;
      enterprise.id = id;
      enterprise.name = id == acme ? "滇池精工" : "洱海机电";
      enterprise.region = "530102";
      enterprise.contact_phone = "13800000000";
      apply(Actor::host(), RegisterEnterprise{enterprise});
    }
  }
  void TearDown() override {
    desk.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string path() const { return (folder_ / "park.db").string(); }
  ServiceDesk open() {
    DeskOptions options;
    options.clock = [this] { return now; };
    return ServiceDesk::open(path(), options);
  }

  Envelope envelope(const Actor& actor, std::string key = {}) {
    return {actor, "test", key.empty() ? "k" + std::to_string(++keys_) : key, now, false};
  }
  void publish(const char* kind, std::string content, std::string file = {}) {
    desk->publish({kind, "", std::move(content), file.empty() ? std::string(kind) + ".json" : file, {}},
                  envelope(Actor::host()));
  }
  Receipt apply(const Actor& actor, const Command& command, std::string key = {}) {
    return desk->apply(command, envelope(actor, std::move(key)));
  }
  Receipt register_need(const char* text, std::string key = {}) {
    Need need;
    need.enterprise = acme;
    need.text = text;
    need.channel = "portal";
    return apply(Actor::enterprise(acme), RegisterNeed{need}, std::move(key));
  }
  Code refusal(const Actor& actor, const Command& command, std::string key = {}) {
    const auto before = desk->head_document();
    try {
      apply(actor, command, std::move(key));
      return Code::ok;
    } catch (const Refused& refused) {
      EXPECT_EQ(desk->head_document(), before) << "a refused command changes nothing";
      return refused.code();
    }
  }
  void pass(std::chrono::minutes time) { now += time; }
  void set(const char* local) { now = parse_instant(std::string(local) + ":00+08:00"); }

  static Actor officer(const char* id) { return Actor::officer(OfficerId(id)); }

  Instant now = parse_instant("2026-03-02T09:00:00+08:00");  // a Monday
  std::unique_ptr<ServiceDesk> desk;

 private:
  std::filesystem::path folder_;
  int keys_ = 0;
};

}  // namespace zhuqi
