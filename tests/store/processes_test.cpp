// Several threads and processes on one database, and processes that are killed while they write.
#include <map>
#include <numeric>
#include <random>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "store/process.hpp"
#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

std::map<std::string, std::int64_t> acknowledged(const std::string& output) {
  std::map<std::string, std::int64_t> seqs;
  std::istringstream lines(output.substr(0, output.rfind('\n') + 1));
  std::string key;
  for (std::int64_t seq = 0; lines >> key >> seq;) seqs[key] = seq;
  return seqs;
}

Process worker(const std::string& path, const std::string& prefix, int count, unsigned seed, bool redact) {
  std::vector<std::string> command = {ZHUQI_STORE_WORKER, path, prefix, std::to_string(count), std::to_string(seed)};
  if (redact) command.push_back("redact");
  return Process(std::move(command));
}

// All of them want to do the same commands: each command happens once, and everybody gets the same answer.
TEST(Processes, EightThreadsAndFourProcessesLoseNothingAndDoNothingTwice) {
  constexpr int commands = 2'000, threads = 8, processes = 4;
  const TemporaryFolder folder;
  const auto path = folder.file("a.db");
  const auto ledger = open_sqlite(path, with_streams());

  std::vector<std::unique_ptr<Process>> others;
  for (unsigned i = 0; i < processes; ++i)
    others.push_back(std::make_unique<Process>(
        std::vector<std::string>{ZHUQI_STORE_WORKER, path, "k", std::to_string(commands), std::to_string(100 + i)}));

  std::vector<std::map<std::string, std::int64_t>> answers(threads);
  std::atomic<bool> reading = true;
  std::jthread reader([&] {
    std::int64_t last = 0;
    while (reading) {
      const auto seen = ledger->read([](Reader& r) {
        const auto head = r.head();
        return std::pair(head.seq, r.read_all(0, 1'000'000).size());
      });
      EXPECT_GE(seen.first, last);
      EXPECT_EQ(static_cast<std::size_t>(seen.first), seen.second) << "a snapshot is one state";
      last = seen.first;
    }
  });
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i)
      workers.emplace_back([&, i] {
        std::vector<int> numbers(commands);
        std::iota(numbers.begin(), numbers.end(), 0);
        std::shuffle(numbers.begin(), numbers.end(), std::mt19937(i));
        for (const int number : numbers) {
          const auto key = "k" + std::to_string(number);
          answers[i][key] = ledger->transaction([&](Transaction& t) {
            const auto check = t.check_key(cause(key));
            if (check.use != KeyUse::unused) return check.first_seq;
            return t.append({event("need/" + std::to_string(number % 17)), event("desk/log")}, cause(key), at(number))
                .front()
                .seq;
          });
        }
      });
  }
  for (auto& other : others) {
    answers.push_back(acknowledged(other->read_all()));
    EXPECT_EQ(other->wait(), 0);
  }
  reading = false;
  reader.join();

  for (const auto& answer : answers) {
    EXPECT_EQ(answer.size(), static_cast<std::size_t>(commands));
    EXPECT_EQ(answer, answers[0]);
  }
  const auto verification = ledger->verify();
  EXPECT_TRUE(verification.passed()) << listed(verification);
  EXPECT_EQ(verification.head.seq, 2 * commands);
}

// Twenty kills; ZHUQI_KILLS asks for more.
TEST(Processes, WhatWasAcknowledgedSurvivesAKillAtAnyMoment) {
  const char* wanted = std::getenv("ZHUQI_KILLS");
  const int kills = wanted ? std::atoi(wanted) : 20;
  const TemporaryFolder folder;
  const auto path = folder.file("a.db");
  std::mt19937 random(20'260'214);
  std::map<std::string, std::int64_t> all;
  int while_writing = 0;

  for (int i = 0; i < kills; ++i) {
    {
      auto first = worker(path, "a" + std::to_string(i) + "-", 20'000, random(), true);
      auto second = worker(path, "b" + std::to_string(i) + "-", 20'000, random(), false);
      if (i % 4 != 0)
        first.wait_for_output(std::chrono::seconds(20));  // the others are hit while they open the file, too
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 100'000));
      first.kill();
      second.kill();
      auto seqs = acknowledged(first.read_all());
      seqs.merge(acknowledged(second.read_all()));
      while_writing += !seqs.empty();
      all.merge(seqs);
    }
    const auto ledger = open_sqlite(path, with_streams());
    const auto verification = ledger->verify();
    ASSERT_TRUE(verification.passed()) << "kill " << i << "\n" << listed(verification);
  }
  const auto ledger = open_sqlite(path, with_streams());
  ledger->read([&](Reader& reader) {
    for (const auto& [key, seq] : all) {
      const auto used = reader.find_key("portal", key);
      ASSERT_TRUE(used) << key << " was acknowledged and is lost";
      ASSERT_EQ(used->first_seq, seq);
    }
  });
  EXPECT_GT(while_writing, kills / 2) << "too few kills hit a process that was writing";
  RecordProperty("acknowledged", static_cast<int>(all.size()));
}

}  // namespace
}  // namespace zhuqi
