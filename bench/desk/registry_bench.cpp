// Filling the registry beside plain SQLite.
//   bench_registry [enterprises] [folder]
// The same CSV file is read by ServiceDesk::import_enterprises, and by a plain loader: the library's CSV reader, one
// prepared insert a row into a table with the same columns and indexes, the same rows in a transaction, the same
// durability, no checks, no events. Then once more with a tenth changed; and with an event for each, for comparison.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <zhuqi/desk/desk.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/csv.hpp"

namespace {

using namespace zhuqi;
using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) { return std::chrono::duration<double>(Timer::now() - start).count(); }

void require(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "wrong answer: {}\n", what);
  std::exit(1);
}

constexpr std::int64_t batch = 1'000;
constexpr const char* header =
    "id,name,region,industry,staff,revenue_fen,assets_fen,research_fen,tier,building,tags,contact_name,contact_phone,"
    "address,contact_verified\n";

// Credit codes whose checks hold, in no order of their characters.
std::string credit_code(std::int64_t number) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string code = "915301" + fmt::format("{:02}MA", number % 29 + 1);
  auto spread = static_cast<std::uint64_t>(number) * 7'919 % 887'503'681;  // 31^6, and a prime
  for (int i = 0; i < 6; ++i, spread /= 31) code += alphabet[spread % 31];
  code += "00";
  // What is wrong ends with the character that would be right.
  while (const auto fault = credit_code_fault(code)) code[fault->starts_with("character 17") ? 16 : 17] = fault->back();
  return code;
}

// With `as_cases` as rows of past cases; every so many-th enterprise of a `changed` file has another staff.
void write_file(const std::string& path, std::int64_t count, int changed, bool as_cases = false) {
  std::ofstream file(path, std::ios::binary);
  file << (as_cases ? "command,at," : "") << header;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto id = credit_code(i);
    if (as_cases) file << "register_enterprise,2026-01-15 09:00,";
    file << fmt::format(
        "{},昆明示范机械制造有限公司{}号,{},C3489,{},{},{},{},{},,规上;高新技术企业,王某,138{:08},"
        "云南省昆明市经开区科高路{}号,2026-01-15\n",
        id, i, id.substr(2, 6), (changed && i % changed == 0) + i % 300, i * 1'000'000, i * 1'500'000, i * 40'000,
        i % 3 ? "创新型" : "专精特新", i, i % 999);
  }
}

double import(const std::string& database, const std::string& path, std::int64_t added, std::int64_t changed) {
  auto desk = ServiceDesk::open(database);
  std::ifstream file(path, std::ios::binary);
  EnterpriseImportOptions options;
  options.file = path;
  options.batch = batch;
  options.tell = [](const Finding& finding) {
    fmt::print(stderr, "{}\n", to_string(finding));
    std::exit(1);
  };
  const auto start = Timer::now();
  const auto done = desk.import_enterprises(file, options);
  const auto took = seconds_since(start);
  require(done.added == added && done.changed == changed, "what was taken");
  return took;
}

// What one would write otherwise.
double plain(const std::string& database, const std::string& path, std::int64_t count) {
  SQLite::Database db(database, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536");
  db.exec("PRAGMA wal_autocheckpoint = 4096; PRAGMA synchronous = FULL");
  db.exec(
      "CREATE TABLE enterprises (id TEXT PRIMARY KEY, name TEXT, region TEXT, industry TEXT, staff INTEGER, "
      "revenue_fen INTEGER, assets_fen INTEGER, research_fen INTEGER, tier TEXT, building TEXT, tags TEXT, "
      "contact_name TEXT, contact_phone TEXT, address TEXT, contact_verified TEXT)");
  db.exec("CREATE INDEX enterprises_region ON enterprises (region)");
  const auto start = Timer::now();
  std::ifstream file(path, std::ios::binary);
  SQLite::Statement insert(db, "INSERT INTO enterprises VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::string line;
  std::getline(file, line);
  std::vector<std::string_view> fields;
  std::int64_t rows = 0;
  while (std::getline(file, line)) {
    CsvReader reader(line);
    reader.next(fields);
    if (rows % batch == 0) db.exec("BEGIN IMMEDIATE");
    for (int i = 0; i < 15; ++i) {
      const std::string cell(fields[static_cast<std::size_t>(i)]);
      if (i >= 4 && i <= 7)
        insert.bind(i + 1, static_cast<std::int64_t>(std::atoll(cell.c_str())));
      else
        insert.bind(i + 1, cell);
    }
    insert.exec();
    insert.reset();
    if (++rows % batch == 0) db.exec("COMMIT");
  }
  if (rows % batch != 0) db.exec("COMMIT");
  const auto took = seconds_since(start);
  require(rows == count, "rows of the plain loader");
  return took;
}

// An event for each enterprise, as many rows in a transaction: the import of past cases does so.
double an_event_each(const std::string& database, const std::string& path, std::int64_t count) {
  auto desk = ServiceDesk::open(database);
  std::ifstream file(path, std::ios::binary);
  CaseImportOptions options;
  options.file = path;
  options.batch = batch;
  options.bad = [](const Finding& finding) {
    fmt::print(stderr, "{}\n", to_string(finding));
    std::exit(1);
  };
  const auto start = Timer::now();
  require(desk.import_cases(file, options).taken == count, "what was taken one by one");
  return seconds_since(start);
}

std::int64_t peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace

int main(int count, char** arguments) {
  const std::int64_t many = count > 1 ? std::atoll(arguments[1]) : 1'000'000;
  auto pattern = ((count > 2 ? std::filesystem::path(arguments[2]) : std::filesystem::temp_directory_path()) /
                  "zhuqi-registry-XXXXXX")
                     .string();
  if (mkdtemp(pattern.data()) == nullptr) {
    fmt::print(stderr, "{} cannot be made\n", pattern);
    return 2;
  }
  const std::filesystem::path folder = pattern;
  const auto file = [&](const char* name) { return (folder / name).string(); };
  const std::int64_t few = std::min<std::int64_t>(many, 20'000);
  write_file(file("all.csv"), many, 0);
  write_file(file("again.csv"), many, 10);
  write_file(file("few.csv"), few, 0);
  write_file(file("cases.csv"), few, 0, true);
  const double one_by_one = an_event_each(file("cases.db"), file("cases.csv"), few);
  const double in_batches = import(file("few.db"), file("few.csv"), few, 0);
  fmt::print("{} enterprises: an event each {:.0f}/s, an event for {} {:.0f}/s: {:.1f} times\n", few,
             static_cast<double>(few) / one_by_one, batch, static_cast<double>(few) / in_batches,
             one_by_one / in_batches);
  const auto before = peak_mib();
  const double theirs = plain(file("plain.db"), file("all.csv"), many);
  const auto between = peak_mib();
  const double ours = import(file("ours.db"), file("all.csv"), many, 0);
  const auto after = peak_mib();
  fmt::print(
      "import of {} enterprises: {:.1f} s, {:.0f}/s; plain SQLite inserts {:.1f} s, {:.0f}/s: {:.2f} of the rate\n",
      many, ours, static_cast<double>(many) / ours, theirs, static_cast<double>(many) / theirs, theirs / ours);
  fmt::print("peak memory: {} MiB before, {} after plain inserts, {} after the import\n", before, between, after);
  const double again = import(file("ours.db"), file("again.csv"), 0, (many + 9) / 10);
  const double same = import(file("ours.db"), file("again.csv"), 0, 0);
  fmt::print("again with a tenth changed: {:.1f} s; with nothing changed: {:.1f} s\n", again, same);
  std::filesystem::remove_all(folder);
}
