// The file of a table.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "decision/source.hpp"

namespace zhuqi {

// What a table decides by is compiled, and what was read is let go: it is many times as large as the file. Who needs it
// after all, for findings or to write the table out, has it read again, once. Thread-safe.
class ModelFile {
 public:
  // The end of `name` says which form it has. Throws Refused(invalid_argument) if it is none, Refused(too_large).
  ModelFile(std::string_view bytes, std::string_view name);

  const std::string& name() const { return name_; }
  const std::string& bytes() const { return bytes_; }
  ModelSource read(FindingLog& report) const;
  const ModelSource& model() const;

 private:
  std::string bytes_, name_;
  bool csv_ = false;
  mutable std::once_flag once_;
  mutable ModelSource model_;
};

}  // namespace zhuqi
