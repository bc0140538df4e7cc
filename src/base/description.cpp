#include "base/description.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/codec.hpp"

namespace zhuqi {

namespace {

std::string inside(const std::string& place, std::string_view name) {
  return place.empty() ? std::string(name) : fmt::format("{}.{}", place, name);
}

[[noreturn]] void refuse(const std::string& place, const char* why) {
  throw Refused(Code::invalid_argument, fmt::format("{} {}", place, why), place);
}

void refuse_unknown(const Description& description, const Json& json, const std::string& place) {
  for (const auto& item : json.items()) {
    const bool known = std::ranges::any_of(description.fields, [&](const auto& f) { return item.key() == f.name; });
    if (known) continue;
    const auto at = inside(place, item.key());
    throw Refused(Code::invalid_argument, fmt::format("{} is not a known field", at.substr(0, 80)), at);
  }
}

const void* at(const void* value, const FieldForm& field) { return static_cast<const char*>(value) + field.offset; }

void write_key(std::string& out, const char* name, char& separator) {
  out.push_back(separator);
  out.push_back('"');
  out += name;  // an identifier: nothing in it is escaped
  out += "\":";
  separator = ',';
}

}  // namespace

Description::Description(std::vector<FieldForm> forms) : fields(std::move(forms)), by_name(fields) {
  const auto name = [](const FieldForm& field) { return std::string_view(field.name); };
  std::ranges::sort(by_name, {}, name);
}

void detail::write_number(std::string& out, std::int64_t number) { out += std::to_string(number); }

void detail::wrong(const std::string& place, const char* expected, const Json& found) {
  throw Refused(Code::invalid_argument,
                fmt::format("{}: expected {}, found {}", place.empty() ? "document" : place, expected,
                            std::string(found.type_name())),
                place);
}

void detail::unknown_name(const std::string& place, const std::string& text, const std::string& all) {
  throw Refused(Code::invalid_argument, fmt::format("{}: «{}» is not one of {}", place, text.substr(0, 60), all),
                place);
}

Json write_fields(const Description& description, const void* value) {
  Json object = Json::object();
  for (const auto& f : description.fields) {
    const void* field = at(value, f);
    if (!f.is_optional || !f.form->is_blank(field)) object[f.name] = f.form->to(field);
  }
  return object;
}

void write_text(std::string& out, const Description& description, const void* value, Part part) {
  char separator = '{';
  for (const auto& f : description.by_name) {
    const void* field = at(value, f);
    if (f.is_optional && f.form->is_blank(field)) continue;
    if (part == Part::whole || f.is_personal) {
      if (part == Part::impersonal) continue;
      write_key(out, f.name, separator);
      f.form->write(out, field);
    } else if (f.form->inner) {  // some of its fields may be of the one part, some of the other
      const auto before = out.size();
      const char separator_before = separator;
      write_key(out, f.name, separator);
      const auto inner = out.size();
      write_text(out, f.form->inner(), field, part);
      if (part == Part::impersonal || std::string_view(out).substr(inner) != "{}") continue;
      out.resize(before);
      separator = separator_before;
    } else if (part == Part::impersonal) {
      write_key(out, f.name, separator);
      f.form->write(out, field);
    }
  }
  out += separator == '{' ? "{}" : "}";
}

void read_fields(const Description& description, const Json& json, const std::string& place, void* value) {
  if (!json.is_object()) detail::wrong(place, "an object", json);
  std::size_t known = 0;
  for (const auto& f : description.fields) {
    const auto found = json.find(f.name);
    if (found != json.end()) {
      f.form->from(*found, inside(place, f.name), static_cast<char*>(value) + f.offset);
      ++known;
    } else if (!f.is_optional) {
      refuse(inside(place, f.name), "is missing");
    }
  }
  if (known != json.size()) refuse_unknown(description, json, place);
}

Json split_personal(const Description& description, Json& object) {
  Json personal = Json::object();
  for (const auto& f : description.fields) {
    const auto found = object.find(f.name);
    if (found == object.end()) continue;
    if (f.is_personal) {
      personal[f.name] = std::move(*found);
      object.erase(found);
    } else if (f.form->inner) {
      if (Json inner = split_personal(f.form->inner(), *found); !inner.empty()) personal[f.name] = std::move(inner);
    }
  }
  return personal;
}

void restore_personal(const Description& description, Json& object, const Json& personal) {
  for (const auto& f : description.fields) {
    const auto found = personal.find(f.name);
    if (f.is_personal) {
      if (found != personal.end()) {
        object[f.name] = *found;
      } else if (!f.is_optional) {
        object[f.name] = f.form->blank();
      }
    } else if (f.form->inner) {
      const auto place = object.find(f.name);
      const bool is_there = place != object.end() && !place->is_null();
      if (!is_there && found == personal.end()) continue;  // what is absent stays absent
      restore_personal(f.form->inner(), object[f.name], found == personal.end() ? Json::object() : *found);
    }
  }
}

}  // namespace zhuqi
