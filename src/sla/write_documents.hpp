// How spans, targets and ladders are written at once: beside their JSON form in sla/documents.hpp.
#pragma once

#include "base/write.hpp"
#include "sla/documents.hpp"

namespace zhuqi::detail {

template <>
struct Writer<Span> {
  static void write(std::string& out, const Span& v) { append_json_string(out, to_string(v)); }
};

template <>
struct Writer<Target> {
  static void write(std::string& out, const Target& v) { append_json_string(out, to_string(v)); }
};

template <>
struct Writer<std::vector<LadderStep>> {
  static void write(std::string& out, const std::vector<LadderStep>& v) { append_json_string(out, to_string(v)); }
};

}  // namespace zhuqi::detail
