// A full disk and errors of the disk, at every single change that a command makes to a file.
#include <gtest/gtest.h>

#include "store/faulty_vfs.hpp"
#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

struct Case {
  const char* name;
  Fault fault;
  int times;
};

constexpr int lasting = 1'000'000;
constexpr Case cases[] = {{"one io error", Fault::io_error, 1},
                          {"an io error that lasts", Fault::io_error, lasting},
                          {"a disk full for a moment", Fault::disk_full, 1},
                          {"a disk that stays full", Fault::disk_full, lasting}};

// Runs `work` with the fault at its 1st, 2nd, 3rd … change, until it gets through without meeting it; `check` looks at
// the ledger after each.
template <class Work, class Check>
int at_every_change(FaultyVfs& vfs, const Case& fault, const Work& work, const Check& check) {
  int n = 0;
  for (;; ++n) {
    vfs.fail_at(n, fault.fault, fault.times);
    const auto code = code_of([&] { work(n); });
    const bool met = vfs.has_failed();
    vfs.heal();
    EXPECT_TRUE(code == Code::ok || code == Code::io) << fault.name << " at change " << n << ": " << name(code);
    EXPECT_TRUE(met || code == Code::ok);
    check(n, code);
    if (!met || testing::Test::HasFailure()) return n;
  }
}

TEST(Failure, AnAppendThatFailsChangesNothingAndTheLedgerGoesOn) {
  FaultyVfs vfs;
  for (const auto& fault : cases) {
    const TemporaryFolder folder;
    const auto ledger = open_sqlite(folder.file("a.db"), with_streams());
    fill(*ledger, 10);
    const std::string large(20'000, 'x');  // several pages
    std::int64_t before = 10;
    const auto changes = at_every_change(
        vfs, fault,
        [&](int n) {
          ledger->transaction([&](Transaction& t) {
            t.append({event("need/x", R"({"note":")" + large + R"("})"), event("need/y")},
                     cause("k-" + std::to_string(n)), at(1));
          });
        },
        [&](int n, Code code) {
          const auto now = ledger->read([](Reader& reader) { return reader.head().seq; });
          EXPECT_EQ(now, before + (code == Code::ok ? 2 : 0)) << fault.name << " at change " << n;
          const auto used = ledger->read(
              [&](Reader& reader) { return reader.find_key("portal", "k-" + std::to_string(n)).has_value(); });
          EXPECT_EQ(used, code == Code::ok);
          fill(*ledger, 1, "after-" + std::to_string(n) + "-");
          const auto verification = ledger->verify();
          EXPECT_TRUE(verification.passed()) << fault.name << " at change " << n << "\n" << listed(verification);
          before = verification.head.seq;
        });
    EXPECT_GT(changes, 3) << fault.name;
  }
}

TEST(Failure, AFileThatCannotBeMadeIsMadeLater) {
  FaultyVfs vfs;
  for (const auto& fault : cases) {
    const TemporaryFolder folder;
    const auto path = [&](int n) { return folder.file(std::to_string(n) + ".db"); };
    const auto changes = at_every_change(
        vfs, fault, [&](int n) { open_sqlite(path(n), with_streams()); },
        [&](int n, Code) {
          const auto ledger = open_sqlite(path(n), with_streams());
          fill(*ledger, 2);
          EXPECT_TRUE(ledger->verify().passed()) << fault.name << " at change " << n << "\n"
                                                 << listed(ledger->verify());
        });
    EXPECT_GT(changes, 10) << fault.name;
  }
}

// The redaction itself is done or not done; if scrubbing met the fault, that is said, and made good later.
TEST(Failure, ARedactionIsWholeAndScrubbedInTheEnd) {
  FaultyVfs vfs;
  for (const auto& fault : cases) {
    const TemporaryFolder folder;
    const auto path = folder.file("a.db");
    const auto ledger = open_sqlite(path, with_streams());
    at_every_change(
        vfs, fault,
        [&](int n) {
          const auto key = "k-" + std::to_string(n);
          vfs.heal();
          const auto told = ledger->transaction([&](Transaction& t) {
            return t.append({event("need/x", R"({"phone":"13812345678"})")}, cause(key), at(1)).front().seq;
          });
          auto redaction = event("need/x");
          redaction.redacts = {told};
          vfs.fail_at(n, fault.fault, fault.times);
          ledger->transaction([&](Transaction& t) { t.append({redaction}, cause(key + "r"), at(2)); });
        },
        [&](int n, Code code) {
          EXPECT_TRUE(ledger->scrub()) << fault.name << " at change " << n;
          const auto verification = ledger->verify();
          EXPECT_TRUE(verification.passed()) << fault.name << " at change " << n << "\n" << listed(verification);
          const auto last = ledger->read([](Reader& r) { return r.read_all(r.head().seq - 1, 1).at(0); });
          if (code != Code::ok) {
            EXPECT_FALSE(last.redacted) << "it was refused, so it was not done";
            ledger->transaction([&](Transaction& t) {
              auto redaction = event("need/x");
              redaction.redacts = {last.seq};
              t.append({redaction}, cause("again-" + std::to_string(n)), at(2));
            });
          }
          for (const auto* end : {"", "-wal"})
            EXPECT_EQ(bytes_of(path + end).find("13812345678"), std::string::npos) << fault.name << " at change " << n;
        });
  }
}

TEST(Failure, ABackupThatFailsLeavesNothing) {
  FaultyVfs vfs;
  const TemporaryFolder folder;
  const auto ledger = open_sqlite(folder.file("a.db"), with_streams());
  fill(*ledger, 50);
  for (const auto& fault : cases)
    at_every_change(
        vfs, fault, [&](int) { ledger->backup(folder.file("copy.db")); },
        [&](int n, Code code) {
          EXPECT_EQ(std::filesystem::exists(folder.file("copy.db")), code == Code::ok);
          EXPECT_FALSE(std::filesystem::exists(folder.file("copy.db.partial")));
          if (code != Code::ok) return;
          EXPECT_TRUE(open_sqlite(folder.file("copy.db"), with_streams())->verify().passed()) << n;
          std::filesystem::remove(folder.file("copy.db"));
        });
}

}  // namespace
}  // namespace zhuqi
