#include "decision/model_file.hpp"

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "decision/csv_table.hpp"
#include "decision/dmn.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t max_table_bytes = 64 << 20;

bool has_ending(std::string_view name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  name.remove_prefix(name.size() - ending.size());
  for (std::size_t i = 0; i < name.size(); ++i)
    if ((name[i] | 0x20) != ending[i] && name[i] != ending[i]) return false;
  return true;
}

}  // namespace

ModelFile::ModelFile(std::string_view bytes, std::string_view name) : name_(name), csv_(has_ending(name, ".csv")) {
  if (bytes.size() > max_table_bytes)
    throw Refused(Code::too_large, fmt::format("{}: larger than {} bytes", name_, max_table_bytes), name_);
  if (!csv_ && !has_ending(name, ".dmn") && !has_ending(name, ".xml"))
    throw Refused(Code::invalid_argument, fmt::format("«{}» is neither .csv nor .dmn", name_), name_);
  bytes_ = bytes;
}

ModelSource ModelFile::read(FindingLog& report) const {
  return csv_ ? read_csv_table(bytes_, name_, report) : read_dmn(bytes_, name_, report);
}

const ModelSource& ModelFile::model() const {
  std::call_once(once_, [&] {
    FindingLog none(name_);
    model_ = read(none);
  });
  return model_;
}

}  // namespace zhuqi
