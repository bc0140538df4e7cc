// Several threads and processes at one desk, and processes that are killed while they work. A few seconds here;
// script/full/70-crowd asks for a minute and two hundred kills.
#include "desk/crowd.hpp"

#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

#include <zhuqi/store/ledger.hpp>

#include "desk/small_town.hpp"
#include "store/process.hpp"

namespace zhuqi {
namespace {

using store_test::Process;

int wanted(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}

LedgerOptions not_made() {
  LedgerOptions options;
  options.create = false;
  return options;
}

using Acknowledged = std::map<std::string, std::int64_t>;

Acknowledged acknowledged(const std::string& output) {
  Acknowledged all;
  std::istringstream lines(output.substr(0, output.rfind('\n') + 1));
  std::string key;
  for (std::int64_t seq = 0; lines >> key >> seq;) all[key] = seq;
  return all;
}

class Crowd : public SmallTown {
 protected:
  void SetUp() override {
    now = system_now() - std::chrono::hours(1);  // the town is founded before the crowd comes
    SmallTown::SetUp();
    now = system_now();
  }

  std::unique_ptr<Process> worker(const std::string& prefix, unsigned seed, int seconds) {
    return std::make_unique<Process>(
        std::vector<std::string>{ZHUQI_CROWD_WORKER, path(), prefix, std::to_string(seed), std::to_string(seconds)});
  }

  // Every command that was acknowledged is there, as what it was acknowledged to be.
  void require_all(const Acknowledged& all) {
    const auto ledger = open_sqlite(path(), not_made());
    ledger->read([&](Reader& reader) {
      for (const auto& [key, seq] : all) {
        const auto used = reader.find_key("crowd", key);
        ASSERT_TRUE(used) << key << " was acknowledged and is lost";
        ASSERT_EQ(used->first_seq, seq) << key;
      }
    });
  }

  std::int64_t number(const char* sql) {
    return open_sqlite(path(), not_made())->read([&](Session& session) {
      auto row = session.prepare(sql);
      row.step();
      return row.integer(0);
    });
  }
};

TEST_F(Crowd, EightThreadsAndFourProcessesLoseNothingAndDoNothingTwice) {
  const int seconds = wanted("ZHUQI_CROWD_SECONDS", 3);
  std::vector<std::unique_ptr<Process>> processes;
  for (unsigned i = 0; i < 4; ++i) processes.push_back(worker("p" + std::to_string(i) + "-", 100 + i, seconds));

  // A desk of its own for half of the threads: several desks in one process, too.
  auto second = ServiceDesk::open(path());
  DeskOptions options;
  desk = std::make_unique<ServiceDesk>(ServiceDesk::open(path(), options));
  Acknowledged all;
  std::mutex mutex;
  std::atomic<std::int64_t> registered = 0, refused = 0;
  std::atomic<bool> working = true;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < 8; ++i)
      threads.emplace_back([&, i] {
        crowd::Official official(i % 2 ? *desk : second, "t" + std::to_string(i) + "-", i,
                                 [&](const std::string& key, std::int64_t first) {
                                   const std::scoped_lock lock(mutex);
                                   EXPECT_TRUE(all.emplace(key, first).second);
                                 });
        try {
          official.work_until(deadline);
        } catch (const std::exception& error) {
          ADD_FAILURE() << error.what();
        }
        registered += official.registered();
        refused += official.refused();
      });
    std::jthread ticker([&] {
      while (working) {
        desk->tick(system_now());
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    });
    threads.clear();
    working = false;
  }
  for (auto& process : processes) {
    auto theirs = acknowledged(process->read_all());
    EXPECT_EQ(process->wait(), 0) << "a process met an error that is no documented refusal";
    EXPECT_FALSE(theirs.empty());
    all.merge(theirs);
    EXPECT_TRUE(theirs.empty()) << "one key, two receipts";
  }
  std::set<std::int64_t> firsts;
  for (const auto& [key, first] : all) EXPECT_TRUE(firsts.insert(first).second) << "two commands, one event: " << key;
  require_all(all);
  const auto findings = desk->verify(desk->head_document());
  EXPECT_TRUE(findings.empty()) << to_string(findings);
  EXPECT_GE(number("SELECT COUNT(*) FROM cases"), registered.load());
  EXPECT_EQ(number("SELECT COUNT(*) FROM cases"),
            number("SELECT COUNT(*) FROM ledger_event WHERE kind = 'need.registered'"));
  RecordProperty("acknowledged", static_cast<int>(all.size()));
  std::printf("%zu commands acknowledged, %lld refused by threads\n", all.size(),
              static_cast<long long>(refused.load()));
}

TEST_F(Crowd, WhatWasAcknowledgedSurvivesKillsUnderLoad) {
  const int kills = wanted("ZHUQI_KILLS", 10);
  constexpr int at_once = 4, verify_each = 20;
  std::mt19937 chance(20'261'127);
  Acknowledged all;
  std::vector<std::unique_ptr<Process>> processes;
  int born = 0, while_working = 0;
  const auto spawn = [&] { return worker("k" + std::to_string(born++) + "-", chance(), 3'600); };
  for (int i = 0; i < at_once; ++i) processes.push_back(spawn());
  for (int i = 0; i < kills; ++i) {
    auto& process = processes[chance() % at_once];
    if (i % 8 != 0) process->wait_for_output(std::chrono::seconds(20));  // others are hit while they open the file
    std::this_thread::sleep_for(std::chrono::microseconds(chance() % 150'000));
    process->kill();
    auto theirs = acknowledged(process->read_all());
    while_working += !theirs.empty();
    require_all(theirs);
    all.merge(theirs);
    process = spawn();
    if (i % verify_each != verify_each - 1) continue;
    const auto findings = desk->verify();
    ASSERT_TRUE(findings.empty()) << "kill " << i << "\n" << to_string(findings);
  }
  for (auto& process : processes) {
    process->kill();
    all.merge(acknowledged(process->read_all()));
  }
  require_all(all);
  const auto findings = desk->verify();
  EXPECT_TRUE(findings.empty()) << to_string(findings);
  EXPECT_GT(while_working, kills / 2) << "too few kills hit a process that was working";
  std::printf("%d kills, %zu commands acknowledged\n", kills, all.size());
}

}  // namespace
}  // namespace zhuqi
