// What the port promises, on one thread.
#include <gtest/gtest.h>

#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

class LedgerTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = folder.file("a.db");
  std::unique_ptr<Ledger> ledger = open_sqlite(path, with_streams());

  std::vector<Event> append(std::vector<NewEvent> events, const Cause& why,
                            const std::vector<Expected>& expected = {}) {
    return ledger->transaction(
        [&](Transaction& transaction) { return transaction.append(events, why, at(100), expected); });
  }
  std::vector<Event> stream(const std::string& name, const AsOf& as_of = {}) {
    return ledger->read([&](Reader& reader) { return reader.read_stream(name, as_of); });
  }
};

TEST_F(LedgerTest, WhatIsWrittenBehindIsThereForWhoeverAsks) {
  ledger->transaction([](Transaction& t) {
    t.session().write_behind(true);
    for (int i = 0; i < 1'000; ++i) {
      t.append({event("need/" + std::to_string(i), "{}")}, cause("k" + std::to_string(i)), at(1));
      if (i % 100 != 0) continue;
      EXPECT_EQ(t.read_all(0, 2'000).size(), static_cast<std::size_t>(i) + 1);
      EXPECT_TRUE(t.find_key("portal", "k" + std::to_string(i)));
    }
  });
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 1'000);
  EXPECT_TRUE(ledger->verify().findings.empty());
}

TEST_F(LedgerTest, WhatFailsBehindUndoesTheTransaction) {
  const auto post_wrong = [](Transaction& t) {
    t.session().write_behind(true);
    t.append({event("need/1")}, cause("k1"), at(1));
    t.session().post("INSERT INTO nothing_of_this_name (a) VALUES (?)", 1);
  };
  EXPECT_THROW(ledger->transaction(post_wrong), Refused);
  EXPECT_THROW(ledger->transaction([&](Transaction& t) {
    post_wrong(t);
    EXPECT_THROW(t.find_key("portal", "other"), Refused) << "told by what is asked next";
  }),
               Refused)
      << "and it stays so";
  EXPECT_THROW(ledger->transaction([](Transaction& t) {
    t.session().write_behind(true);
    t.append({event("need/1")}, cause("k1"), at(1));
    throw std::runtime_error("given up");
  }),
               std::runtime_error);
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 0);
  append({event("need/1")}, cause("k1"));
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 1);
}

TEST_F(LedgerTest, WhatIsAppendedIsReadBackAsItWas) {
  const auto content = ledger->transaction([](Transaction& t) { return t.put_content("a table"); });
  auto why = cause("k1");
  why.versions = R"({"routing":")" + content + R"("})";
  why.imported = true;
  const NewEvent first{.stream = "need/1",
                       .kind = "registered",
                       .at = at(5),
                       .data = R"({"item":"融资"})",
                       .personal = R"({"phone":"13800000000"})"};
  const NewEvent second{.stream = "visit/9", .kind = "found", .at = at(6)};
  const auto done = append({first, second}, why);
  const auto all = ledger->read([](Reader& reader) { return reader.read_all(0, 10); });

  ASSERT_EQ(done.size(), 2u);
  ASSERT_EQ(all.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& given = i ? second : first;
    for (const auto* event : {&done[i], &all[i]}) {
      EXPECT_EQ(event->seq, static_cast<std::int64_t>(i + 1));
      EXPECT_EQ(event->stream, given.stream);
      EXPECT_EQ(event->version, 1);
      EXPECT_EQ(event->kind, given.kind);
      EXPECT_EQ(event->at, given.at);
      EXPECT_EQ(event->recorded, at(100));
      EXPECT_EQ(event->actor, why.actor);
      EXPECT_EQ(event->system, why.system);
      EXPECT_EQ(event->key, why.key);
      EXPECT_EQ(event->data, given.data);
      EXPECT_EQ(event->personal, given.personal);
      EXPECT_EQ(event->versions, why.versions);
      EXPECT_TRUE(event->imported);
      EXPECT_FALSE(event->redacted);
    }
    EXPECT_EQ(done[i].hash, all[i].hash);
    EXPECT_EQ(done[i].commitment, all[i].commitment);
    EXPECT_EQ(done[i].fingerprint, all[i].fingerprint);
  }
  EXPECT_EQ(all[1].commitment, "") << "nothing to commit to";
  EXPECT_EQ(all[1].fingerprint, "") << "the command's first event has it";
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head(); }), (Head{2, all[1].hash}));
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(LedgerTest, AnEmptyLedgerHasAHeadToo) {
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head(); }), Head{});
  EXPECT_TRUE(ledger->verify({.head = Head{}}).passed());
}

