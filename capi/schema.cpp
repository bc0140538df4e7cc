#include <zhuqi/desk/schemas.hpp>

#include "guard.hpp"

namespace capi = zhuqi::capi;

zq_status zq_schema(const char* name, size_t name_len, zq_buffer* schema, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(schema, "schema");
    const auto wanted = capi::text(name, name_len, "name");
    if (!wanted.empty()) {
      out = capi::to_buffer(zhuqi::schema_document(wanted));
      return;
    }
    std::string names;
    for (const auto& one : zhuqi::schema_names()) names += (names.empty() ? "\"" : ",\"") + one + '"';
    out = capi::to_buffer('[' + names + ']');
  });
}
