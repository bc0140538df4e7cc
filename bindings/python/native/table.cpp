#include <zhuqi/decision/check.hpp>
#include <zhuqi/decision/compare.hpp>
#include <zhuqi/decision/route.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/decision/write.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "native.hpp"

namespace zhuqi::python {

namespace {

py::tuple rule_ids(const DecisionTable& table, const std::vector<std::uint32_t>& rules) {
  py::tuple ids(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) ids[i] = py::str(table.rule_id(rules[i]));
  return ids;
}

// (result, rules)
py::tuple decide(const DecisionTable& table, const py::dict& record) {
  const Outcome outcome = table.decide(to_facts(record));
  if (outcome.error) throw Refused(outcome.error->code, outcome.error->message);
  return py::make_tuple(to_python(outcome.result), rule_ids(table, outcome.rules));
}

// (result, rules, error or None); a bad record is a row with an error.
py::tuple decide_row(const DecisionTable& table, py::handle record) {
  try {
    if (!PyDict_Check(record.ptr())) throw Refused(Code::invalid_argument, "a record is a dict of inputs by name");
    const Outcome outcome = table.decide(to_facts(record));
    if (outcome.error) throw Refused(outcome.error->code, outcome.error->message);
    return py::make_tuple(to_python(outcome.result), rule_ids(table, outcome.rules), py::none());
  } catch (const Refused& refused) {
    return py::make_tuple(py::none(), py::tuple(), to_python_error(refused));
  }
}

py::list decide_rows(const DecisionTable& table, const py::iterable& records) {
  py::list rows;
  for (py::handle record : records) rows.append(decide_row(table, record));
  return rows;
}

py::dict explain(const DecisionTable& table, const py::dict& record, const std::optional<std::string>& rule) {
  const Explanation explanation = table.explain(to_facts(record), rule.value_or(""));
  py::list conditions;
  for (const auto& condition : explanation.conditions)
    conditions.append(py::make_tuple(condition.input, condition.cell, to_python(condition.value), condition.holds));
  py::dict result;
  result["rule"] = explanation.rule ? py::object(py::str(table.rule_id(*explanation.rule))) : py::none();
  result["hit"] = explanation.hit;
  result["conditions"] = conditions;
  result["result"] = to_python(explanation.outcome.result);
  result["rules"] = rule_ids(table, explanation.outcome.rules);
  result["table"] = explanation.table;
  result["text"] = explanation.text;
  return result;
}

py::dict route_file(const DecisionTable& table, const std::string& in, const std::string& out, unsigned threads,
                    const std::string& encoding, const py::object& progress) {
  RouteOptions options{.threads = threads, .encoding = parse_text_encoding(encoding)};
  if (!progress.is_none())
    options.progress = [&progress](const RouteProgress& so_far) {
      py::gil_scoped_acquire gil;
      const py::object answer = progress(so_far.bytes, so_far.total, so_far.rows);
      return answer.is_none() || answer.cast<bool>();
    };
  RouteSummary summary;
  {
    py::gil_scoped_release released;
    summary = route(table, in, out, options);
  }
  py::dict by_result;
  for (const auto& [result, rows] : summary.by_result) by_result[py::str(result)] = rows;
  py::dict result;
  result["rows"] = summary.rows;
  result["unmatched"] = summary.unmatched;
  result["errors"] = summary.errors;
  result["by_result"] = by_result;
  return result;
}

// (document, text)
py::tuple documents_of(const Comparison& comparison) {
  return py::make_tuple(to_json_text(comparison), to_text(comparison));
}

py::tuple compare_file(const DecisionTable& before, const DecisionTable& after, const std::string& path,
                       const std::string& output, std::size_t examples, unsigned threads) {
  Comparison comparison;
  {
    py::gil_scoped_release released;
    comparison = compare(before, after, path, {.output = output, .examples = examples, .threads = threads});
  }
  return documents_of(comparison);
}

py::tuple compare_rows(const DecisionTable& before, const DecisionTable& after, const py::iterable& records,
                       const std::string& output, std::size_t examples) {
  Comparer comparer(before, after, {.output = output, .examples = examples});
  for (py::handle record : records) {
    try {
      if (!PyDict_Check(record.ptr())) throw Refused(Code::invalid_argument, "a record is a dict of inputs by name");
      comparer.add(to_facts(record));
    } catch (const Refused& refused) {
      comparer.add_failed(refused);
    }
  }
  return documents_of(comparer.result());
}

std::string to_dmn(const DecisionTable& table) {
  py::gil_scoped_release released;
  return write_dmn(table);
}

// The bytes of the file.
py::bytes to_csv(const DecisionTable& table, const std::string& encoding) {
  std::string text;
  {
    py::gil_scoped_release released;
    text = write_csv(table, parse_text_encoding(encoding));
  }
  return py::bytes(text);
}

py::list clauses(const std::vector<Clause>& from) {
  py::list list;
  for (const Clause& clause : from) list.append(py::make_tuple(clause.name, clause.type));
  return list;
}

}  // namespace

void define_table(py::module_& module) {
  py::class_<DecisionTable>(module, "Table")
      .def_static(
          "parse",
          [](const py::bytes& bytes, const std::string& file_name, const std::string& decision) {
            const std::string_view view = bytes;
            py::gil_scoped_release released;
            return DecisionTable::parse(view, file_name, decision);
          },
          py::arg("bytes"), py::arg("file_name"), py::arg("decision"))
      .def_property_readonly("name", &DecisionTable::name)
      .def_property_readonly("hash", &DecisionTable::hash)
      .def_property_readonly("hit_policy", [](const DecisionTable& table) { return name(table.hit_policy()); })
      .def_property_readonly("inputs", [](const DecisionTable& table) { return clauses(table.inputs()); })
      .def_property_readonly("outputs", [](const DecisionTable& table) { return clauses(table.outputs()); })
      .def_property_readonly("rules",
                             [](const DecisionTable& table) {
                               py::list ids;
                               for (std::uint32_t i = 0; i < table.rule_count(); ++i) ids.append(table.rule_id(i));
                               return ids;
                             })
      .def("decide", decide, py::arg("record"))
      .def("decide_rows", decide_rows, py::arg("records"))
      .def("to_dmn", to_dmn)
      .def("to_csv", to_csv, py::arg("encoding"))
      .def("explain", explain, py::arg("record"), py::arg("rule"))
      .def(
          "check", [](const DecisionTable& table) { return to_json_text(check(table)); }, WithoutGil())
      .def("compare_file", compare_file, py::arg("after"), py::arg("path"), py::arg("output"), py::arg("examples"),
           py::arg("threads"))
      .def("compare_rows", compare_rows, py::arg("after"), py::arg("records"), py::arg("output"), py::arg("examples"))
      .def("route", route_file, py::arg("input"), py::arg("output"), py::arg("threads"), py::arg("encoding"),
           py::arg("progress"));
}

}  // namespace zhuqi::python
