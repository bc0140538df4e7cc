// Whatever is changed behind the ledger's back is found, and placed.
#include <set>

#include <gtest/gtest.h>

#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;
using Part = Discrepancy::Part;

class VerifyTest : public testing::Test {
 protected:
  VerifyTest() {
    const auto ledger = open_sqlite(path, with_streams());
    const auto content = ledger->transaction([](Transaction& t) { return t.put_content("table"); });
    for (int i = 1; i <= 8; ++i) {
      auto why = cause("k" + std::to_string(i));
      why.versions = R"({"routing":")" + content + R"("})";
      ledger->transaction([&](Transaction& t) {
        t.append({event("need/" + std::to_string(i % 2), R"({"phone":"13800000000"})")}, why, at(i));
      });
    }
    head = ledger->read([](Reader& reader) { return reader.head(); });
  }
  Verification verify(const VerifyOptions& options = {.projections = false}) {
    return open_sqlite(path, with_streams())->verify(options);
  }

  TemporaryFolder folder;
  std::string path = folder.file("a.db");
  Head head;
};

TEST_F(VerifyTest, AnUntouchedLedgerPasses) {
  const auto verification = verify({.head = head});
  EXPECT_TRUE(verification.passed()) << listed(verification);
  EXPECT_EQ(verification.head, head);
  EXPECT_TRUE(
      verify({.head = Head{3, open_sqlite(path)->read([](Reader& r) { return r.read_all(2, 1)[0].hash; })}}).passed());
}

// Every column of an event, one change each: found at that event and at no other.
TEST_F(VerifyTest, AChangeInAnyColumnIsPlaced) {
  const std::vector<std::string> changes = {"stream = stream || 'x'",
                                            "version = 77",
                                            "kind = 'Noted'",
                                            "at = at + 1",
                                            "recorded = recorded - 1",
                                            "actor = 'officer-2'",
                                            "system = 'Portal'",
                                            "key = 'K4'",
                                            "data = '{\"a\":1}'",
                                            "versions = '{}'",
                                            "redacts = '[]'",
                                            "imported = 1",
                                            "imported = 2",
                                            "commitment = replace(commitment, substr(commitment, 1, 1), 'x')",
                                            "commitment = ''",
                                            "fingerprint = '0' || substr(fingerprint, 2) || '0'",
                                            "fingerprint = ''",
                                            "hash = 'f' || substr(hash, 2) || 'f'",
                                            "hash = ''"};
  const auto whole = bytes_of(path);
  for (const auto& change : changes) {
    std::ofstream(path, std::ios::binary) << whole;
    tamper(path, "UPDATE ledger_event SET " + change + " WHERE seq = 4");
    const auto verification = verify();
    bool chain = false;
    for (const auto& finding : verification.findings) {
      if (finding.part != Part::chain) continue;
      EXPECT_EQ(finding.seq, 4) << change << "\n" << to_string(finding);
      chain = true;
    }
    EXPECT_TRUE(chain) << change << "\n" << listed(verification);
  }
}

TEST_F(VerifyTest, WhatStandsBesideTheEventsIsPlaced) {
  struct Case {
    std::string sql;
    Part part;
    std::int64_t seq;
  };
  const std::vector<Case> cases = {
      {"UPDATE ledger_personal SET payload = replace(payload, '138', '139') WHERE seq = 3", Part::personal, 3},
      {"UPDATE ledger_personal SET salt = 'f' || substr(salt, 2) || 'f' WHERE seq = 3", Part::personal, 3},
      {"UPDATE ledger_personal SET seq = 33 WHERE seq = 3", Part::personal, 3},
      {"INSERT INTO ledger_personal VALUES (99, '', '')", Part::personal, 0},
      {"UPDATE ledger_content SET bytes = x'7461626c66'", Part::content, 0},
      {"UPDATE ledger_content SET hash = replace(hash, 'a', 'b')", Part::content, 0},
      {"DELETE FROM ledger_content", Part::content, 1},
  };
  const auto whole = bytes_of(path);
  for (const auto& [sql, part, seq] : cases) {
    std::ofstream(path, std::ios::binary) << whole;
    tamper(path, sql);
    const auto verification = verify();
    ASSERT_FALSE(verification.passed()) << sql;
    const auto placed =
        std::any_of(verification.findings.begin(), verification.findings.end(),
                    [part = part, seq = seq](const Discrepancy& d) { return d.part == part && d.seq == seq; });
    EXPECT_TRUE(placed) << sql << "\n" << listed(verification);
  }
}

