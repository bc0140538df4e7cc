#include <fmt/format.h>

#include <zhuqi/store/verification.hpp>

namespace zhuqi {

namespace {

const char* name(Discrepancy::Part part) {
  switch (part) {
    case Discrepancy::Part::file:
      return "file";
    case Discrepancy::Part::chain:
      return "chain";
    case Discrepancy::Part::stream:
      return "stream";
    case Discrepancy::Part::key:
      return "key";
    case Discrepancy::Part::personal:
      return "personal";
    case Discrepancy::Part::content:
      return "content";
    case Discrepancy::Part::head:
      return "head";
    case Discrepancy::Part::projection:
      return "projection";
  }
  return "file";
}

}  // namespace

std::string to_string(const Discrepancy& d) {
  std::string line = name(d.part);
  if (d.seq != 0) line += fmt::format(": event {}", d.seq);
  if (!d.stream.empty()) line += fmt::format(" ({}{}{})", d.stream, d.kind.empty() ? "" : ", ", d.kind);
  if (!d.table.empty()) line += fmt::format(": table {}", d.table);
  if (!d.row.empty()) line += fmt::format(", row {}", d.row);
  return line + ": " + d.message;
}

}  // namespace zhuqi