TEST_F(LedgerTest, TheOutboxMissesNothingAndRepeatsNothing) {
  fill(*ledger, 25);
  std::vector<std::int64_t> seen;
  for (std::int64_t cursor = 0;;) {
    const auto page = ledger->read([&](Reader& reader) { return reader.read_all(cursor, 4); });
    if (page.empty()) break;
    for (const auto& event : page) seen.push_back(event.seq);
    cursor = page.back().seq;
  }
  ASSERT_EQ(seen.size(), 25u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i + 1));
}

TEST_F(LedgerTest, AStreamIsReadAsOf) {
  for (int i = 1; i <= 4; ++i) {
    auto said = event("need/1");
    said.at = at(i * 10);
    ledger->transaction([&](Transaction& t) { t.append({said}, cause("k" + std::to_string(i)), at(i * 10 + 3)); });
    append({event("need/2")}, cause("other" + std::to_string(i)));
  }
  EXPECT_EQ(stream("need/1").size(), 4u);
  EXPECT_EQ(stream("need/1", {.seq = 3}).size(), 2u);
  EXPECT_EQ(stream("need/1", {.at = at(30)}).size(), 3u);
  EXPECT_EQ(stream("need/1", {.recorded = at(32)}).size(), 2u);
  EXPECT_EQ(stream("need/1", {.seq = 7, .at = at(10)}).size(), 1u);
  EXPECT_EQ(stream("need/3").size(), 0u);
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.version("need/1"); }), 4);
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.version("need/3"); }), 0);
}

TEST_F(LedgerTest, AKeyTellsARepeatFromAnotherCommand) {
  append({event("need/1"), event("need/2", R"({"a":1})"), event("need/1")}, cause("k1"));
  append({event("need/1")}, cause("k2"));
  const auto check = [&](const Cause& why) {
    return ledger->read([&](Reader& reader) { return reader.check_key(why); });
  };
  const auto same = check(cause("k1"));
  EXPECT_EQ(same.use, KeyUse::same_command);
  EXPECT_EQ(same.first_seq, 1);
  EXPECT_EQ(same.last_seq, 3);

  auto other = cause("k1");
  other.fingerprint_source = R"({"command":"another"})";
  EXPECT_EQ(check(other).use, KeyUse::other_command);
  auto elsewhere = cause("k1");
  elsewhere.system = "app";
  EXPECT_EQ(check(elsewhere).use, KeyUse::unused) << "a key is scoped by its system";
  EXPECT_EQ(check(cause("k3")).use, KeyUse::unused);
  EXPECT_EQ(check(cause("")).use, KeyUse::unused);

  EXPECT_EQ(code_of([&] { append({event("need/1")}, cause("k1")); }), Code::key_conflict);
  const auto used = ledger->read([](Reader& reader) { return reader.find_key("portal", "k2"); });
  ASSERT_TRUE(used);
  EXPECT_EQ(used->first_seq, 4);
  EXPECT_EQ(used->last_seq, 4);
  EXPECT_FALSE(ledger->read([](Reader& reader) { return reader.find_key("portal", "k9"); }));
}

