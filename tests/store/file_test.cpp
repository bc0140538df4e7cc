// Which files are opened, which are refused and left alone, and how an older one is brought up to date.
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/schema.hpp"
#include "store/support.hpp"

namespace zhuqi {
namespace {

using namespace store_test;

class FileTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = folder.file("a.db");

  void write(const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }
  void expect_refused(Code code, const char* what) {
    const auto before = bytes_of(path);
    EXPECT_EQ(code_of([&] { open_sqlite(path, with_streams()); }), code) << what;
    EXPECT_EQ(bytes_of(path), before) << what << ": the file was touched";
  }
};

TEST_F(FileTest, AMissingFileIsMadeOnlyIfAskedFor) {
  EXPECT_EQ(code_of([&] { open_sqlite(path, {.create = false}); }), Code::not_found);
  EXPECT_FALSE(std::filesystem::exists(path));
  open_sqlite(path);
  open_sqlite(path, {.create = false});
  EXPECT_EQ(code_of([&] { open_sqlite(folder.file("no/such/folder.db")); }), Code::io);
}

TEST_F(FileTest, WhatIsNoFileIsRefused) {
  for (const char* name : {"", ":memory:"})
    EXPECT_EQ(code_of([&] { open_sqlite(name); }), Code::invalid_argument) << name;
}

TEST_F(FileTest, ForeignFilesAreRefusedAndLeftAlone) {
  write("id,name\n1,a\n");
  expect_refused(Code::foreign, "a text");
  write(std::string(8'192, '\0'));
  expect_refused(Code::foreign, "zeros");
  write("");
  EXPECT_EQ(code_of([&] { open_sqlite(path, {.create = false}); }), Code::foreign);
  std::filesystem::remove(path);
  SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE t (x); PRAGMA user_version = 1");
  expect_refused(Code::foreign, "another program's database");
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  EXPECT_EQ(code_of([&] { open_sqlite(path); }), Code::foreign) << "a folder";
}

TEST_F(FileTest, ANewerSchemaIsRefusedAndLeftAlone) {
  fill(*open_sqlite(path, with_streams()), 3);
  SQLite::Database(path, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 1000");
  expect_refused(Code::foreign, "newer");
}

TEST_F(FileTest, ADamagedFileIsRefusedAndLeftAlone) {
  fill(*open_sqlite(path, with_streams()), 60);
  const auto whole = bytes_of(path);
  write(whole.substr(0, whole.size() / 2));
  expect_refused(Code::corrupt, "cut short");
  write(whole.substr(0, 60));
  expect_refused(Code::corrupt, "cut in the header");
  auto scrambled = whole;
  std::fill(scrambled.begin() + 100, scrambled.begin() + 4'096, '\x5a');
  write(scrambled);
  expect_refused(Code::corrupt, "scrambled schema");
}

// Made by this program at schema 1. Later schemas must go on opening it.
TEST_F(FileTest, OldDatabasesAreOpenedAndVerified) {
  struct Old {
    const char* file;
    Head head;
  };
  const std::vector<Old> all = {{"v1.db", parse_head(bytes_of(ZHUQI_SOURCE_DIR "/tests/store/old/v1.head"))}};
  for (const auto& [file, head] : all) {
    std::filesystem::copy_file(std::string(ZHUQI_SOURCE_DIR "/tests/store/old/") + file, path);
    const auto ledger = open_sqlite(path, with_streams());
    const auto verification = ledger->verify({.head = head});
    EXPECT_TRUE(verification.passed()) << listed(verification);
    EXPECT_EQ(verification.head.seq, 13);
    EXPECT_EQ(verification.redacted, 1);
    EXPECT_EQ(ledger->read([](Reader& r) { return r.check_key(cause("k3")).use; }), KeyUse::same_command);
    fill(*ledger, 3, "new");
    EXPECT_TRUE(ledger->verify({.head = head}).passed());
  }
}

TEST_F(FileTest, MigrationsRunInOrderOnceAndAllOrNothing) {
  open_sqlite(path);
  const auto first = std::string(migrations()[0]);
  const char* const two[] = {first.c_str(), "CREATE TABLE extra (x INTEGER)"};
  const char* const failing[] = {two[0], two[1], "INSERT INTO extra VALUES (7)", "INSERT INTO nowhere VALUES (1)"};
  Connection connection(path, Connection::Kind::writer, std::chrono::milliseconds(100));

  migrate(connection, two);
  migrate(connection, two);
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 2);
  EXPECT_NE(code_of([&] { migrate(connection, failing); }), Code::ok);
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 2);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM extra"), 0) << "the third step was undone with the fourth";
  migrate(connection, std::span(failing).first(3));
  EXPECT_EQ(connection.integer("SELECT count(*) FROM extra"), 1);
  EXPECT_EQ(code_of([&] { migrate(connection, two); }), Code::foreign);
  EXPECT_EQ(code_of([&] { open_sqlite(path); }), Code::foreign);
}

TEST_F(FileTest, ManyMayCreateItAtOnce) {
  std::vector<std::jthread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      try {
        fill(*open_sqlite(path, with_streams()), 1, "k" + std::to_string(i) + "-");
      } catch (const std::exception& error) {
        ++failed;
        ADD_FAILURE() << error.what();
      }
    });
  threads.clear();
  EXPECT_EQ(failed, 0);
  const auto verification = open_sqlite(path, with_streams())->verify();
  EXPECT_TRUE(verification.passed()) << listed(verification);
  EXPECT_EQ(verification.head.seq, 8);
}

TEST_F(FileTest, ABackupIsACopyOfOneState) {
  const auto ledger = open_sqlite(path, with_streams());
  fill(*ledger, 200);
  const auto copy = folder.file("copy.db");
  std::atomic<bool> stop = false;
  std::jthread writer([&] {
    for (int i = 0; !stop; ++i) fill(*ledger, 1, "w" + std::to_string(i) + "-");
  });
  while (ledger->read([](Reader& reader) { return reader.head().seq; }) < 210) std::this_thread::yield();
  const auto before = ledger->read([](Reader& reader) { return reader.head(); });
  ledger->backup(copy);
  stop = true;
  writer.join();

  EXPECT_FALSE(std::filesystem::exists(copy + ".partial"));
  const auto restored = open_sqlite(copy, with_streams());
  const auto verification = restored->verify({.head = before});
  EXPECT_TRUE(verification.passed()) << listed(verification);
  EXPECT_GE(verification.head.seq, before.seq);
  fill(*restored, 1, "restored");

  EXPECT_EQ(code_of([&] { ledger->backup(copy); }), Code::already_exists);
  EXPECT_EQ(code_of([&] { ledger->backup(folder.file("no/such/copy.db")); }), Code::io);
}

TEST_F(FileTest, AWriterThatTakesTooLongIsBusy) {
  auto options = with_streams();
  options.busy_timeout = std::chrono::milliseconds(30);
  const auto ledger = open_sqlite(path, options);
  SQLite::Database other(path, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(code_of([&] { fill(*ledger, 1); }), Code::busy);
  EXPECT_EQ(ledger->read([](Reader& reader) { return reader.head().seq; }), 0) << "readers do not wait";
  other.exec("ROLLBACK");
  fill(*ledger, 1);
}

}  // namespace
}  // namespace zhuqi
