// Past cases out of another system: their times and history, what is refused and where, and running it again.
#include <sstream>

#include <zhuqi/desk/import.hpp>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class Import : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    // The past is published as past, too.
    desk.reset();
    std::filesystem::remove(path());
    desk = std::make_unique<ServiceDesk>(open());
    const std::pair<const char*, std::string> documents[] = {
        {"organisation", small_organisation}, {"calendar", "cn"}, {"sla", small_sla}, {"routing", small_routing}};
    for (const auto& [kind, content] : documents) {
      Envelope early = envelope(Actor::host());
      early.at = parse_instant("2019-01-01T00:00:00+08:00");
      early.imported = true;
      const bool table = std::string(kind) == "sla" || std::string(kind) == "routing";
      desk->publish({kind, "", content, std::string(kind) + (table ? ".csv" : ".json"), {}}, early);
    }
  }

  CaseImportSummary import(const std::string& text, const char* file = "cases.csv", std::int64_t batch = 2'000) {
    std::istringstream in(text);
    CaseImportOptions options;
    options.file = file;
    options.batch = batch;
    options.bad = [&](const Finding& finding) { bad.push_back(finding); };
    bad.clear();
    return desk->import_cases(in, options);
  }

  Findings bad;
};

constexpr const char* history =
    "case,command,at,actor,id,name,region,enterprise,text,answer,level\n"
    ",register_enterprise,2019-01-01 09:00,,91530102MA6000016F,滇池精工,530102,,,,\n"
    "H-17,register_need,2019-03-04 09:00,,,,,91530102MA6000016F,\"想要贷款,急\",,\n"
    "H-17,sign,2019-03-04 10:20,officer:h-finance,,,,,,,\n"
    "H-18,register_need,2019-03-05 09:00,enterprise:91530102MA6000016F,,,,91530102MA6000016F,退税卡住了,,\n"
    "H-17,start,2019-03-05 09:00,officer:h-finance,,,,,,,\n"
    "\n"
    "H-17,resolve,2019-03-06 15:00,officer:h-finance,,,,,,已为企业办理授信,\n"
    "H-17,rate,2019-03-07 15:00,enterprise:91530102MA6000016F,,,,,,,5\n";