TEST_F(LedgerTest, WithoutAKeyNothingIsARepeat) {
  append({event("need/1")}, cause(""));
  append({event("need/1")}, cause(""));
  EXPECT_EQ(stream("need/1").size(), 2u);
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(LedgerTest, ExpectedVersions) {
  append({event("need/1")}, cause("k1"), {{"need/1", 0}});
  EXPECT_EQ(code_of([&] { append({event("need/1")}, cause("k2"), {{"need/1", 0}}); }), Code::already_exists);
  EXPECT_EQ(code_of([&] { append({event("need/1")}, cause("k2"), {{"need/1", 2}}); }), Code::illegal_state);
  append({event("need/1")}, cause("k2"), {{"need/1", 1}, {"need/2", 0}});
  EXPECT_EQ(stream("need/1").size(), 2u);
}

TEST_F(LedgerTest, WhatIsNotInFormIsRefusedAndTheTransactionGoesOn) {
  const auto with = [](auto change) {
    auto changed = event("need/1");
    change(changed);
    return changed;
  };
  const std::vector<NewEvent> wrong = {
      with([](NewEvent& e) { e.stream = ""; }),          with([](NewEvent& e) { e.kind = ""; }),
      with([](NewEvent& e) { e.stream = "need/\xff"; }), with([](NewEvent& e) { e.data = ""; }),
      with([](NewEvent& e) { e.data = "{\"a\": 1}"; }),  with([](NewEvent& e) { e.data = "{\"a\":1.5}"; }),
      with([](NewEvent& e) { e.personal = "13800"; }),   with([](NewEvent& e) { e.redacts = {0}; }),
      with([](NewEvent& e) { e.redacts = {2}; }),
  };
  append({event("need/1")}, cause("k0"));
  ledger->transaction([&](Transaction& transaction) {
    for (const auto& bad : wrong)
      EXPECT_EQ(code_of([&] { transaction.append({bad}, cause("k1"), at(1)); }), Code::invalid_argument);
    EXPECT_EQ(code_of([&] { transaction.append({}, cause("k1"), at(1)); }), Code::invalid_argument);
    auto unknown = cause("k1");
    for (const char* versions : {"[]", R"({"routing":"v1"})", R"({"routing":7})"}) {
      unknown.versions = versions;
      EXPECT_EQ(code_of([&] { transaction.append({event("need/1")}, unknown, at(1)); }), Code::invalid_argument);
    }
    transaction.append({event("need/1")}, cause("k1"), at(1));
  });
  EXPECT_EQ(stream("need/1").size(), 2u);
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(LedgerTest, AnExceptionUndoesEverything) {
  EXPECT_THROW(ledger->transaction([&](Transaction& transaction) {
    transaction.append({event("need/1")}, cause("k1"), at(1));
    transaction.put_content("x");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head(); }), Head{});
  EXPECT_FALSE(ledger->read([](Reader& reader) { return reader.find_key("portal", "k1"); }));
  EXPECT_EQ(ledger->read([](Session& session) {
    auto rows = session.prepare("SELECT count(*) FROM streams");
    rows.step();
    return rows.integer(0);
  }),
            0);
  append({event("need/1")}, cause("k1"));
}

TEST_F(LedgerTest, ATransactionInsideATransactionIsRefused) {
  ledger->transaction([&](Transaction& transaction) {
    EXPECT_EQ(code_of([&] { ledger->transaction([](Transaction&) {}); }), Code::internal);
    transaction.append({event("need/1")}, cause("k1"), at(1));
    EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 0) << "a read sees what is committed";
  });
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 1);
}

TEST_F(LedgerTest, ASnapshotStaysAsItWas) {
  fill(*ledger, 3);
  ledger->read([&](Reader& reader) {
    EXPECT_EQ(reader.head().seq, 3);
    fill(*ledger, 2, "more");
    EXPECT_EQ(reader.head().seq, 3);
    EXPECT_EQ(code_of([&] { reader.session().run("DELETE FROM streams"); }), Code::io) << "and cannot be written";
  });
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 5);
}

