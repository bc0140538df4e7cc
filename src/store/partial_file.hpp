// A file that appears under its name only when it is whole.
#pragma once

#include <filesystem>

namespace zhuqi {

class PartialFile {
 public:
  // `to` must not exist: Refused(already_exists). What an earlier attempt left is removed.
  explicit PartialFile(std::filesystem::path to);
  // Removes what was not kept.
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  const std::filesystem::path& path() const { return partial_; }
  // Syncs it and gives it its name. Throws Refused(io).
  void keep();

 private:
  void remove() noexcept;

  std::filesystem::path to_, partial_;
};

}  // namespace zhuqi
