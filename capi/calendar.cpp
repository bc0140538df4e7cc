#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/import.hpp>
#include <zhuqi/calendar/operations.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "handles.hpp"

namespace capi = zhuqi::capi;

using std::chrono::microseconds;
using zhuqi::Calendar;
using zhuqi::Instant;

zq_status zq_calendar_open(const char* path, size_t path_len, zq_calendar** calendar, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(calendar, "calendar");
    const std::string_view name = capi::text(path, path_len, "path");
    out = new zq_calendar{name == "cn" ? Calendar::china() : Calendar::load(std::string(name))};
  });
}

zq_status zq_calendar_parse(const char* json, size_t json_len, const char* file_name, size_t file_name_len,
                            zq_calendar** calendar, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(calendar, "calendar");
    out = new zq_calendar{
        Calendar::parse(capi::text(json, json_len, "json"), capi::text(file_name, file_name_len, "file_name"))};
  });
}

void zq_calendar_free(zq_calendar* calendar) { capi::destroy(calendar); }

zq_status zq_calendar_run(const zq_calendar* calendar, const char* operation, size_t operation_len, zq_buffer* result,
                          zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(result, "result");
    out = capi::to_buffer(
        calendar_result(capi::required(calendar, "calendar").value, capi::text(operation, operation_len, "operation")));
  });
}

zq_status zq_calendar_add(const zq_calendar* calendar, int64_t start_us, int64_t working_us, int64_t* end_us,
                          zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(end_us, "end_us");
    const Calendar& self = capi::required(calendar, "calendar").value;
    out = self.add(Instant(microseconds(start_us)), microseconds(working_us)).time_since_epoch().count();
  });
}

zq_status zq_calendar_between(const zq_calendar* calendar, int64_t start_us, int64_t end_us, int64_t* working_us,
                              zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(working_us, "working_us");
    const Calendar& self = capi::required(calendar, "calendar").value;
    out = self.between(Instant(microseconds(start_us)), Instant(microseconds(end_us))).count();
  });
}

zq_status zq_calendar_preview_import(const zq_calendar* calendar, const char* source, size_t source_len,
                                     const char* file_name, size_t file_name_len, int32_t first_year, int32_t last_year,
                                     zq_buffer* preview, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(preview, "preview");
    zhuqi::ImportOptions options;
    options.file_name = capi::text(file_name, file_name_len, "file_name");
    options.form = zhuqi::import_form_of(options.file_name);
    if (first_year != 0) options.first_year = first_year;
    if (last_year != 0) options.last_year = last_year;
    out = capi::to_buffer(zhuqi::to_json_text(zhuqi::preview_import(
        capi::required(calendar, "calendar").value, capi::text(source, source_len, "source"), options)));
  });
}
