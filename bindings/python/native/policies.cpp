// Policies, one or many, held against enterprises: one by one, or on Arrow columns.
#include <optional>

#include <zhuqi/policy/arrow.hpp>
#include <zhuqi/policy/match.hpp>

#include "arrow_work.hpp"

namespace zhuqi::python {

namespace {

CompiledPolicy parse_one(const std::string& json, const std::string& file_name) {
  return CompiledPolicy(parse_policy(json, file_name), file_name);
}

// (verdict, because, missing, policy, title, amount_fen, short_of)
py::tuple to_tuple(const CompiledPolicy& compiled, const Match& match) {
  const Policy& policy = compiled.policy();
  const std::string short_of =
      match.short_of ? policy.branches[match.short_of->branch][match.short_of->condition].fact : std::string();
  return py::make_tuple(name(match.verdict), match.because, py::tuple(py::cast(match.missing)), policy.id.str(),
                        policy.title, match.amount_fen, short_of);
}

py::tuple match_one(const CompiledPolicy& policy, const py::dict& facts, const std::string& date) {
  return to_tuple(policy, policy.match(to_facts(facts), parse_date(date)));
}

PolicyIndex index_of(const std::vector<CompiledPolicy>& policies) {
  PolicyIndex index(policies);
  ArrowMatcher(index, ArrowMatchOptions{});  // refuses two policies of one id
  return index;
}

// Which pairs are asked for: match, unknown, one condition short, any other no match.
using Show = std::tuple<bool, bool, bool, bool>;

ArrowMatchOptions match_options_of(const std::string& date, const Show& show, bool brief) {
  ArrowMatchOptions options;
  options.date = parse_date(date);
  std::tie(options.matches, options.unknown, options.one_short, options.no_match) = show;
  options.brief = brief;
  return options;
}

bool is_wanted(const Match& match, const Show& show) {
  const auto [matches, unknown, one_short, no_match] = show;
  return match.verdict == Verdict::match     ? matches
         : match.verdict == Verdict::unknown ? unknown
                                             : no_match || (one_short && match.short_of.has_value());
}

py::list match_facts(const PolicyIndex& index, const py::dict& facts, const std::string& date, const Show& show) {
  const Facts known = to_facts(facts);
  const Date day = parse_date(date);
  py::list pairs;
  for (const auto& policy : index.policies())
    if (const Match match = policy.match(known, day); is_wanted(match, show)) pairs.append(to_tuple(policy, match));
  return pairs;
}

struct Matching {
  ArrowMatcher matcher;
  Matching(const PolicyIndex& index, const ArrowSchema& schema, const ArrowMatchOptions& options)
      : matcher(index, schema, options) {}
  ArrowArray operator()(const ArrowArray& batch) {
    matcher.begin(batch);
    return matcher.all();
  }
  ArrowSchema result_schema() const { return matcher.result_schema(); }
};

Columns match_arrow(const PolicyIndex& index, const py::object& source, const std::string& date, const Show& show,
                    bool brief) {
  const auto options = match_options_of(date, show, brief);
  return of_arrow(source, [&](const ArrowSchema& schema) { return Matching(index, schema, options); });
}

// A stream that is handed out once.
class ColumnStream {
 public:
  explicit ColumnStream(ArrowArrayStream stream) { stream_->value = stream; }

  py::capsule take() {
    if (stream_->value.release == nullptr)
      throw Refused(Code::illegal_state, "the stream was taken already: it can be read once");
    return to_capsule(std::exchange(stream_->value, ArrowArrayStream{}), "arrow_array_stream");
  }

 private:
  std::unique_ptr<Releasing<ArrowArrayStream>> stream_ = std::make_unique<Releasing<ArrowArrayStream>>();
};

// Takes over what a source gives, as a stream.
ArrowArrayStream taken_from(const py::object& source) {
  if (py::hasattr(source, "__arrow_c_stream__")) {
    const py::object capsule = source.attr("__arrow_c_stream__")();
    return std::exchange(in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream"), ArrowArrayStream{});
  }
  const py::tuple capsules = source.attr("__arrow_c_array__")();
  auto& schema = in_capsule<ArrowSchema>(capsules[0], "arrow_schema");
  auto& batch = in_capsule<ArrowArray>(capsules[1], "arrow_array");
  return stream_of(share(std::exchange(schema, ArrowSchema{})), {share(std::exchange(batch, ArrowArray{}))});
}

ColumnStream match_stream_of(const PolicyIndex& index, const py::object& source, const std::string& date,
                             const Show& show, bool brief, std::int64_t pairs) {
  auto options = match_options_of(date, show, brief);
  options.pairs = pairs;
  Releasing<ArrowArrayStream> enterprises;
  enterprises.value = taken_from(source);
  py::gil_scoped_release released;
  return ColumnStream(match_stream(index, enterprises.value, options));
}

}  // namespace

void define_policies(py::module_& module) {
  py::class_<CompiledPolicy>(module, "Policy").def_static("parse", parse_one, WithoutGil()).def("match", match_one);
  py::class_<PolicyIndex>(module, "Policies")
      .def_static("of", index_of)
      .def("match_facts", match_facts)
      .def("match_arrow", match_arrow)
      .def("match_stream", match_stream_of);
  py::class_<ColumnStream>(
      module, "ColumnStream",
      "Columns of results that are worked out batch by batch, as they are read: once, by whatever\n"
      "reads Arrow streams (pyarrow.RecordBatchReader.from_stream, DuckDB, polars).")
      .def(
          "__arrow_c_stream__", [](ColumnStream& stream, const py::object&) { return stream.take(); },
          py::arg("requested_schema") = py::none());
}

}  // namespace zhuqi::python
