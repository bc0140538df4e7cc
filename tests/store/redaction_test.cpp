// Personal data goes for good, and the chain stays whole.
#include <numeric>

#include <gtest/gtest.h>

#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

class RedactionTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = folder.file("a.db");
  std::unique_ptr<Ledger> ledger = open_sqlite(path, with_streams());
  const std::string secret = R"({"phone":"13812345678"})";

  void append(std::vector<NewEvent> events, const std::string& key) {
    ledger->transaction([&](Transaction& transaction) { transaction.append(std::move(events), cause(key), at(1)); });
  }
  void redact(std::vector<std::int64_t> seqs, const std::string& key = "redact") {
    auto redaction = event("need/1");
    redaction.kind = "redacted";
    redaction.redacts = std::move(seqs);
    append({redaction}, key);
  }
  bool anywhere(const std::string& text) const {
    for (const auto* end : {"", "-wal", "-shm"})
      if (bytes_of(path + end).find(text) != std::string::npos) return true;
    return false;
  }
};

TEST_F(RedactionTest, LeavesTheTextInNoByteAndTheChainWhole) {
  fill(*ledger, 20);
  append({event("need/1", secret)}, "told");
  fill(*ledger, 20, "later");
  ASSERT_TRUE(anywhere("13812345678"));
  const auto before = ledger->read([](Reader& reader) { return reader.head(); });

  redact({21});
  EXPECT_FALSE(anywhere("13812345678"));
  const auto verification = ledger->verify({.head = before});
  EXPECT_TRUE(verification.passed()) << listed(verification);
  EXPECT_EQ(verification.redacted, 1);
  const auto told = ledger->read([](Reader& reader) { return reader.read_all(20, 1).at(0); });
  EXPECT_TRUE(told.redacted);
  EXPECT_EQ(told.personal, "");
  const auto check = ledger->read([](Reader& reader) { return reader.check_key(cause("told")); });
  EXPECT_EQ(check.use, KeyUse::redacted);
  EXPECT_EQ(check.first_seq, 21);
  EXPECT_EQ(code_of([&] { append({event("need/1")}, "told"); }), Code::key_conflict);
  ledger->rebuild();
  EXPECT_TRUE(ledger->verify().passed());
}

// Rows that move from page to page leave copies behind in parts of pages that nothing refers to; an index over texts
// in no order sees to it that they move.
TEST_F(RedactionTest, LeavesNoCopyInUnusedPartsOfPages) {
  constexpr int count = 1'500;
  ledger->transaction([&](Transaction& transaction) {
    for (int i = 0; i < count; ++i) {
      const auto scattered = std::to_string(i * 7919 % count);
      const auto text = scattered + "-secret-" + std::string(static_cast<std::size_t>(i % 290), 'z');
      transaction.append({event("need/" + std::to_string(i % 400), R"({"phone":")" + text + "\"}")},
                         cause("k" + scattered), at(i));
    }
  });
  std::vector<std::int64_t> seqs(count);
  std::iota(seqs.begin(), seqs.end(), 1);
  redact(seqs);
  EXPECT_FALSE(anywhere("-secret-"));
  EXPECT_FALSE(anywhere("zzzzzz"));
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(RedactionTest, OfOneEventMakesTheWholeCommandsFingerprintMeaningless) {
  append({event("need/1"), event("need/2", secret), event("need/3", secret)}, "told");
  redact({2});
  const auto check = ledger->read([](Reader& reader) { return reader.check_key(cause("told")); });
  EXPECT_EQ(check.use, KeyUse::redacted);
  EXPECT_EQ(check.last_seq, 3);
  EXPECT_FALSE(ledger->read([](Reader& reader) { return reader.read_all(2, 1).at(0); }).redacted)
      << "others keep theirs";
  redact({2, 3, 3}, "again");
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
  EXPECT_FALSE(anywhere("13812345678"));
}

// Of a stream's two texts the later one goes: the earlier one must not come back when the projection is computed anew.
TEST_F(RedactionTest, ProjectionsComputedAnewAgree) {
  append({event("need/1", R"({"phone":"13800000000"})")}, "a");
  append({event("need/1", secret)}, "b");
  redact({2});
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
  ledger->rebuild();
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(RedactionTest, OnlyWhatHasPersonalDataIsRedacted) {
  append({event("need/1")}, "a");
  for (const std::int64_t seq : {-1, 0, 1, 2})
    EXPECT_EQ(code_of([&] { redact({seq}); }), Code::invalid_argument) << seq;
}

TEST_F(RedactionTest, APayloadThatMerelyVanishedIsFound) {
  append({event("need/1", secret), event("need/2", secret)}, "told");
  tamper(path, "DELETE FROM ledger_personal WHERE seq = 2");
  const auto verification = ledger->verify({.projections = false});
  ASSERT_EQ(verification.total, 1u) << listed(verification);
  EXPECT_EQ(verification.findings[0].part, Discrepancy::Part::personal);
  EXPECT_EQ(verification.findings[0].seq, 2);
}

TEST_F(RedactionTest, AReaderInTheWayIsSaidAndMadeGoodLater) {
  auto options = with_streams();
  options.busy_timeout = std::chrono::milliseconds(50);
  ledger = open_sqlite(path, options);
  append({event("need/1", secret)}, "told");
  ledger->read([&](Reader& reader) {
    reader.head();
    redact({1});
    EXPECT_FALSE(ledger->scrub());
    const auto verification = ledger->verify();
    ASSERT_EQ(verification.total, 1u) << listed(verification);
    EXPECT_EQ(verification.findings[0].part, Discrepancy::Part::file);
  });
  EXPECT_TRUE(ledger->scrub());
  EXPECT_TRUE(ledger->scrub()) << "nothing left to do";
  EXPECT_TRUE(ledger->verify().passed());
  EXPECT_FALSE(anywhere("13812345678"));
}

}  // namespace
}  // namespace zhuqi