TEST_F(LedgerTest, AnAttemptThatFailsLeavesNothingAndTheTransactionGoesOn) {
  ledger->transaction([&](Transaction& t) {
    t.append({event("need/1")}, cause("a"), at(1));
    EXPECT_EQ(code_of([&] {
                t.attempt([&] {
                  t.append({event("need/1"), event("need/2")}, cause("b"), at(2));
                  throw Refused(Code::not_allowed, "no");
                });
              }),
              Code::not_allowed);
    EXPECT_EQ(t.head().seq, 1);
    EXPECT_EQ(t.version("need/1"), 1);
    EXPECT_EQ(t.version("need/2"), 0);
    t.attempt([&] { t.append({event("need/1")}, cause("b"), at(3)); });
  });
  EXPECT_EQ(ledger->read([](Reader& r) { return r.version("need/1"); }), 2);
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

// The reader stays open while two writers, of this ledger and of another on the same file, come and go.
TEST_F(LedgerTest, AReaderThatStaysHoldsUpNoWriter) {
  fill(*ledger, 3);
  LedgerOptions options = with_streams();
  options.busy_timeout = std::chrono::milliseconds(200);
  const auto other = open_sqlite(path, options);
  ledger->read([&](Reader& reader) {
    EXPECT_EQ(reader.head().seq, 3);
    fill(*ledger, 50, "ours-");
    fill(*other, 50, "theirs-");
    EXPECT_EQ(reader.head().seq, 3) << "one state";
  });
  EXPECT_EQ(ledger->read([](Reader& r) { return r.head().seq; }), 103);
}

TEST_F(LedgerTest, APastStateIsWhatItsEventsGive) {
  std::vector<std::vector<std::string>> rows;
  const auto rows_of = [](Session& session) {
    std::vector<std::string> all;
    auto row = session.prepare("SELECT id, length, kind FROM streams ORDER BY id");
    while (row.step()) all.push_back(row.string(0) + " " + std::to_string(row.integer(1)) + " " + row.string(2));
    return all;
  };
  for (int i = 0; i < 8; ++i) {
    rows.push_back(ledger->read(rows_of));
    fill(*ledger, 1, "k" + std::to_string(i));
    ledger->transaction([&](Transaction& t) { t.append({event("desk/x")}, cause("x" + std::to_string(i)), at(i)); });
  }
  for (int i = 0; i < 8; ++i) {
    AsOf as_of;
    as_of.seq = 2 * i;
    ledger->read_as_of(as_of, {}, [&](Reader& reader) {
      EXPECT_EQ(rows_of(reader.session()), rows[static_cast<std::size_t>(i)]) << i;
      EXPECT_EQ(reader.head().seq, 2 * i);
      EXPECT_EQ(reader.read_all(0, 100).size(), 2u * static_cast<unsigned>(i));
      EXPECT_EQ(reader.find_key("portal", "x0").has_value(), i > 0);
    });
    ledger->read_as_of(as_of, {"desk/"}, [&](Reader& reader) {
      EXPECT_EQ(rows_of(reader.session()).size(), i > 0 ? 1u : 0u) << "only these streams";
    });
  }
}

TEST_F(LedgerTest, ContentIsKeptOnceAndCheckedOnReading) {
  const std::string bytes("table \xd6\xd0\0 in GB18030", 20);
  const auto hash = ledger->transaction([&](Transaction& t) { return t.put_content(bytes), t.put_content(bytes); });
  EXPECT_EQ(ledger->read([&](Reader& reader) { return reader.get_content(hash); }), bytes);
  EXPECT_FALSE(ledger->read([&](Reader& reader) { return reader.get_content(std::string(64, '0')); }));
  const auto empty = ledger->transaction([](Transaction& t) { return t.put_content(""); });
  EXPECT_EQ(ledger->read([&](Reader& reader) { return reader.get_content(empty); }), "");
  tamper(path, "UPDATE ledger_content SET bytes = x'00' WHERE length(bytes) > 0");
  EXPECT_EQ(code_of([&] { ledger->read([&](Reader& reader) { return reader.get_content(hash); }); }), Code::corrupt);
}

TEST_F(LedgerTest, TheLedgersTablesAreOnlyAppendedTo) {
  fill(*ledger, 2);
  ledger->transaction([](Transaction& t) { t.put_content("x"); });
  for (const char* sql : {"UPDATE ledger_event SET actor = 'x'", "DELETE FROM ledger_event",
                          "UPDATE ledger_personal SET payload = ''", "DELETE FROM ledger_content",
                          "INSERT OR REPLACE INTO ledger_content VALUES ((SELECT hash FROM ledger_content), x'00')"})
    EXPECT_NE(code_of([&] { ledger->transaction([&](Transaction& t) { t.session().run(sql); }); }), Code::ok) << sql;
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST_F(LedgerTest, AStatementMayBeUsedWhileItIsInUse) {
  fill(*ledger, 3);
  const auto pairs = ledger->read([](Session& session) {
    int count = 0;
    auto outer = session.prepare("SELECT id FROM streams ORDER BY id");
    while (outer.step()) {
      auto inner = session.prepare("SELECT id FROM streams ORDER BY id");
      while (inner.step()) ++count;
    }
    return count;
  });
  EXPECT_EQ(pairs, 9);
}

TEST_F(LedgerTest, SqlThatIsWrongIsOurFault) {
  ledger->read([](Session& session) {
    EXPECT_EQ(code_of([&] { session.prepare("SELEC 1"); }), Code::internal);
    EXPECT_EQ(code_of([&] { session.prepare("SELECT ?").bind(1, 2); }), Code::internal);
  });
}

// --- Projections -----------------------------------------------------------------------------------------------

class Failing final : public StreamsProjection {
 public:
  void apply(Session& session, const Event& event) const override {
    StreamsProjection::apply(session, event);
    if (event.kind == "bad") throw Refused(Code::internal, "cannot be applied");
  }
};

TEST(Projection, ThatFailsTakesTheAppendWithIt) {
  const TemporaryFolder folder;
  const auto ledger = open_sqlite(folder.file("a.db"), {.projections = {std::make_shared<Failing>()}});
  auto bad = event("need/1");
  bad.kind = "bad";
  EXPECT_EQ(code_of([&] {
              ledger->transaction([&](Transaction& t) {
                EXPECT_THROW(t.append({event("need/1"), bad}, cause("k1"), at(1)), Refused);
                EXPECT_EQ(code_of([&] { t.append({event("need/2")}, cause("k2"), at(1)); }), Code::internal);
              });
            }),
            Code::internal)
      << "half an append cannot be committed, even if its exception was swallowed";
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 0);
  fill(*ledger, 3);
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

TEST(Projection, OfAnotherVersionIsComputedOnOpening) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.db");
  fill(*open_sqlite(path), 9);
  const auto first = open_sqlite(path, with_streams(1));
  EXPECT_TRUE(first->verify().passed()) << listed(first->verify());
  EXPECT_EQ(first->read([](Session& session) {
    auto row = session.prepare("SELECT sum(length) FROM streams");
    return row.step() ? row.integer(0) : 0;
  }),
            9);

  const auto second = open_sqlite(path, with_streams(2));
  EXPECT_TRUE(second->verify().passed()) << listed(second->verify());
  fill(*second, 1, "second");
  EXPECT_EQ(code_of([&] { fill(*first, 1, "first"); }), Code::illegal_state) << "its projections are no longer kept";
  EXPECT_EQ(code_of([&] { fill(*open_sqlite(path), 1, "none"); }), Code::illegal_state);
}

TEST(Projection, IsRebuilt) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.db");
  const auto ledger = open_sqlite(path, with_streams());
  fill(*ledger, 9);
  tamper(path,
         "UPDATE streams SET length = 99 WHERE id = 'need/1'; DELETE FROM streams WHERE id = 'need/2';"
         "INSERT INTO streams (id, length) VALUES ('need/7', 1)");
  const auto before = ledger->verify();
  ASSERT_EQ(before.findings.size(), 3u) << listed(before);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"id=need/1", "differs from what the ledger gives in length"},
      {"id=need/2", "the row that the ledger gives is missing"},
      {"id=need/7", "the ledger does not give this row"}};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(before.findings[i].part, Discrepancy::Part::projection);
    EXPECT_EQ(before.findings[i].table, "streams");
    EXPECT_EQ(before.findings[i].row, expected[i].first);
    EXPECT_NE(before.findings[i].message.find(expected[i].second), std::string::npos) << before.findings[i].message;
  }
  EXPECT_TRUE(ledger->verify({.projections = false}).passed());
  ledger->rebuild();
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
  tamper(path, "DROP TABLE streams");
  EXPECT_EQ(ledger->verify().total, 1u) << listed(ledger->verify());
  ledger->rebuild();
  EXPECT_TRUE(ledger->verify().passed()) << listed(ledger->verify());
}

}  // namespace
}  // namespace zhuqi
