// A layer over SQLite's file system that fails on demand: the n-th change to a file, counted over all files.
#pragma once

#include <atomic>

#include <sqlite3.h>

namespace zhuqi::store_test {

enum class Fault { io_error, disk_full };

// While one of these lives, new connections of this process go through the faulty layer. One at a time.
class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  // From the n-th change on (0: the next), `times` changes fail. A change is a write, a sync or a truncation.
  void fail_at(int n, Fault fault, int times = 1);
  void heal();
  bool has_failed() const;
};

}  // namespace zhuqi::store_test
