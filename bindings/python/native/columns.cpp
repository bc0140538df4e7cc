#include <optional>
#include <string_view>

#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>

#include "arrow_work.hpp"

namespace zhuqi::python {

namespace {

// What becomes of batches: made of their schema, then called with each.
struct Deciding {
  ArrowRouter router;
  Deciding(const DecisionTable& table, const ArrowSchema& schema) : router(table, schema) {}
  ArrowArray operator()(const ArrowArray& batch) { return router.decide(batch); }
  ArrowSchema result_schema() const { return router.result_schema(); }
};

struct Counting {
  ArrowCalendar columns;
  Counting(const Calendar& calendar, std::string_view operation, const ArrowSchema& schema)
      : columns(calendar, operation, schema) {}
  ArrowArray operator()(const ArrowArray& batch) { return columns.run(batch); }
  ArrowSchema result_schema() const { return columns.result_schema(); }
};

Columns decide_arrow(const DecisionTable& table, const py::object& source) {
  return of_arrow(source, [&](const ArrowSchema& schema) { return Deciding(table, schema); });
}

Columns calendar_arrow(const Calendar& calendar, const std::string& operation, const py::object& source) {
  return of_arrow(source, [&](const ArrowSchema& schema) { return Counting(calendar, operation, schema); });
}

void compare_stream(ArrowArrayStream& stream, std::optional<ArrowComparer>& comparer, const DecisionTable& before,
                    const DecisionTable& after, const CompareOptions& options) {
  Releasing<ArrowSchema> schema;
  check(stream.get_schema(&stream, &schema.value), stream);
  comparer.emplace(before, after, schema.value, options);
  for (;;) {
    Releasing<ArrowArray> batch;
    check(stream.get_next(&stream, &batch.value), stream);
    if (batch.value.release == nullptr) return;
    comparer->add(batch.value);
  }
}

// (document, text): two versions of a table over anything that decide_arrow takes.
py::tuple compare_arrow(const DecisionTable& before, const DecisionTable& after, const py::object& source,
                        const std::string& output, std::size_t examples) {
  const CompareOptions options{.output = output, .examples = examples};
  std::optional<ArrowComparer> comparer;
  if (py::hasattr(source, "__arrow_c_stream__")) {
    const py::object capsule = source.attr("__arrow_c_stream__")();
    auto& stream = in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream");
    py::gil_scoped_release released;
    compare_stream(stream, comparer, before, after, options);
  } else {
    const py::tuple capsules = source.attr("__arrow_c_array__")();
    const auto& schema = in_capsule<ArrowSchema>(capsules[0], "arrow_schema");
    const auto& batch = in_capsule<ArrowArray>(capsules[1], "arrow_array");
    py::gil_scoped_release released;
    comparer.emplace(before, after, schema, options);
    comparer->add(batch);
  }
  const auto comparison = comparer->result();
  return py::make_tuple(to_json_text(comparison), to_text(comparison));
}

bool bit(const void* bits, std::int64_t i) {
  return ((static_cast<const std::uint8_t*>(bits)[i >> 3] >> (i & 7)) & 1) != 0;
}

py::object text_at(const ArrowArray& array, std::int64_t i) {
  const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]);
  return py::str(static_cast<const char*>(array.buffers[2]) + offsets[i],
                 static_cast<std::size_t>(offsets[i + 1] - offsets[i]));
}

// A time or a duration by the classes of datetime; a timestamp with a zone in UTC.
py::object time_at(std::string_view format, const ArrowArray& array, std::int64_t i) {
  const py::module_ datetime = py::module_::import("datetime");
  if (format == "tdD") {
    constexpr int first = 719'163;  // of 1970-01-01, from 1 January of the year 1
    return datetime.attr("date").attr("fromordinal")(first + static_cast<const std::int32_t*>(array.buffers[1])[i]);
  }
  const py::object since = datetime.attr("timedelta")(0, 0, static_cast<const std::int64_t*>(array.buffers[1])[i]);
  if (format == "tDu") return since;
  const py::object zone = format == "tsu:" ? py::object(py::none()) : datetime.attr("timezone").attr("utc");
  return datetime.attr("datetime")(1970, 1, 1, 0, 0, 0, 0, zone) + since;
}

