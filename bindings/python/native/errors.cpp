#include <array>

#include "native.hpp"

namespace zhuqi::python {

py::list to_python(const Findings& findings) {
  constexpr std::array severities{"error", "warning", "note"};
  const py::object make = py::module_::import("zhuqi._errors").attr("Finding");
  py::list list;
  for (const Finding& finding : findings)
    list.append(make(severities.at(static_cast<std::size_t>(finding.severity)), finding.file, finding.row,
                     finding.column, finding.value, finding.message, finding.expected));
  return list;
}

py::object to_python_error(const Refused& refused) {
  const auto* invalid = dynamic_cast<const InvalidDocument*>(&refused);
  return py::module_::import("zhuqi._errors")
      .attr("error_of")(name(refused.code()), refused.what(), refused.where(),
                        invalid == nullptr ? py::list() : to_python(invalid->findings()));
}

void define_errors(py::module_&) {
  py::register_exception_translator([](std::exception_ptr exception) {
    try {
      if (exception) std::rethrow_exception(exception);
    } catch (const Refused& refused) {
      const py::object error = to_python_error(refused);
      PyErr_SetObject(py::type::handle_of(error).ptr(), error.ptr());
    }
  });
}

}  // namespace zhuqi::python
