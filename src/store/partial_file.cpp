#include "store/partial_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

// A file, or the folder that names it, to the disk.
bool sync(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = ::fsync(file) == 0;
  ::close(file);
  return done;
}

}  // namespace

PartialFile::PartialFile(std::filesystem::path to) : to_(std::move(to)), partial_(to_) {
  std::error_code error;
  if (std::filesystem::exists(to_, error))
    throw Refused(Code::already_exists, "it is there already and is not overwritten: choose another name",
                  to_.string());
  partial_ += ".partial";
  remove();
}

PartialFile::~PartialFile() {
  if (!partial_.empty()) remove();
}

void PartialFile::keep() {
  std::error_code error;
  if (sync(partial_)) std::filesystem::rename(partial_, to_, error);
  const auto folder = to_.has_parent_path() ? to_.parent_path() : std::filesystem::path(".");
  if (error || !std::filesystem::exists(to_, error) || !sync(folder))
    throw Refused(Code::io, "the copy cannot be put in place: check the folder", to_.string());
  partial_.clear();
}

void PartialFile::remove() noexcept {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(partial_.string() + end, ignored);
}

}  // namespace zhuqi
