#include <cmath>

#include <zhuqi/base/error.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw Refused(Code::invalid_argument, message); }

std::string text_of(py::handle string) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(string.ptr(), &size);
  if (data == nullptr) {
    PyErr_Clear();
    refuse("a string holds half of a surrogate pair, which UTF-8 cannot express");
  }
  return {data, static_cast<std::size_t>(size)};
}

Value integer(py::handle object) {
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
  return overflow == 0 ? Value(std::int64_t{value}) : Value::number(std::string(py::str(object)));
}

Value real(double value) {
  const auto decimal = Decimal::from_double(value);
  if (!decimal) refuse("a number is NaN or infinite: use None where it is not known");
  return *decimal;
}

Value sequence(py::handle object) {
  ValueList values;
  for (py::handle item : object) values.push_back(to_value(item));
  return values;
}

Value mapping(py::handle object) {
  ValueContext values;
  for (auto [key, value] : py::reinterpret_borrow<py::dict>(object)) {
    if (!PyUnicode_Check(key.ptr())) refuse("the keys of a record must be strings");
    values.emplace_back(text_of(key), to_value(value));
  }
  return values;
}

py::object number_to_python(const Decimal& number) {
  if (const auto whole = number.to_int64()) return py::int_(*whole);
  if (number.is_integer())
    return py::module_::import("builtins")
        .attr("int")(py::module_::import("decimal").attr("Decimal")(number.to_string()));
  return py::float_(number.to_double());
}

}  // namespace

Value to_value(py::handle object) {
  PyObject* raw = object.ptr();
  if (raw == Py_None) return {};
  if (PyBool_Check(raw)) return raw == Py_True;
  if (PyUnicode_Check(raw)) return text_of(object);
  if (PyLong_Check(raw)) return integer(object);
  if (PyFloat_Check(raw)) return real(PyFloat_AS_DOUBLE(raw));
  if (PyDict_Check(raw)) return mapping(object);
  if (PyList_Check(raw) || PyTuple_Check(raw)) return sequence(object);
  if (py::hasattr(object, "isoformat")) return std::string(py::str(object.attr("isoformat")()));
  const std::string type = Py_TYPE(raw)->tp_name;
  if (type == "decimal.Decimal") return Value::number(std::string(py::str(object)));
  refuse("a record cannot hold a value of type " + type);
}

Facts to_facts(py::handle dict) {
  Facts facts;
  for (auto [key, value] : py::reinterpret_borrow<py::dict>(dict)) {
    if (!PyUnicode_Check(key.ptr())) refuse("the keys of a record must be strings");
    facts.insert_or_assign(text_of(key), to_value(value));
  }
  return facts;
}

py::object to_python(const Value& value) {
  if (value.is_null()) return py::none();
  if (const auto* string = value.string()) return py::str(*string);
  if (const auto* number = value.number()) return number_to_python(*number);
  if (const auto* boolean = value.boolean()) return py::bool_(*boolean);
  if (const auto* list = value.list()) {
    py::list items;
    for (const Value& item : *list) items.append(to_python(item));
    return items;
  }
  if (const auto* context = value.context()) {
    py::dict entries;
    for (const auto& [name, item] : *context) entries[py::str(name)] = to_python(item);
    return entries;
  }
  return py::str(to_text(value));
}

}  // namespace zhuqi::python
