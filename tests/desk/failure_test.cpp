// A full disk and errors of the disk at every single change that a command of the desk makes to a file: a clear error,
// nothing half done, and the same command goes through afterwards, once.
#include <sstream>

#include "desk/small_town.hpp"
#include "store/faulty_vfs.hpp"

namespace zhuqi {
namespace {

using store_test::Fault;
using store_test::FaultyVfs;

struct Kind {
  const char* name;
  Fault fault;
  int times;
};

constexpr int lasting = 1'000'000;
constexpr Kind kinds[] = {{"one io error", Fault::io_error, 1},
                          {"an io error that lasts", Fault::io_error, lasting},
                          {"a disk full for a moment", Fault::disk_full, 1},
                          {"a disk that stays full", Fault::disk_full, lasting}};

class DeskFailure : public SmallTown {
 protected:
  // Runs work(n) with the fault at its 1st, 2nd, 3rd … change until it gets through without meeting it. Each time that
  // it was refused nothing may have changed, and the repeat must do what it was to do.
  template <class Work>
  void at_every_change(const Work& work) {
    for (const auto& kind : kinds) {
      int n = 0;
      for (bool met = true; met && !HasFailure(); ++n) {
        const auto head = desk->head_document();
        vfs.fail_at(n, kind.fault, kind.times);
        Code code = Code::ok;
        std::string said;
        try {
          work(kind.name + std::to_string(n));
        } catch (const Refused& refused) {
          code = refused.code();
          said = refused.what();
        }
        met = vfs.has_failed();
        vfs.heal();
        ASSERT_TRUE(code == Code::ok || code == Code::io) << kind.name << " at change " << n << ": " << said;
        if (code == Code::io) {
          EXPECT_NE(said.find("nothing was changed"), std::string::npos) << said;
          EXPECT_EQ(desk->head_document(), head) << kind.name << " at change " << n << ": half done";
          work(kind.name + std::to_string(n));
        }
        EXPECT_NE(desk->head_document(), head);
        const auto findings = desk->verify();
        ASSERT_TRUE(findings.empty()) << kind.name << " at change " << n << "\n" << to_string(findings);
      }
      EXPECT_GT(n, 3) << kind.name << ": the fault was never met";
    }
  }

  FaultyVfs vfs;  // before the desk opens its file
};

TEST_F(DeskFailure, RegisteringANeed) {
  at_every_change([&](const std::string& key) { register_need("想要贷款", key); });
}

TEST_F(DeskFailure, ATickWithStepsThatAreDue) {
  at_every_change([&](const std::string& key) {
    register_need("退税卡住了", key);
    pass(std::chrono::hours(24 * 10));
    desk->tick(now);
  });
}

TEST_F(DeskFailure, AnImport) {
  at_every_change([&](const std::string& key) {
    std::istringstream rows("case,command,at,enterprise,text,actor\n" + key +
                            ",register_need,2026-03-02 09:00,91530102MA6000016F,想要贷款,\n" + key +
                            ",sign,2026-03-02 09:30,,,officer:h-finance\n");
    CaseImportOptions options;
    options.file = "cases.csv";
    options.bad = [](const Finding& finding) { ADD_FAILURE() << to_string(finding); };
    desk->import_cases(rows, options);
  });
}

}  // namespace
}  // namespace zhuqi
