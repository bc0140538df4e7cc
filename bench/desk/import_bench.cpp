// Bulk import beside bare SQLite, and what the desk answers on the database that comes of it.
//   bench_import [needs] [folder]
// The rows that the import wrote are inserted again by plain prepared statements, with the same indexes and durability,
// in the same run, on one thread; the import uses up to three, so that the time of all processors is told beside the
// time that passes. Then: lists of open needs, beside those of a database of 10,000; one durable command, beside one
// bare insert and commit into the database of that size.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <zhuqi/desk/desk.hpp>
#include <zhuqi/model/codes.hpp>

#include "bare_rows.hpp"

namespace {

using namespace zhuqi;
using namespace zhuqi::bench;
using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) { return std::chrono::duration<double>(Timer::now() - start).count(); }

void require(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "wrong answer: {}\n", what);
  std::exit(1);
}

constexpr int districts = 20, offices = 6;
const char* const functions[offices] = {"综合服务", "税务", "金融", "知识产权", "人社", "工信"};

std::string district(int i) { return fmt::format("5301{:02}", i + 1); }

// A city of twenty districts with six offices, a supervisor for each office, and a service group in each district.
std::string organisation() {
  std::string departments = R"({"id":"top","name":"市企业服务中心","function":"综合服务","region":"530100"})";
  std::string officers = R"({"id":"boss","name":"督办","role":"supervisor","department":"top"})";
  std::string groups;
  for (int d = 0; d < districts; ++d) {
    for (int f = 0; f < offices; ++f) {
      departments +=
          fmt::format(R"(,{{"id":"d{0}-{1}","name":"{2}{3}局","function":"{3}","region":"{4}","parent":"top"}})", d, f,
                      d + 1, functions[f], district(d));
      officers +=
          fmt::format(R"(,{{"id":"h{0}-{1}","name":"承办{0}{1}","role":"handler","department":"d{0}-{1}"}})", d, f);
    }
    std::string members;
    for (const char* role : {"general", "market_regulation", "tax", "investment", "building"}) {
      officers += fmt::format(R"(,{{"id":"{0}{1}","name":"专员{0}{1}","role":"{0}","department":"d{1}-0"}})", role, d);
      members += fmt::format(R"({}"{}":"{}{}")", members.empty() ? "" : ",", role, role, d);
    }
    groups += fmt::format(R"({}{{"id":"G{}","name":"{}组","region":"{}","members":{{{}}}}})", d ? "," : "", d, d + 1,
                          district(d), members);
  }
  return fmt::format(R"({{"departments":[{}],"officers":[{}],"groups":[{}]}})", departments, officers, groups);
}

constexpr const char* routing =
    "hit policy,FIRST,,,,\n"
    "id,if text: keywords,then lead,then supporting,then role,then urgency\n"
    "R1,退税 & 卡住,税务,,tax,high\n"
    "R2,\"贷款,授信\",金融,知识产权,general,normal\n"
    "R3,\"专利,商标\",知识产权,,market_regulation,normal\n"
    "R4,\"社保,招工\",人社,,general,normal\n"
    "R5,\"技改,设备\",工信,金融,investment,normal\n"
    "R9,-,综合服务,,general,normal\n";
constexpr const char* sla =
    "hit policy,FIRST,,,,\n"
    "id,if urgency,then policy,then sign,then resolve,then ladder\n"
    "S1,high,加急,2wh,3wd,-1wd warn officer; 1wd escalate supervisor\n"
    "S9,-,七日,2wh,7wd,-1wd warn officer; 1wd escalate supervisor\n";
const char* const texts[] = {"缺抵押物,凭专利贷款被银行拒了,想了解授信办法",
                             "出口退税卡住了两个月,资金周转不开",
                             "想申请专利,不知道找谁",
                             "社保基数怎么核定,招工也难",
                             "设备要技改,问有没有补助",
                             "园区门口的路灯坏了"};

