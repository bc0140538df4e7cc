#include "store/faulty_vfs.hpp"

#include <new>

#include <climits>

namespace zhuqi::store_test {

namespace {

constexpr int healthy = INT_MAX;

std::atomic<int> changes_left = healthy;  // until the fault
std::atomic<int> faults_left = 0;
std::atomic<Fault> kind = Fault::io_error;
std::atomic<bool> failed = false;

// The code to fail with, or SQLITE_OK.
int change(int io_code) {
  if (changes_left == healthy || changes_left-- > 0) return SQLITE_OK;
  changes_left = 0;
  if (faults_left <= 0) return SQLITE_OK;
  --faults_left;
  failed = true;
  return kind == Fault::disk_full ? SQLITE_FULL : io_code;
}

// Ours stands in front of the real file in one block of memory.
struct File {
  sqlite3_file base;
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }
sqlite3_vfs* real(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

const sqlite3_io_methods methods = {
    3,
    [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
    [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, n, at); },
    [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
      const int code = change(SQLITE_IOERR_WRITE);
      return code ? code : real(f)->pMethods->xWrite(real(f), from, n, at);
    },
    [](sqlite3_file* f, sqlite3_int64 size) {
      const int code = change(SQLITE_IOERR_TRUNCATE);
      return code ? code : real(f)->pMethods->xTruncate(real(f), size);
    },
    // No power is lost here, so that syncing for good would only take time.
    [](sqlite3_file*, int) { return change(SQLITE_IOERR_FSYNC); },
    [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
    [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
    [](sqlite3_file* f, int op, void* argument) { return real(f)->pMethods->xFileControl(real(f), op, argument); },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    },
    [](sqlite3_file* f, int offset, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    [](sqlite3_file*, sqlite3_int64, int, void** out) { return *out = nullptr, SQLITE_OK; },
    [](sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; },
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  auto* ours =
      new (file) File{{nullptr}, reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File))};
  const int code = real(vfs)->xOpen(real(vfs), name, ours->real, flags, flags_out);
  if (ours->real->pMethods) ours->base.pMethods = &methods;
  return code;
}

sqlite3_vfs faulty;

}  // namespace

FaultyVfs::FaultyVfs() {
  auto* standard = sqlite3_vfs_find("unix");
  faulty = *standard;
  faulty.zName = "faulty";
  faulty.pAppData = standard;
  faulty.szOsFile = static_cast<int>(sizeof(File)) + standard->szOsFile;
  faulty.xOpen = open;
  heal();
  sqlite3_vfs_register(&faulty, 1);
}

FaultyVfs::~FaultyVfs() {
  sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
  sqlite3_vfs_unregister(&faulty);
}

void FaultyVfs::fail_at(int n, Fault fault, int times) {
  failed = false;
  kind = fault;
  faults_left = times;
  changes_left = n;
}

void FaultyVfs::heal() {
  changes_left = healthy;
  faults_left = 0;
}

bool FaultyVfs::has_failed() const { return failed; }

}  // namespace zhuqi::store_test
