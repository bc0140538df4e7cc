#include <zhuqi/desk/desk.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

Instant instant(std::int64_t us) { return Instant(std::chrono::microseconds(us)); }

// The desk calls its clock without the interpreter's lock.
DeskOptions options_of(const py::object& clock, bool durable) {
  DeskOptions options;
  options.durable = durable;
  if (clock.is_none()) return options;
  const std::shared_ptr<py::object> held(new py::object(clock), [](py::object* object) {
    py::gil_scoped_acquire gil;
    delete object;
  });
  options.clock = [held] {
    py::gil_scoped_acquire gil;
    return instant((*held)().cast<std::int64_t>());
  };
  return options;
}

ServiceDesk open(const std::string& path, const py::object& clock, bool durable) {
  DeskOptions options = options_of(clock, durable);
  py::gil_scoped_release released;
  return ServiceDesk::open(path, std::move(options));
}

py::list verify(const ServiceDesk& desk, const std::string& head) {
  Findings findings;
  {
    py::gil_scoped_release released;
    findings = desk.verify(head);
  }
  return to_python(findings);
}

}  // namespace

void define_desk(py::module_& module) {
  py::class_<ServiceDesk>(module, "Desk")
      .def_static("open", open, py::arg("path"), py::arg("clock"), py::arg("durable"))
      .def("apply", &ServiceDesk::apply_document, WithoutGil())
      .def("query", &ServiceDesk::query_document, WithoutGil())
      .def(
          "tick", [](ServiceDesk& desk, std::int64_t now) { return desk.tick_document(instant(now)); }, WithoutGil())
      .def("events", &ServiceDesk::events_document, WithoutGil())
      .def("verify", verify)
      .def("head", &ServiceDesk::head_document, WithoutGil())
      .def("backup", &ServiceDesk::backup, WithoutGil());
}

}  // namespace zhuqi::python
