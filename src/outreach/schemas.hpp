// The schemas of what outreach/documents.hpp reads and writes in forms of its own.
#pragma once

#include "base/schema.hpp"
#include "outreach/documents.hpp"

namespace zhuqi::detail {

template <>
struct SchemaOf<Answer> {
  static Json make(Schemas& schemas) {
    return {{"anyOf", {schemas.of<std::int64_t>(), schemas.of<std::string>(), schemas.of<std::vector<std::string>>()}}};
  }
};

}  // namespace zhuqi::detail
