// How documents are described to code that does not know their types: the fields of a struct, and for each the form of
// its values. Made from fields() by base/fields.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace zhuqi {

struct Description;

// How the values of one type are written and read.
struct Form {
  Json (*to)(const void* value);
  void (*write)(std::string& out, const void* value);  // appends canonical(to(value)), with no value built in between
  void (*from)(const Json& json, const std::string& place, void* value);
  bool (*is_blank)(const void* value);  // equal to a default-constructed one
  Json (*blank)();
  const Description& (*inner)();  // of a described struct; else null
};

struct FieldForm {
  const char* name;
  std::size_t offset;  // within the struct
  bool is_optional;
  bool is_personal;
  const Form* form;
};

struct Description {
  explicit Description(std::vector<FieldForm> forms);

  std::vector<FieldForm> fields;   // in the order of fields()
  std::vector<FieldForm> by_name;  // in the order of their names' bytes: that of canonical text
};

// Which fields are written: as split_personal parts a document.
enum class Part { whole, impersonal, personal };

Json write_fields(const Description& description, const void* value);
void write_text(std::string& out, const Description& description, const void* value, Part part);
void read_fields(const Description& description, const Json& json, const std::string& place, void* value);
Json split_personal(const Description& description, Json& object);
void restore_personal(const Description& description, Json& object, const Json& personal);

}  // namespace zhuqi