// A credit code whose checks hold.
std::string credit_code(std::int64_t i) {
  const std::string body = fmt::format("91530102MA{:06}", i);
  for (const char organisation_check : std::string_view("0123456789X"))
    for (const char check : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY"))
      if (auto code = body + organisation_check + check; !credit_code_fault(code)) return code;
  return {};
}

const std::string& enterprise_id(std::int64_t i) {
  static std::vector<std::string> known;
  while (std::ssize(known) <= i) known.push_back(credit_code(std::ssize(known)));
  return known[static_cast<std::size_t>(i)];
}

std::int64_t enterprises_of(std::int64_t needs) { return std::max<std::int64_t>(1, needs / 20); }

void write_enterprises(const std::string& path, std::int64_t needs) {
  std::ofstream file(path, std::ios::binary);
  for (std::int64_t i = 0; i < enterprises_of(needs); ++i)
    file << fmt::format(
        R"({{"command":"register_enterprise","at":"2023-01-02T09:00:00+08:00","id":"{}","name":"企业{}","region":"{}","staff":{},"contact_name":"王某","contact_phone":"138{:08}"}})"
        "\n",
        enterprise_id(i), i, district(static_cast<int>(i % districts)), i % 300, i);
}

void write_cases(const std::string& path, std::int64_t needs) {
  std::ofstream file(path, std::ios::binary);
  const auto enterprises = enterprises_of(needs);
  const auto begin = parse_instant("2023-01-03T01:00:00Z");
  // Three years, at every time of the day.
  const auto step = std::chrono::microseconds(std::chrono::hours(24 * 1'000)) / needs;
  for (std::int64_t i = 0; i < needs; ++i)
    file << fmt::format(
        R"({{"case":"C{}","at":"{}","enterprise":"{}","text":"{}第{}次反映","channel":"visit","source":"台账 {}","contact_name":"李某","contact_phone":"139{:08}"}})"
        "\n",
        i, to_string(begin + step * i), enterprise_id(i * 7'919 % enterprises), texts[i % 6], i, i % 977, i);
}

ServiceDesk open_desk(const std::string& path) {
  auto desk = ServiceDesk::open(path);
  Envelope envelope{Actor::host(), "bench", "", parse_instant("2023-01-01T00:00:00Z"), true};
  const std::pair<const char*, std::string> documents[] = {
      {"organisation", organisation()}, {"calendar", "cn"}, {"sla", sla}, {"routing", routing}};
  for (const auto& [kind, content] : documents) {
    envelope.key = kind;
    const std::string name = kind;
    desk.publish({name, "", content, name + (name == "sla" || name == "routing" ? ".csv" : ".json"), {}}, envelope);
  }
  return desk;
}

// What it costs to import a file.
Spent import(ServiceDesk& desk, const std::string& path, std::int64_t needs) {
  std::ifstream file(path, std::ios::binary);
  CaseImportOptions options;
  options.file = path;
  options.bad = [](const Finding& finding) {
    fmt::print(stderr, "{}\n", to_string(finding));
    std::exit(1);
  };
  const Stopwatch watch;
  const auto done = desk.import_cases(file, options);
  const Spent spent = watch.spent();
  require(done.needs == needs, "needs imported");
  return spent;
}

template <class Work>
std::pair<double, double> latency(int times, const Work& work) {
  std::vector<double> milliseconds;
  for (int i = 0; i < times; ++i) {
    const auto start = Timer::now();
    work(i);
    milliseconds.push_back(seconds_since(start) * 1e3);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return {milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100]};
}

void lists(const ServiceDesk& many, const ServiceDesk& few) {
  const std::pair<const char*, Actor> viewers[] = {
      {"an officer of a group", Actor::officer(OfficerId("general3"))},
      {"a handler", Actor::officer(OfficerId("h2-2"))},
      {"a supervisor of 121 departments", Actor::officer(OfficerId("boss"))},
      {"an enterprise", Actor::enterprise(EnterpriseId(enterprise_id(17)))},
      {"the host", Actor::host()}};
  NeedQuery query;
  query.open_only = true;
  for (const auto& [who, viewer] : viewers) {
    const auto ask = [&](const ServiceDesk& desk) {
      return latency(50, [&](int) { require(!desk.needs(query, viewer).empty(), "a list"); });
    };
    const auto large = ask(many), small = ask(few);
    fmt::print(
        "open needs of {}, the 100 most urgent: median {:.2f} ms, 99th {:.2f} ms; among 10,000: {:.2f}, {:.2f}; {:.2f} "
        "times\n",
        who, large.first, large.second, small.first, small.second, large.first / small.first);
  }
}

void commands(ServiceDesk& desk, const std::string& bare_path) {
  constexpr int times = 2'000;
  const auto now = system_now();
  const auto ours = latency(times, [&](int i) {
    Need need;
    need.enterprise = EnterpriseId(enterprise_id(i % 100));
    need.text = texts[i % 6];
    desk.apply(RegisterNeed{need}, {Actor::host(), "bench", fmt::format("one {}", i), now, true});
  });
  SQLite::Database bare(bare_path, SQLite::OPEN_READWRITE);
  bare.exec(
      "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096; PRAGMA secure_delete = ON; PRAGMA cache_size = "
      "-65536");
  const auto last = bare.execAndGet("SELECT MAX(seq) FROM ledger_event").getInt64();
  SQLite::Statement insert(
      bare,
      "INSERT INTO ledger_event SELECT ?, 'bare/' || ?, version, kind, at, recorded, actor, system, "
      "'bare' || ?, data, versions, redacts, imported, commitment, fingerprint, hash FROM "
      "ledger_event WHERE seq = ?");
  const auto theirs = latency(times, [&](int i) {
    SQLite::Transaction transaction(bare, SQLite::TransactionBehavior::IMMEDIATE);
    insert.bind(1, last + 1 + i);
    insert.bind(2, i);
    insert.bind(3, i);
    insert.bind(4, last - i);
    insert.exec();
    insert.reset();
    transaction.commit();
  });
  fmt::print(
      "one durable command (a need registered, routed, dispatched): median {:.3f} ms, 99th {:.3f} ms; bare insert and "
      "commit: {:.3f}, {:.3f}; 99th {:.2f} times\n",
      ours.first, ours.second, theirs.first, theirs.second, ours.second / theirs.second);
}

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t needs = count > 1 ? std::atoll(arguments[1]) : 100'000;
  auto pattern = ((count > 2 ? std::filesystem::path(arguments[2]) : std::filesystem::temp_directory_path()) /
                  "zhuqi-import-XXXXXX")
                     .string();
  if (mkdtemp(pattern.data()) == nullptr) {
    fmt::print(stderr, "{} cannot be made\n", pattern);
    return 2;
  }
  const std::filesystem::path folder = pattern;
  const auto file = [&](const char* name) { return (folder / name).string(); };
  const auto fill = [&](ServiceDesk& desk, std::int64_t count) {
    write_enterprises(file("enterprises.jsonl"), count);
    import(desk, file("enterprises.jsonl"), 0);
    write_cases(file("cases.jsonl"), count);
    return import(desk, file("cases.jsonl"), count);
  };
  auto few = open_desk(file("few.db"));
  fill(few, 10'000);
  auto many = open_desk(file("many.db"));
  const Spent ours = fill(many, needs);
  const auto bare = bench::replay(file("many.db"), file("bare.db"), 2'000);
  const auto rate = [&](double seconds) { return static_cast<double>(needs) / seconds; };
  fmt::print(
      "import: {} needs in {:.1f} s ({:.1f} s of processors), {:.0f} needs/s; the same {} rows by bare inserts in "
      "{:.1f} s ({:.1f} s), {:.0f} needs/s; {:.2f} of the rate, {:.2f} by processor time\n",
      needs, ours.seconds, ours.processors, rate(ours.seconds), bare.rows, bare.spent.seconds, bare.spent.processors,
      rate(bare.spent.seconds), bare.spent.seconds / ours.seconds, bare.spent.processors / ours.processors);
  fmt::print("memory at most {} MiB\n", peak_mebibytes());
  std::fflush(stdout);
  lists(many, few);
  commands(many, file("bare.db"));
  if (count > 3) {
    require(many.verify().empty(), "verify");
    fmt::print("verified\n");
  }
  std::filesystem::remove_all(folder);
}
