// The canonical text of a described document, written at once: the same bytes as canonical(to_json(value)) gives, in a
// small part of the time, because no value is built in between. For what is written for every event.
#pragma once

#include <algorithm>

#include "base/fields.hpp"
#include "base/json_string.hpp"

namespace zhuqi {

// Appends the canonical text of `value`.
template <class T>
void write_canonical(std::string& out, const T& value);

namespace detail {

// How a type is written; what has no writer of its own goes through its JSON.
template <class T>
struct Writer {
  static void write(std::string& out, const T& v) { out += canonical(to_json(v)); }
};

template <>
struct Writer<std::string> {
  static void write(std::string& out, const std::string& v) { append_json_string(out, v); }
};

template <>
struct Writer<bool> {
  static void write(std::string& out, bool v) { out += v ? "true" : "false"; }
};

template <std::integral I>
struct Writer<I> {
  static void write(std::string& out, I v) { fmt::format_to(std::back_inserter(out), "{}", v); }
};

template <class Tag>
struct Writer<Id<Tag>> {
  static void write(std::string& out, const Id<Tag>& v) { append_json_string(out, v.str()); }
};

template <>
struct Writer<Instant> {
  static void write(std::string& out, Instant v) { append_json_string(out, to_string(v)); }
};

template <>
struct Writer<Date> {
  static void write(std::string& out, Date v) { append_json_string(out, to_string(v)); }
};

template <class T>
struct Writer<std::optional<T>> {
  static void write(std::string& out, const std::optional<T>& v) {
    if (v)
      write_canonical(out, *v);
    else
      out += "null";
  }
};

template <class T>
struct Writer<std::vector<T>> {
  static void write(std::string& out, const std::vector<T>& v) {
    char separator = '[';
    for (const auto& item : v) {
      out.push_back(separator);
      write_canonical(out, item);
      separator = ',';
    }
    out += v.empty() ? "[]" : "]";
  }
};

template <class T>
struct Writer<std::map<std::string, T>> {
  static void write(std::string& out, const std::map<std::string, T>& v) {
    char separator = '{';
    for (const auto& [key, item] : v) {
      out.push_back(separator);
      append_json_string(out, key);
      out.push_back(':');
      write_canonical(out, item);
      separator = ',';
    }
    out += v.empty() ? "{}" : "}";
  }
};

template <Named E>
struct Writer<E> {
  static void write(std::string& out, E v) {
    for (const auto& [value, name] : names(Of<E>{}))
      if (value == v) return append_json_string(out, name);
    throw Refused(Code::internal, "an enumeration without a name");
  }
};

template <Described T>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(fields(Of<T>{}))>;

// The places of the fields of T in the order of their names' bytes.
template <Described T>
inline constexpr auto field_order = [] {
  const auto names = std::apply(
      [](const auto&... f) { return std::array<std::string_view, field_count<T>>{std::string_view(f.name)...}; },
      fields(Of<T>{}));
  std::array<std::size_t, field_count<T>> order{};
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
  return order;
}();

// Which fields are written: as split_personal parts a document.
enum class Part { whole, impersonal, personal };

template <Described T>
class FieldWriter {
 public:
  FieldWriter(std::string& out, const T& v, Part part) : out_(out), v_(v), part_(part) {}

  void write() {
    write_all(std::make_index_sequence<field_count<T>>());
    out_ += separator_ == '{' ? "{}" : "}";
  }

 private:
  template <std::size_t... I>
  void write_all(std::index_sequence<I...>) {
    if constexpr (sizeof...(I) > 0) {
      constexpr auto all = fields(Of<T>{});
      (put(std::get<field_order<T>[I]>(all)), ...);
    }
  }

  template <class M>
  void put(const Field<T, M>& f) {
    const M& member = v_.*f.member;
    if (f.is_optional && member == M{}) return;
    if constexpr (Described<M>)
      if (part_ != Part::whole && !f.is_personal) return put_inner(f.name, member);
    if (part_ != Part::whole && f.is_personal != (part_ == Part::personal)) return;
    key(f.name);
    write_canonical(out_, member);
  }

  // Some of its fields may be of the one part, some of the other.
  template <class M>
  void put_inner(const char* name, const M& member) {
    std::string inner;
    FieldWriter<M>(inner, member, part_).write();
    if (part_ == Part::personal && inner == "{}") return;
    key(name);
    out_ += inner;
  }

  void key(const char* name) {
    out_.push_back(separator_);
    append_json_string(out_, name);
    out_.push_back(':');
    separator_ = ',';
  }

  std::string& out_;
  const T& v_;
  Part part_;
  char separator_ = '{';
};

template <Described T>
struct Writer<T> {
  static void write(std::string& out, const T& v) { FieldWriter<T>(out, v, Part::whole).write(); }
};

}  // namespace detail

template <class T>
void write_canonical(std::string& out, const T& value) {
  detail::Writer<T>::write(out, value);
}

// What to_json and split_personal leave of a document, and what they take out of it; the latter is empty if that is
// nothing.
template <Described T>
void write_parts(const T& value, std::string& impersonal, std::string& personal) {
  impersonal.clear();
  personal.clear();
  detail::FieldWriter<T>(impersonal, value, detail::Part::impersonal).write();
  detail::FieldWriter<T>(personal, value, detail::Part::personal).write();
  if (personal == "{}") personal.clear();
}

}  // namespace zhuqi