TEST_F(Import, KeepsTimesAndHistoryAndMarksTheEvents) {
  const auto done = import(history);
  EXPECT_TRUE(bad.empty()) << to_string(bad);
  EXPECT_EQ(done.rows, 7);
  EXPECT_EQ(done.taken, 7);
  EXPECT_EQ(done.needs, 2);
  const auto view = desk->need(NeedId("N-000001"), Actor::host());
  EXPECT_EQ(view.state.stage, Stage::resolved);
  EXPECT_EQ(view.state.lead, DepartmentId("k-finance"));
  EXPECT_EQ(view.state.registered, parse_instant("2019-03-04T09:00:00+08:00"));
  EXPECT_EQ(view.state.resolved, parse_instant("2019-03-06T15:00:00+08:00"));
  EXPECT_EQ(view.state.rating, 5);
  EXPECT_EQ(view.need.text, "想要贷款,急");
  for (const auto& event : desk->events(4, 100, Actor::host())) {
    EXPECT_TRUE(event.imported || event.actor == "clock") << event.kind;
    EXPECT_EQ(event.recorded, now);
  }
  const auto other = desk->need(NeedId("N-000002"), Actor::host());
  EXPECT_EQ(other.state.lead, DepartmentId("k-tax"));
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

// The same commands one by one, through apply: state and figures are the same.
TEST_F(Import, GivesWhatTheCommandsOneByOneGive) {
  import(history);
  const auto first = desk->need(NeedId("N-000001"), Actor::host()).state;
  const auto second = desk->need(NeedId("N-000002"), Actor::host()).state;
  SetUp();
  const auto at = [&](const char* local, Actor actor) {
    Envelope e = envelope(actor);
    e.at = parse_instant(std::string(local) + ":00+08:00");
    e.imported = true;
    return e;
  };
  Enterprise enterprise;
  enterprise.id = acme;
  enterprise.name = "滇池精工";
  enterprise.region = "530102";
  desk->apply(RegisterEnterprise{enterprise}, at("2019-01-01T09:00", Actor::host()));
  Need need;
  need.enterprise = acme;
  need.text = "想要贷款,急";
  desk->apply(RegisterNeed{need}, at("2019-03-04T09:00", Actor::host()));
  // A host may only import as itself: what others did it says for them.
  EXPECT_EQ(desk->need(NeedId("N-000001"), Actor::host()).state.officer, first.officer);
  EXPECT_EQ(desk->need(NeedId("N-000001"), Actor::host()).state.clocks.at("resolve").plan,
            first.clocks.at("resolve").plan);
  need.text = "退税卡住了";
  desk->apply(RegisterNeed{need}, at("2019-03-05T09:00", Actor::host()));
  EXPECT_EQ(desk->need(NeedId("N-000002"), Actor::host()).state, second);
}

// Whatever is remembered, read ahead and written behind: the events of an import are those of its commands, one by one.
TEST_F(Import, ItsLedgerIsThatOfTheCommandsOneByOne) {
  static constexpr const char* texts[] = {"想要贷款,急", "退税\"卡住\"了", "门口的路灯坏了"};
  const auto time = [](int i) { return parse_instant("2019-03-04T01:00:00Z") + std::chrono::minutes(37 * i); };
  const EnterpriseId ids[] = {acme, other};
  std::string rows;
  std::vector<std::pair<Command, Instant>> commands;
  const auto add = [&](std::string row, Command command, int i) {
    rows += row + R"(,"at":")" + to_string(time(i)) + "\"}\n";
    commands.emplace_back(std::move(command), time(i));
  };
  for (int i = 0; i < 200; ++i) {
    const auto& id = ids[i / 2 % 2];
    if (i == 0 || i == 2 || i % 61 == 0) {  // and again: what is known of it changes
      Enterprise enterprise;
      enterprise.id = id;
      enterprise.name = "第" + std::to_string(i);
      enterprise.region = i < 100 ? "530102" : "530000";
      enterprise.contact_phone = "13800000000";
      add(R"({"command":"register_enterprise","contact_phone":"13800000000","id":")" + id.str() + R"(","name":")" +
              enterprise.name + R"(","region":")" + enterprise.region + "\"",
          RegisterEnterprise{enterprise}, i);
    }
    Need need;
    need.enterprise = id;
    need.text = texts[i % 3] + std::to_string(i);
    need.contact_name = "王某";
    std::string text = need.text;
    for (std::size_t quote = 0; (quote = text.find('"', quote)) != std::string::npos; quote += 2)
      text.insert(quote, "\\");
    add(R"({"contact_name":"王某","case":"C)" + std::to_string(i) + R"(","enterprise":")" + id.str() + R"(","text":")" +
            text + "\"",
        RegisterNeed{need}, i);
    if (i % 7 == 3)
      add(R"({"command":"comment","case":"C)" + std::to_string(i) + R"(","text":"记")",
          CaseCommand(Comment{NeedId("N-" + std::to_string(1'000'001 + i).replace(0, 1, "")), "记"}), i);
  }
  const auto done = import(rows, "cases.jsonl", 33);
  EXPECT_TRUE(bad.empty()) << to_string(bad);
  EXPECT_EQ(done.needs, 200);
  const auto imported = desk->events(0, 1'000, Actor::host());
  EXPECT_EQ(to_string(desk->verify()), "");

  SetUp();
  for (const auto& [command, at] : commands) {
    Envelope one = envelope(Actor::host());
    one.at = at;
    one.imported = true;
    desk->apply(command, one);
  }
  const auto applied = desk->events(0, 1'000, Actor::host());
  EXPECT_EQ(to_string(desk->verify()), "");
  ASSERT_GT(imported.size(), 430u);
  ASSERT_EQ(imported.size(), applied.size());
  for (std::size_t i = 0; i < imported.size(); ++i) {
    const Event &a = imported[i], &b = applied[i];
    EXPECT_EQ(a.stream, b.stream) << i;
    EXPECT_EQ(a.version, b.version) << i;
    EXPECT_EQ(a.kind, b.kind) << i;
    EXPECT_EQ(a.at, b.at) << i;
    EXPECT_EQ(a.actor, b.actor) << i;
    EXPECT_EQ(a.data, b.data) << i;
    EXPECT_EQ(a.personal, b.personal) << i;
    EXPECT_EQ(a.versions, b.versions) << i;
    EXPECT_EQ(a.imported, b.imported) << i;
  }
}

TEST_F(Import, RunAgainItTakesNothingTwice) {
  const auto first = import(history);
  const auto head = desk->head_document();
  const auto again = import(history);
  EXPECT_EQ(again.taken, 0);
  EXPECT_EQ(again.already, first.taken);
  EXPECT_EQ(desk->head_document(), head);
  EXPECT_TRUE(bad.empty()) << to_string(bad);
}

TEST_F(Import, BadRowsAreToldAtTheirPlaceAndTheRestIsTaken) {
  const std::string rows =
      "case,command,at,actor,id,name,region,enterprise,text,level\n"
      ",register_enterprise,2019-01-01 09:00,,91530102MA6000016F,滇池精工,530102,,,\n"
      "A,register_need,2019-03-04 09:00,,,,,91530102MA6000024A,想要贷款 13912345678,\n"
      "A,sign,2019-03-04 10:00,officer:h-finance,,,,,,\n"
      "B,register_need,yesterday,,,,,91530102MA6000016F,想要贷款,\n"
      "C,register_need,2019-03-04 09:00,,,,,91530102MA6000016F,想要贷款,\n"
      "C,rate,2019-03-04 10:00,enterprise:91530102MA6000016F,,,,,,much\n"
      "C,dance,2019-03-04 10:00,,,,,,,\n"
      "C,sign,2019-03-04 08:00,officer:h-finance,,,,,,\n"
      "C,sign,2019-03-04 10:00,officer:h-tax,,,,,,\n"
      "C,sign,2019-03-04 10:00,officer:h-finance,,,,,,,,,\n"
      ",register_need,2019-03-04 09:00,,,,,91530102MA6000016F,想要贷款,\n";
  const auto done = import(rows);
  EXPECT_EQ(done.taken, 2) << "the enterprise, and C";
  EXPECT_EQ(done.bad, 9);
  ASSERT_EQ(bad.size(), 9u);
  struct Told {
    int row, column;
    const char *value, *message;
  };
  const Told told[] = {{3, 8, "91530102MA6000024A", "is not registered"},
                       {4, 1, "A", "no need was registered"},
                       {5, 3, "yesterday", "expected a time"},
                       {7, 10, "much", "whole number"},
                       {8, 2, "dance", "no command"},
                       {9, 3, "2019-03-04 08:00", "before its last event"},
                       {10, 0, "", ""},
                       {11, 0, "", "cells"},
                       {12, 1, "", "case is missing"}};
  for (std::size_t i = 0; i < bad.size(); ++i) {
    EXPECT_EQ(bad[i].file, "cases.csv");
    EXPECT_EQ(bad[i].row, told[i].row) << to_string(bad[i]);
    if (told[i].column != 0) {
      EXPECT_EQ(bad[i].column, told[i].column) << to_string(bad[i]);
    }
    if (*told[i].value != 0) {
      EXPECT_EQ(bad[i].value, told[i].value) << to_string(bad[i]);
    }
    EXPECT_NE(bad[i].message.find(told[i].message), std::string::npos) << to_string(bad[i]);
    EXPECT_EQ(to_string(bad[i]).find("139"), std::string::npos) << "what people said is not repeated";
  }
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Import, ARefusedRowLeavesNothingOfWhatFellDueBeforeIt) {
  import(history);
  const auto head = desk->head_document();
  // Long after every deadline of H-18, by nobody who may.
  const auto done = import("case,command,at,actor\nH-18,sign,2019-06-03 09:00,officer:h-finance\n");
  EXPECT_EQ(done.bad, 1);
  EXPECT_EQ(desk->head_document(), head);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(Import, JsonLinesAreTheSame) {
  const std::string lines =
      R"({"command":"register_enterprise","at":"2019-01-01T09:00:00+08:00","id":"91530102MA6000016F","name":"滇池精工","region":"530102"})"
      "\n\n"
      R"({"case":"A","at":"2019-03-04 09:00","enterprise":"91530102MA6000016F","text":"想要贷款"})"
      "\n"
      R"({"case":"A","command":"sign","at":"2019-03-04 10:00","actor":"officer:h-finance"})"
      "\n"
      R"({"case":"A","command":"start","at":"2019-03-04 11:00","actor":"officer:h-finance","colour":1})"
      "\n"
      R"({"case":"A","command":)"
      "\n"
      R"({"case":"A","command":"start","at":"2019-03-04 11:00","actor":"officer:h-finance"})";
  const auto done = import(lines, "cases.jsonl");
  EXPECT_EQ(done.rows, 6);
  EXPECT_EQ(done.taken, 4);
  ASSERT_EQ(bad.size(), 2u);
  EXPECT_EQ(bad[0].row, 5);
  EXPECT_EQ(bad[0].value, "") << "an unknown field may hold anything";
  EXPECT_EQ(bad[1].row, 6);
  EXPECT_GT(bad[1].column, 0);
  EXPECT_EQ(desk->need(NeedId("N-000001"), Actor::host()).state.stage, Stage::in_progress);
}

TEST_F(Import, AMergeNamesTheCaseThatItGoesInto) {
  import(
      "case,command,at,actor,id,name,region,enterprise,text,answer,into,reason\n"
      ",register_enterprise,2019-01-01 09:00,,91530102MA6000016F,滇池精工,530102,,,,,\n"
      "A,register_need,2019-03-04 09:00,,,,,91530102MA6000016F,想要贷款,,,\n"
      "B,register_need,2019-03-04 09:30,,,,,91530102MA6000016F,想要授信,,,\n"
      "B,merge,2019-03-04 10:00,officer:g1,,,,,,,A,同一件事\n"
      "A,sign,2019-03-04 10:30,officer:h-finance,,,,,,,,\n"
      "A,resolve,2019-03-06 15:00,officer:h-finance,,,,,,都批了,,\n");
  EXPECT_TRUE(bad.empty()) << to_string(bad);
  const auto merged = desk->need(NeedId("N-000002"), Actor::host());
  EXPECT_EQ(merged.state.merged_into, NeedId("N-000001"));
  EXPECT_EQ(merged.state.stage, Stage::resolved);
  EXPECT_EQ(to_string(desk->verify()), "");
}

// Whatever the size of a transaction and wherever the blocks of the file end.
TEST_F(Import, BatchesAndBlocksMakeNoDifference) {
  std::string rows = "case,command,at,enterprise,id,name,region,text\n,register_enterprise,2019-01-01 09:00,,";
  rows += acme.str() + ",滇池精工,530102,\n";
  const std::string filler(9'000, 'x');
  for (int i = 0; i < 400; ++i)
    rows += "C" + std::to_string(i) + ",register_need,2019-03-04 09:00," + acme.str() + ",,,,\"贷款\n\"\"" + filler +
            "\"\n";
  const auto done = import(rows, "cases.csv", 7);
  EXPECT_TRUE(bad.empty()) << to_string(bad);
  EXPECT_EQ(done.needs, 400);
  EXPECT_EQ(desk->need(NeedId("N-000400"), Actor::host()).need.text, "贷款\n\"" + filler);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(Import, StopsWhenAskedAndGoesOnWhereItStopped) {
  std::istringstream in(history);
  CaseImportOptions options;
  options.file = "cases.csv";
  options.batch = 3;
  std::int64_t told = 0;
  options.progress = [&](const CaseImportProgress& progress) {
    told = progress.rows;
    return false;
  };
  const auto done = desk->import_cases(in, options);
  EXPECT_TRUE(done.stopped);
  EXPECT_EQ(told, 3);
  EXPECT_EQ(done.taken, 3);
  const auto rest = import(history);
  EXPECT_EQ(rest.already, 3);
  EXPECT_EQ(rest.taken, 4);
}

TEST_F(Import, WhatIsNoFileOfCasesIsRefused) {
  EXPECT_THROW(import(""), Refused);
  EXPECT_THROW(import("name,phone\n1,2\n"), Refused);
  EXPECT_THROW(import("case,command,at\nA,\"register_need" + std::string(3 << 20, 'x')), Refused);
  EXPECT_EQ(import("", "cases.jsonl").rows, 0);
  EXPECT_EQ(import("case,command,at\n").rows, 0);
}

// Nobody but the host brings in the past, whoever acted in it.
TEST_F(Import, TheTextsOfCasesAreInNoFinding) {
  import("case,command,at,enterprise,text\nA,register_need,2019-03-04 09:00,nobody,电话 13912345678\n");
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(to_string(bad).find("1391"), std::string::npos);
}

}  // namespace
}  // namespace zhuqi