TEST_F(VerifyTest, RemovedMovedAndInsertedEventsArePlaced) {
  struct Case {
    std::string sql;
    std::vector<std::int64_t> chain;  // events with a finding of the chain
  };
  const std::string swap =
      "UPDATE ledger_event SET seq = 1000 WHERE seq = 3; UPDATE ledger_event SET seq = 3 WHERE seq "
      "= 5; UPDATE ledger_event SET seq = 5 WHERE seq = 1000;";
  const std::vector<Case> cases = {
      {"DELETE FROM ledger_event WHERE seq = 4", {5}},
      {"DELETE FROM ledger_event WHERE seq IN (4, 5)", {6}},
      {"DELETE FROM ledger_event WHERE seq = 1", {2}},
      {swap, {3, 4, 5, 6}},
      {"INSERT INTO ledger_event SELECT 9, stream, 5, kind, at, recorded, actor, system, 'k9', data, versions, "
       "redacts, "
       "imported, '', 'f', hash FROM ledger_event WHERE seq = 8",
       {9}},
  };
  const auto whole = bytes_of(path);
  for (const auto& [sql, expected] : cases) {
    std::ofstream(path, std::ios::binary) << whole;
    tamper(path, sql);
    std::set<std::int64_t> found;
    const auto verification = verify();
    for (const auto& finding : verification.findings)
      if (finding.part == Part::chain) found.insert(finding.seq);
    EXPECT_EQ(std::vector(found.begin(), found.end()), expected) << sql << "\n" << listed(verification);
  }
}

TEST_F(VerifyTest, AFindingNamesTheEvent) {
  tamper(path, "UPDATE ledger_event SET actor = 'x' WHERE seq = 4");
  const auto findings = verify().findings;
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(to_string(findings[0]),
            "chain: event 4 (need/0, noted): it was changed, moved or put in: it does not agree with its hash");
}

TEST_F(VerifyTest, OnlyAHeadTellsACutTail) {
  tamper(path, "DELETE FROM ledger_personal WHERE seq > 6; DELETE FROM ledger_event WHERE seq > 6");
  EXPECT_TRUE(verify().passed()) << listed(verify());
  const auto verification = verify({.head = head, .projections = false});
  ASSERT_EQ(verification.total, 1u) << listed(verification);
  EXPECT_EQ(verification.findings[0].part, Part::head);
  EXPECT_EQ(verification.findings[0].seq, 8);
}

TEST_F(VerifyTest, OnlyAHeadTellsAFullRewriting) {
  const auto other = folder.file("b.db");
  fill(*open_sqlite(other, with_streams()), 12);
  EXPECT_TRUE(open_sqlite(other, with_streams())->verify().passed());
  const auto verification = open_sqlite(other, with_streams())->verify({.head = head});
  ASSERT_EQ(verification.total, 1u) << listed(verification);
  EXPECT_EQ(verification.findings[0].part, Part::head);
}

TEST_F(VerifyTest, FindingsAreCountedBeyondTheLimit) {
  tamper(path, "UPDATE ledger_event SET actor = 'x'");
  const auto verification = verify({.projections = false, .max_findings = 3});
  EXPECT_EQ(verification.findings.size(), 3u);
  EXPECT_EQ(verification.total, 8u);
}

// A byte flipped in the file itself, wherever it hits a row: found, or without any meaning for what is read.
TEST_F(VerifyTest, AByteFlippedInTheFileIsFoundOrMeansNothing) {
  std::vector<Event> before;
  before = open_sqlite(path)->read([](Reader& reader) { return reader.read_all(0, 100); });
  const auto whole = bytes_of(path);
  int found = 0;
  for (std::size_t place = 100; place < whole.size(); place += 97) {
    auto flipped = whole;
    flipped[place] = static_cast<char>(flipped[place] ^ 0x15);
    std::ofstream(path, std::ios::binary) << flipped;
    try {
      const auto ledger = open_sqlite(path, with_streams());
      if (!ledger->verify().passed()) {
        ++found;
        continue;
      }
      const auto after = ledger->read([](Reader& reader) { return reader.read_all(0, 100); });
      ASSERT_EQ(after.size(), before.size()) << "byte " << place;
      for (std::size_t i = 0; i < after.size(); ++i) {
        ASSERT_EQ(after[i].hash, before[i].hash) << "byte " << place;
        ASSERT_EQ(after[i].personal, before[i].personal) << "byte " << place;
      }
    } catch (const Refused& refused) {
      EXPECT_NE(refused.code(), Code::ok);
      ++found;
    }
  }
  EXPECT_GT(found, 20);
}

}  // namespace
}  // namespace zhuqi
