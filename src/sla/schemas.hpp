// The schemas of what sla/documents.hpp reads and writes in forms of its own.
#pragma once

#include "base/schema.hpp"
#include "sla/documents.hpp"

namespace zhuqi::detail {

template <>
struct SchemaOf<Span> {
  static Json make(Schemas&) { return {{"type", "string"}, {"description", "a span: 30m, 24h, 3d, 30wm, 2wh, 7wd"}}; }
};

template <>
struct SchemaOf<Target> {
  static Json make(Schemas&) { return {{"type", "string"}, {"description", "a span and where it ends: 24h next-day"}}; }
};

template <>
struct SchemaOf<std::vector<LadderStep>> {
  static Json make(Schemas&) {
    return {{"type", "string"}, {"description", "a ladder: -1wd warn officer; 0 breach department"}};
  }
};

// Both forms, that of old too.
template <>
struct SchemaOf<SlaPolicy> {
  static Json make(Schemas& schemas) {
    return {{"type", "object"},
            {"properties",
             {{"name", schemas.of<std::string>()},
              {"rule", schemas.of<std::string>()},
              {"stages", schemas.of<decltype(SlaPolicy::stages)>()},
              {"extension", schemas.of<ExtensionPolicy>()},
              {"returns", schemas.of<ReturnPolicy>()},
              {"sign", schemas.of<Target>()},
              {"resolve", schemas.of<Target>()},
              {"ladder", schemas.of<std::vector<LadderStep>>()}}},
            {"required", {"name"}},
            {"additionalProperties", false}};
  }
};

}  // namespace zhuqi::detail
