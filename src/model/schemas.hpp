// The schemas of what model/documents.hpp reads and writes in forms of its own.
#pragma once

#include "base/schema.hpp"
#include "model/documents.hpp"

namespace zhuqi::detail {

template <>
struct SchemaOf<AmountRate> {
  static Json make(Schemas&) { return {{"type", "string"}, {"description", "a share or a sum: 0.05, 5%, 1000"}}; }
};

}  // namespace zhuqi::detail
