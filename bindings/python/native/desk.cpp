#include <fstream>

#include <zhuqi/desk/desk.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

// The desk calls its clock without the interpreter's lock.
DeskOptions options_of(const py::object& clock, bool durable, bool create) {
  DeskOptions options;
  options.create = create;
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

ServiceDesk open(const std::string& path, const py::object& clock, bool durable, bool create) {
  DeskOptions options = options_of(clock, durable, create);
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

// Callbacks are called without the interpreter's lock, from the importing thread, while their Python objects live.
std::function<void(const Finding&)> telling(const py::object& tell) {
  if (tell.is_none()) return {};
  return [&tell](const Finding& finding) {
    py::gil_scoped_acquire gil;
    tell(to_python(Findings{finding})[0]);
  };
}

std::function<bool(const CaseImportProgress&)> progressing(const py::object& progress) {
  if (progress.is_none()) return {};
  return [&progress](const CaseImportProgress& so_far) {
    py::gil_scoped_acquire gil;
    const py::object answer = progress(so_far.rows, so_far.bytes);
    return answer.is_none() || answer.cast<bool>();
  };
}

std::ifstream file_at(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Refused(Code::io, path + " cannot be read", path);
  return file;
}

std::string import_cases(ServiceDesk& desk, const std::string& path, const std::string& system,
                         const std::string& offset, std::int64_t batch, const py::object& bad,
                         const py::object& progress) {
  CaseImportOptions options;
  options.file = path;
  options.system = system;
  options.offset = offset;
  options.batch = batch;
  options.bad = telling(bad);
  options.progress = progressing(progress);
  py::gil_scoped_release released;
  auto file = file_at(path);
  return to_document(desk.import_cases(file, options));
}

std::string import_enterprises(ServiceDesk& desk, const std::string& path, const std::string& actor,
                               const std::string& system, std::optional<std::int64_t> at, bool imported,
                               std::int64_t batch, const py::object& tell, const py::object& progress) {
  EnterpriseImportOptions options;
  options.file = path;
  options.actor = parse_actor(actor);
  options.system = system;
  if (at) options.at = instant(*at);
  options.imported = imported;
  options.batch = batch;
  options.tell = telling(tell);
  options.progress = progressing(progress);
  py::gil_scoped_release released;
  auto file = file_at(path);
  return to_document(desk.import_enterprises(file, options));
}

}  // namespace

void define_desk(py::module_& module) {
  py::class_<ServiceDesk>(module, "Desk")
      .def_static("open", open, py::arg("path"), py::arg("clock"), py::arg("durable"), py::arg("create"))
      .def("apply", &ServiceDesk::apply_document, WithoutGil())
      .def("query", &ServiceDesk::query_document, WithoutGil())
      .def(
          "tick", [](ServiceDesk& desk, std::int64_t now) { return desk.tick_document(instant(now)); }, WithoutGil())
      .def("events", &ServiceDesk::events_document, WithoutGil())
      .def("verify", verify)
      .def("import_cases", import_cases)
      .def("import_enterprises", import_enterprises)
      .def("head", &ServiceDesk::head_document, WithoutGil())
      .def("backup", &ServiceDesk::backup, WithoutGil())
      .def_static("restore", &ServiceDesk::restore, WithoutGil());
}

}  // namespace zhuqi::python
