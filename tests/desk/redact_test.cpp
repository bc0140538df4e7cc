// The contact of an enterprise is redacted: no byte of it is left, and nobody else loses theirs.
#include <fstream>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class RedactContact : public SmallTown {
 protected:
  bool stands_in_files(const std::string& text) const {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      std::ifstream file(path() + ending, std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
      if (bytes.find(text) != std::string::npos) return true;
    }
    return false;
  }
  void tell(const EnterpriseId& id, const char* name, const char* phone) {
    Enterprise enterprise = desk->enterprise(id, Actor::host()).enterprise;
    enterprise.contact_name = name;
    enterprise.contact_phone = phone;
    apply(Actor::host(), RegisterEnterprise{enterprise});
  }
  void import(const std::string& lines) {
    std::istringstream in(lines);
    EnterpriseImportOptions options;
    options.file = "e.jsonl";
    options.actor = Actor::host();
    ASSERT_EQ(desk->import_enterprises(in, options).bad, 0);
  }
  std::string phone_of(const EnterpriseId& id) { return desk->enterprise(id, Actor::host()).enterprise.contact_phone; }
};

TEST_F(RedactContact, OfEveryVersionNoByteIsLeftAndTheChainIsWhole) {
  tell(acme, "机密的王某", "13911112222");
  tell(acme, "机密的李某", "13933334444");
  ASSERT_TRUE(stands_in_files("机密的王某"));
  const auto head = desk->head_document();
  apply(Actor::officer(OfficerId("admin")), RedactEnterprise{acme, "本人申请"});
  for (const char* secret : {"机密的王某", "机密的李某", "13911112222", "13933334444"})
    EXPECT_FALSE(stands_in_files(secret)) << secret;
  EXPECT_TRUE(desk->verify(head).empty()) << "the chain goes on from where it was";
  EXPECT_TRUE(desk->verify().empty());
  EXPECT_EQ(phone_of(acme), "");
  EXPECT_EQ(desk->enterprise(acme, Actor::host()).history.size(), 3u);
  EXPECT_EQ(phone_of(other), "13800000000") << "the other's is untouched";
}

TEST_F(RedactContact, WhoWasImportedWithItKeepsTheirs) {
  import(R"({"id":"91530102MA6000016F","name":"滇池精工","region":"530102","contact_phone":"13911112222"})"
         "\n"
         R"({"id":"91530102MA6000024A","name":"洱海机电","region":"530102","contact_phone":"13955556666","staff":7})"
         "\n"
         R"({"id":"91530102MA60000400","name":"盘龙电子","region":"530102"})");
  apply(Actor::host(), RedactEnterprise{acme, "本人申请"});
  EXPECT_FALSE(stands_in_files("13911112222"));
  EXPECT_EQ(phone_of(acme), "");
  EXPECT_EQ(phone_of(other), "13955556666");
  const auto view = desk->enterprise(other, Actor::host());
  EXPECT_EQ(view.enterprise.staff, 7);
  ASSERT_EQ(view.history.size(), 3u) << "registered, imported, told anew";
  EXPECT_EQ(view.history[1].enterprise.contact_phone, "") << "it stood in the same payload";
  EXPECT_EQ(desk->enterprise(EnterpriseId("91530102MA60000400"), Actor::host()).history.size(), 1u)
      << "nothing to tell anew";
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(RedactContact, ADatabaseOpenedAnewKnowsNothingOfIt) {
  tell(acme, "机密的王某", "13911112222");
  apply(Actor::host(), RedactEnterprise{acme, "本人申请"});
  desk.reset();
  desk = std::make_unique<ServiceDesk>(open());
  EXPECT_EQ(phone_of(acme), "");
  EXPECT_TRUE(desk->verify().empty());
  tell(acme, "新联系人", "13977778888");
  EXPECT_EQ(phone_of(acme), "13977778888");
}

TEST_F(RedactContact, ItIsRefusedBeforeWhatWasToldLast) {
  tell(acme, "王某", "139");
  now -= std::chrono::hours(1);
  EXPECT_EQ(refusal(Actor::host(), RedactEnterprise{acme, "本人申请"}), Code::out_of_order);
}

TEST_F(RedactContact, OnlyWhoMayOnlyWithAReasonOnlyIfThereIsOne) {
  EXPECT_EQ(refusal(Actor::officer(OfficerId("g1")), RedactEnterprise{acme, "本人申请"}), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::host(), RedactEnterprise{acme, ""}), Code::invalid_argument);
  EXPECT_EQ(refusal(Actor::host(), RedactEnterprise{EnterpriseId("91530102MA60000400"), "x"}), Code::not_found);
  apply(Actor::host(), RedactEnterprise{acme, "本人申请"});
  EXPECT_EQ(refusal(Actor::host(), RedactEnterprise{acme, "再来"}), Code::illegal_state);
}

}  // namespace
}  // namespace zhuqi
