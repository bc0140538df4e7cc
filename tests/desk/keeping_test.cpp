// Keeping a database: backups and what is restored from them, files that are none, ticks that come too early, and what
// a publication is told.
#include <fstream>

#include <SQLiteCpp/Database.h>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class Keeping : public SmallTown {
 protected:
  std::string file(const char* name) const { return path() + name; }

  static Code restoring(const std::string& from, const std::string& to, const std::string& head = {}) {
    try {
      ServiceDesk::restore(from, to, head);
      return Code::ok;
    } catch (const Refused& refused) {
      EXPECT_FALSE(std::filesystem::exists(to + ".partial"));
      return refused.code();
    }
  }
};

TEST_F(Keeping, ABackupIsRestoredAndGoesOn) {
  register_need("想要贷款");
  desk->backup(file(".copy"));
  const auto head = desk->head_document();
  register_need("退税卡住了");
  desk.reset();
  ASSERT_EQ(restoring(file(".copy"), file(".again"), head), Code::ok);
  DeskOptions options;
  options.create = false;
  options.clock = [this] { return now; };
  desk = std::make_unique<ServiceDesk>(ServiceDesk::open(file(".again"), options));
  EXPECT_EQ(desk->head_document(), head);
  EXPECT_EQ(register_need("退税卡住了", "anew").need.str(), "N-000002");
  EXPECT_TRUE(desk->verify(head).empty());
}

TEST_F(Keeping, ABackupThatIsCutIsFoundByAHeadAndNotWithoutOne) {
  register_need("想要贷款");
  desk->backup(file(".old"));
  register_need("退税卡住了");
  EXPECT_EQ(restoring(file(".old"), file(".a"), desk->head_document()), Code::invalid_document);
  EXPECT_FALSE(std::filesystem::exists(file(".a")));
  EXPECT_EQ(restoring(file(".old"), file(".a")), Code::ok);
}

TEST_F(Keeping, ABackupThatWasChangedIsNotRestored) {
  register_need("想要贷款");
  desk->backup(file(".copy"));
  {
    SQLite::Database copy(file(".copy"), SQLite::OPEN_READWRITE);
    copy.exec("UPDATE cases SET lead = 'k-ip'");
  }
  EXPECT_EQ(restoring(file(".copy"), file(".a")), Code::invalid_document);
  EXPECT_FALSE(std::filesystem::exists(file(".a")));
}

TEST_F(Keeping, RestoringOverwritesNothingAndTakesNoForeignFile) {
  desk->backup(file(".copy"));
  EXPECT_EQ(restoring(file(".copy"), path()), Code::already_exists);
  EXPECT_EQ(restoring(file(".none"), file(".a")), Code::not_found);
  std::ofstream(file(".text")) << "not a database, but long enough to look like one at first sight";
  EXPECT_EQ(restoring(file(".text"), file(".a")), Code::foreign);
  EXPECT_FALSE(std::filesystem::exists(file(".a")));
}

TEST_F(Keeping, AnEmptyFileIsNoDatabaseUnlessOneIsToBeMade) {
  std::ofstream(file(".empty")).flush();
  DeskOptions options;
  options.create = false;
  try {
    ServiceDesk::open(file(".empty"), options);
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::foreign);
  }
  EXPECT_EQ(std::filesystem::file_size(file(".empty")), 0u);
  EXPECT_THROW(ServiceDesk::open(file(".none"), options), Refused);
  EXPECT_FALSE(std::filesystem::exists(file(".none")));
}

TEST_F(Keeping, ATickIntoTheFutureIsRefused) {
  register_need("想要贷款");
  EXPECT_THROW(desk->tick(now + std::chrono::hours(24 * 30)), Refused);
  EXPECT_TRUE(desk->tick(now + std::chrono::minutes(5)).empty());
}

TEST_F(Keeping, WhatIsNotInForceYetSaysSinceWhenItIs) {
  Need need;
  need.enterprise = acme;
  need.text = "想要贷款";
  Envelope early = envelope(Actor::host());
  early.at = now - std::chrono::hours(1);
  try {
    desk->apply(RegisterNeed{need}, early);
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::illegal_state);
    EXPECT_NE(std::string(refused.what()).find("2026-03-02T01:00:00Z"), std::string::npos) << refused.what();
    EXPECT_NE(std::string(refused.what()).find("--at"), std::string::npos);
  }
}

TEST_F(Keeping, WarningsOfAnOrganisationAreTold) {
  std::string organisation = small_organisation;
  const std::string post = R"(, "building": "g5")";
  organisation.erase(organisation.find(post), post.size());
  const Publication publication{"organisation", "", organisation, "organisation.json", {}};
  const auto receipt = desk->publish(publication, envelope(Actor::host(), "organisation"));
  ASSERT_FALSE(receipt.warnings.empty());
  EXPECT_NE(receipt.warnings.front().find("warning"), std::string::npos) << receipt.warnings.front();
  EXPECT_EQ(desk->publish(publication, envelope(Actor::host(), "organisation")).warnings, receipt.warnings);
}

TEST_F(Keeping, AMisspeltStageOfAnSlaTableIsTold) {
  const char* table = "hit policy,FIRST,,,\nid,then policy,then sign,then resolve,then contakt\nS1,七日,2wh,7wd,1wd\n";
  const auto receipt = desk->publish({"sla", "", table, "sla.csv", {}}, envelope(Actor::host(), "misspelt"));
  ASSERT_EQ(receipt.warnings.size(), 1u);
  EXPECT_NE(receipt.warnings.front().find("contakt"), std::string::npos) << receipt.warnings.front();
}

TEST_F(Keeping, AllEntriesOfAnOrganisationThatCannotBeReadAreTold) {
  const Publication publication{"organisation",
                                "",
                                R"({
    "departments": [{"id": "a", "name": "甲", "function": "综合服务", "region": 530000},
                    {"id": "b", "name": "乙", "function": "税务", "region": "530000", "boss": "a"}],
    "officers": [{"id": "o", "name": "专员", "role": "chief", "department": "a"}]})",
                                "organisation.json",
                                {}};
  try {
    desk->publish(publication, envelope(Actor::host()));
    FAIL();
  } catch (const InvalidDocument& found) {
    const std::string all = found.what();
    EXPECT_EQ(found.findings().size(), 3u) << all;
    for (const char* place : {"departments[0].region", "departments[1].boss", "officers[0].role"})
      EXPECT_NE(all.find(place), std::string::npos) << all;
  }
}

}  // namespace
}  // namespace zhuqi
