#include <memory>

#include <zhuqi/decision/compare.hpp>
#include <zhuqi/decision/route.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/decision/write.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "handles.hpp"

namespace capi = zhuqi::capi;

using zhuqi::DecisionTable;

namespace {

zhuqi::RouteOptions route_options(const zq_route_options& given) {
  if (given.threads < 0 || given.encoding < ZQ_UTF8 || given.encoding > ZQ_GB18030 || given.reserved != 0)
    throw zhuqi::Refused(zhuqi::Code::invalid_argument,
                         "options: threads is 0 or more, encoding one of ZQ_UTF8, ZQ_UTF8_BOM, ZQ_GB18030", "options");
  zhuqi::RouteOptions options;
  options.threads = static_cast<unsigned>(given.threads);
  options.encoding = static_cast<zhuqi::TextEncoding>(given.encoding);
  if (given.progress != nullptr)
    options.progress = [given](const zhuqi::RouteProgress& so_far) {
      return given.progress(given.progress_data, so_far.bytes, so_far.total, so_far.rows) != 0;
    };
  return options;
}

static_assert(static_cast<int>(zhuqi::TextEncoding::utf8) == ZQ_UTF8 &&
              static_cast<int>(zhuqi::TextEncoding::utf8_bom) == ZQ_UTF8_BOM &&
              static_cast<int>(zhuqi::TextEncoding::gb18030) == ZQ_GB18030);

}  // namespace

zq_status zq_table_load(const char* path, size_t path_len, const char* decision, size_t decision_len, zq_table** table,
                        zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(table, "table");
    out = new zq_table{DecisionTable::load(std::string(capi::text(path, path_len, "path")),
                                           capi::text(decision, decision_len, "decision"))};
  });
}

zq_status zq_table_parse(const char* bytes, size_t bytes_len, const char* file_name, size_t file_name_len,
                         const char* decision, size_t decision_len, zq_table** table, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(table, "table");
    out = new zq_table{DecisionTable::parse(capi::text(bytes, bytes_len, "bytes"),
                                            capi::text(file_name, file_name_len, "file_name"),
                                            capi::text(decision, decision_len, "decision"))};
  });
}

void zq_table_free(zq_table* table) { capi::destroy(table); }

const char* zq_table_hash(const zq_table* table) { return !capi::is_one(table) ? "" : table->value.hash().c_str(); }

zq_status zq_table_decide(const zq_table* table, const char* facts, size_t facts_len, zq_buffer* decision,
                          zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(decision, "decision");
    out = capi::to_buffer(decide_document(capi::required(table, "table").value, capi::text(facts, facts_len, "facts")));
  });
}

zq_status zq_table_explain(const zq_table* table, const char* facts, size_t facts_len, const char* rule,
                           size_t rule_len, zq_buffer* explanation, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(explanation, "explanation");
    out = capi::to_buffer(explain_document(capi::required(table, "table").value, capi::text(facts, facts_len, "facts"),
                                           capi::text(rule, rule_len, "rule")));
  });
}

void zq_route_options_init(zq_route_options* options) {
  if (options != nullptr) *options = ZQ_ROUTE_OPTIONS_INIT;
}

zq_status zq_table_route_file(const zq_table* table, const char* in, size_t in_len, const char* out, size_t out_len,
                              const zq_route_options* options, zq_buffer* summary, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to = capi::required(summary, "summary");
    const auto known = capi::known_part<zq_route_options>(options, ZQ_ROUTE_OPTIONS_INIT);
    to = capi::to_buffer(
        to_json_text(route(capi::required(table, "table").value, std::string(capi::text(in, in_len, "in")),
                           std::string(capi::text(out, out_len, "out")), route_options(known))));
  });
}

zq_status zq_table_check(const zq_table* table, zq_buffer* findings, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(findings, "findings");
    out = capi::to_buffer(to_json_text(check(capi::required(table, "table").value)));
  });
}

zq_status zq_table_to_dmn(const zq_table* table, zq_buffer* dmn, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(dmn, "dmn");
    out = capi::to_buffer(write_dmn(capi::required(table, "table").value));
  });
}

zq_status zq_table_to_csv(const zq_table* table, const char* encoding, size_t encoding_len, zq_buffer* csv,
                          zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(csv, "csv");
    const auto name = capi::text(encoding, encoding_len, "encoding");
    const auto as = name.empty() ? zhuqi::TextEncoding::utf8 : zhuqi::parse_text_encoding(name);
    out = capi::to_buffer(write_csv(capi::required(table, "table").value, as));
  });
}

zq_status zq_table_compare_file(const zq_table* before, const zq_table* after, const char* path, size_t path_len,
                                const char* output, size_t output_len, zq_buffer* comparison, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(comparison, "comparison");
    zhuqi::CompareOptions options;
    options.output = capi::text(output, output_len, "output");
    out = capi::to_buffer(
        to_json_text(compare(capi::required(before, "before").value, capi::required(after, "after").value,
                             std::string(capi::text(path, path_len, "path")), options)));
  });
}