// Of the types that an ArrowRouter, an ArrowCalendar and an ArrowMatcher give.
py::object value_at(const ArrowSchema& schema, const ArrowArray& array, std::int64_t i, const py::list& dictionary) {
  if (array.buffers[0] != nullptr && !bit(array.buffers[0], i)) return py::none();
  if (schema.dictionary != nullptr)
    return dictionary[static_cast<std::size_t>(static_cast<const std::int32_t*>(array.buffers[1])[i])];
  const std::string_view format = schema.format;
  if (format == "+l") {
    const auto* ends = static_cast<const std::int32_t*>(array.buffers[1]);
    py::list items;
    for (std::int32_t item = ends[i]; item < ends[i + 1]; ++item) items.append(text_at(*array.children[0], item));
    return items;
  }
  if (format == "g") return py::float_(static_cast<const double*>(array.buffers[1])[i]);
  if (format == "b") return py::bool_(bit(array.buffers[1], i));
  if (format == "l") return py::int_(static_cast<const std::int64_t*>(array.buffers[1])[i]);
  if (format.starts_with('t')) return time_at(format, array, i);
  return text_at(array, i);
}

void append(const ArrowSchema& schema, const ArrowArray& array, py::list& values) {
  py::list dictionary;
  if (array.dictionary != nullptr)
    for (std::int64_t i = 0; i < array.dictionary->length; ++i) dictionary.append(text_at(*array.dictionary, i));
  for (std::int64_t i = 0; i < array.length; ++i) values.append(value_at(schema, array, i, dictionary));
}

}  // namespace

Columns::Columns(ArrowSchema schema, std::vector<SharedArray> batches)
    : schema_(share(schema)), batches_(std::move(batches)) {
  for (const SharedArray& batch : batches_) rows_ += batch->length;
}

py::list Columns::names() const {
  py::list names;
  for (std::int64_t i = 0; i < schema_->n_children; ++i) names.append(py::str(schema_->children[i]->name));
  return names;
}

py::dict Columns::to_dict() const {
  py::dict columns;
  for (std::int64_t i = 0; i < schema_->n_children; ++i) {
    py::list values;
    for (const SharedArray& batch : batches_) append(*schema_->children[i], *batch->children[i], values);
    columns[py::str(schema_->children[i]->name)] = values;
  }
  return columns;
}

py::capsule Columns::schema_capsule() const { return to_capsule(handle_of(schema_), "arrow_schema"); }

py::tuple Columns::array_capsules() const {
  if (!is_one_batch())
    throw Refused(Code::invalid_argument, "the results are in several batches: take __arrow_c_stream__ instead");
  return py::make_tuple(schema_capsule(), to_capsule(handle_of(batches_.front()), "arrow_array"));
}

py::capsule Columns::stream_capsule() const { return to_capsule(stream_of(schema_, batches_), "arrow_array_stream"); }

void define_columns(py::module_& module) {
  py::class_<Columns>(module, "Columns",
                      "Columns of results, in one batch or several: len() counts the rows, `names` are those of the\n"
                      "columns, to_dict() gives them as a dict of lists. Whatever speaks Arrow can read them, without\n"
                      "copying and as often as you like: pyarrow.table(columns), polars.DataFrame(columns),\n"
                      "connection.sql(\"FROM columns\") in DuckDB.")
      .def("__len__", &Columns::rows)
      .def_property_readonly("names", &Columns::names)
      .def("to_dict", &Columns::to_dict)
      .def("__arrow_c_schema__", &Columns::schema_capsule)
      // The consumer's wish for another schema may be ignored; this one always is.
      .def(
          "__arrow_c_array__", [](const Columns& c, const py::object&) { return c.array_capsules(); },
          py::arg("requested_schema") = py::none())
      .def(
          "__arrow_c_stream__", [](const Columns& c, const py::object&) { return c.stream_capsule(); },
          py::arg("requested_schema") = py::none());
  module.def("decide_arrow", decide_arrow, py::arg("table"), py::arg("source"));
  module.def("calendar_arrow", calendar_arrow, py::arg("calendar"), py::arg("operation"), py::arg("source"));
  module.def("compare_arrow", compare_arrow, py::arg("before"), py::arg("after"), py::arg("source"), py::arg("output"),
             py::arg("examples"));
}

}  // namespace zhuqi::python
