// The native module of the package zhuqi: thin, and typed by the facade above it.
#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/value.hpp>

namespace zhuqi::python {

namespace py = pybind11;

// While it lives, other Python threads run.
using WithoutGil = py::call_guard<py::gil_scoped_release>;

// Python's instants are counts of microseconds since 1970 in UTC.
inline Instant instant(std::int64_t us) { return Instant(std::chrono::microseconds(us)); }

void define_errors(py::module_& module);
void define_table(py::module_& module);
void define_columns(py::module_& module);
void define_calendar(py::module_& module);
void define_desk(py::module_& module);
void define_documents(py::module_& module);
void define_policies(py::module_& module);

// An instance of the Python exception for `refused`.
py::object to_python_error(const Refused& refused);
py::list to_python(const Findings& findings);

// None, bool, int, float, decimal.Decimal, str, anything with isoformat (as a string), lists and dicts of these.
// Throws Refused(invalid_argument) for anything else.
Value to_value(py::handle object);
// Keys must be strings.
Facts to_facts(py::handle dict);
// Whole numbers become int, others float; dates, times and durations are strings, as in JSON.
py::object to_python(const Value& value);

}  // namespace zhuqi::python
