#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/horizon.hpp>
#include <zhuqi/calendar/import.hpp>
#include <zhuqi/calendar/operations.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

using std::chrono::microseconds;

// Instants cross as microseconds since 1970, dates as days since 1970.
std::int64_t us(Instant at) { return at.time_since_epoch().count(); }
Date date(std::int32_t days) { return Date(std::chrono::sys_days(std::chrono::days(days))); }
std::int32_t days(Date date) { return std::chrono::sys_days(date).time_since_epoch().count(); }

std::optional<std::int64_t> us(std::optional<Instant> at) { return at ? std::optional(us(*at)) : std::nullopt; }

std::string preview(const Calendar& calendar, const std::string& source, const std::string& file_name,
                    std::optional<int> first_year, std::optional<int> last_year) {
  const ImportOptions options{import_form_of(file_name), file_name, first_year, last_year};
  return to_json_text(preview_import(calendar, source, options));
}

py::list horizon(const Calendar& calendar, std::int32_t day, std::int64_t ahead) {
  const std::optional<Finding> finding = check_horizon(calendar, date(day), ahead);
  return to_python(finding ? Findings{*finding} : Findings{});
}

}  // namespace

void define_calendar(py::module_& module) {
  py::class_<Calendar>(module, "Calendar")
      .def_static("china", &Calendar::china)
      .def_static(
          "load", [](const std::string& path) { return Calendar::load(path); }, WithoutGil())
      .def_static(
          "parse",
          [](const std::string& json, const std::string& file_name) { return Calendar::parse(json, file_name); },
          WithoutGil())
      .def_property_readonly("name", &Calendar::name)
      .def_property_readonly("hash", &Calendar::hash)
      .def_property_readonly("text", &Calendar::text)
      .def_property_readonly("known",
                             [](const Calendar& c) { return std::pair(days(c.known().first), days(c.known().last)); })
      .def("is_open", [](const Calendar& c, std::int64_t at) { return c.is_open(instant(at)); })
      .def("is_workday", [](const Calendar& c, std::int32_t day) { return c.is_workday(date(day)); })
      .def("add", [](const Calendar& c, std::int64_t start,
                     std::int64_t working) { return us(c.add(instant(start), microseconds(working))); })
      .def("between", [](const Calendar& c, std::int64_t start,
                         std::int64_t end) { return c.between(instant(start), instant(end)).count(); })
      .def("next_open", [](const Calendar& c, std::int64_t at) { return us(c.next_open(instant(at))); })
      .def("prev_open", [](const Calendar& c, std::int64_t at) { return us(c.prev_open(instant(at))); })
      .def("add_workdays",
           [](const Calendar& c, std::int32_t day, std::int64_t n) { return days(c.add_workdays(date(day), n)); })
      .def("between_workdays", [](const Calendar& c, std::int32_t start,
                                  std::int32_t end) { return c.between_workdays(date(start), date(end)); })
      .def("opening", [](const Calendar& c, std::int32_t day) { return us(c.opening(date(day))); })
      .def("closing", [](const Calendar& c, std::int32_t day) { return us(c.closing(date(day))); })
      .def("close_of", [](const Calendar& c, std::int32_t day, std::int64_t n) { return us(c.close_of(date(day), n)); })
      .def("workdays_left", [](const Calendar& c, std::int32_t day) { return workdays_left(c, date(day)); })
      .def("check_horizon", horizon)
      .def("preview_import", preview, WithoutGil())
      .def("to_local",
           [](const Calendar& c, std::int64_t at) { return c.to_local(instant(at)).time_since_epoch().count(); })
      .def("to_instant",
           [](const Calendar& c, std::int64_t local) { return us(c.to_instant(LocalTime(microseconds(local)))); })
      .def("run", [](const Calendar& c, const std::string& operation) { return calendar_result(c, operation); });
}

}  // namespace zhuqi::python
