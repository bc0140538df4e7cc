// Restoring: a copy of a backup, checked before it takes its name.
#include <zhuqi/base/error.hpp>
#include <zhuqi/store/ledger.hpp>

#include "store/partial_file.hpp"
#include "store/schema.hpp"

namespace zhuqi {

namespace {

void copy_database_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::copy_file(from, to, error);
  if (error) throw Refused(Code::io, "it cannot be copied: " + error.message(), from.string());
}

}  // namespace

void restore_sqlite(const std::filesystem::path& backup, const std::filesystem::path& to,
                    const std::function<void(const std::filesystem::path&)>& check) {
  inspect_file(backup, false, migrations().size());
  PartialFile partial(to);
  copy_database_file(backup, partial.path());
  // A backup that was opened meanwhile may have a log beside it.
  std::error_code error;
  const std::string log = backup.string() + "-wal";
  if (std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) > 0)
    copy_database_file(log, partial.path().string() + "-wal");
  check(partial.path());
  partial.keep();
}

}  // namespace zhuqi
