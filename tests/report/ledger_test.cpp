// Reports of a database: more than one batch of events, names from the published documents, the document form.
#include <filesystem>
#include <unistd.h>

#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

namespace fs = std::filesystem;

class ReportOfADatabase : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("zhuqi-report-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()) + "-" +
               std::to_string(::getpid()));
    fs::create_directories(folder_);
    ledger = open_sqlite(path());
  }
  void TearDown() override {
    ledger.reset();
    fs::remove_all(folder_);
  }

  fs::path path() const { return folder_ / "park.db"; }

  void append(const Story& story) {
    ledger->transaction([&](Transaction& transaction) {
      std::vector<NewEvent> events;
      for (const auto& e : story.events) {
        NewEvent event;
        event.stream = e.stream;
        event.kind = e.kind;
        event.at = e.at;
        event.data = e.data;
        event.personal = e.personal;
        events.push_back(std::move(event));
      }
      transaction.append(std::move(events), {.actor = "host", .system = {}, .key = {}}, day(40));
    });
  }
  void publish(const char* kind, const std::string& content, Instant effective) {
    const auto hash = ledger->transaction([&](Transaction& t) { return t.put_content(content); });
    Story story;
    story.add(std::string("published/") + kind, "published",
              {{"kind", kind}, {"hash", hash}, {"effective", to_string(effective)}}, effective);
    append(story);
  }

  std::unique_ptr<Ledger> ledger;

 private:
  fs::path folder_;
};

std::string organisation(const char* tax) {
  return std::string(R"({"departments":[{"function":"税务","id":"tax","name":")") + tax +
         R"(","region":"530100"}],"groups":[],"officers":[]})";
}

TEST_F(ReportOfADatabase, EmptyLedger) {
  const auto report = make_report(path(), day(1));
  EXPECT_EQ(report.found, 0);
  EXPECT_EQ(report.ledger_seq, 0);
  EXPECT_TRUE(report.departments.empty());
  EXPECT_TRUE(report.oldest.empty());
  for (const auto& figure : report.rates) EXPECT_EQ(figure.denominator, 0);
  EXPECT_EQ(report.visits, VisitFigures{});
}

TEST_F(ReportOfADatabase, ManyBatchesAreTheSameAsOneFold) {
  Story story;
  for (int i = 0; i < 1200; ++i) {
    const auto id = "N" + std::to_string(i);
    story.registered(id, day(0), i % 3 == 0 ? "融资对接" : "");
    story.dispatched(id, i % 2 == 0 ? "tax" : "finance", day(0));
  }
  append(story);
  EXPECT_EQ(make_report(*ledger, day(9)), story.report(day(9)));
}

TEST_F(ReportOfADatabase, NamesAreThoseInForceThen) {
  publish("organisation", organisation("昆明市税务局"), day(0));
  publish("organisation", organisation("昆明市税务总局"), day(5));
  publish("services", "id,name,description\nfinance,融资对接,贷款与担保\n", day(0));
  Story story;
  story.registered("N1", day(0), "finance");
  story.dispatched("N1", "tax", day(0));
  append(story);
  const auto before = make_report(*ledger, day(3));
  EXPECT_EQ(row(before.departments, "tax").name, "昆明市税务局");
  EXPECT_EQ(row(before.service_items, "finance").name, "融资对接");
  EXPECT_EQ(before.oldest.at(0).lead_name, "昆明市税务局");
  EXPECT_EQ(row(make_report(*ledger, day(6)).departments, "tax").name, "昆明市税务总局");
}

TEST_F(ReportOfADatabase, TheDocumentForm) {
  Story story;
  story.registered("N1", day(0));
  story.registered("N2", day(2));
  append(story);
  ReportQuery later;
  later.from = day(1);
  EXPECT_EQ(report_document(path(), R"({"as_of":"2026-03-12T00:00:00Z","from":"2026-03-03T00:00:00Z"})"),
            to_json_text(make_report(path(), day(10), later)));
  const auto refusal = [&](const char* query) {
    try {
      report_document(*ledger, query);
      return std::pair(Code::ok, std::string());
    } catch (const Refused& refused) {
      return std::pair(refused.code(), refused.where());
    }
  };
  EXPECT_EQ(refusal("{}"), std::pair(Code::invalid_argument, std::string("as_of")));
  EXPECT_EQ(refusal(R"({"as_of":"2026-03-12"})"), std::pair(Code::invalid_argument, std::string("as_of")));
  EXPECT_EQ(refusal(R"({"as_of":"2026-03-12T00:00:00Z","county":"1"})"),
            std::pair(Code::invalid_argument, std::string("county")));
  EXPECT_EQ(refusal("[").first, Code::invalid_document);
}

TEST_F(ReportOfADatabase, ADatabaseThatDoesNotExistIsNotCreated) {
  const auto nowhere = path().parent_path() / "nowhere.db";
  EXPECT_THROW(make_report(nowhere, day(0)), Refused);
  EXPECT_FALSE(fs::exists(nowhere));
}

}  // namespace
}  // namespace zhuqi
