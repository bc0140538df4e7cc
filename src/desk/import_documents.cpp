// What an import tells, as documents: the summary at its end, and what is wrong with a row. Their schemas.
#include <array>

#include <zhuqi/desk/enterprises.hpp>
#include <zhuqi/desk/import.hpp>

#include "base/fields.hpp"
#include "base/schema.hpp"
#include "desk/schemas.hpp"

namespace zhuqi {

constexpr auto names(Of<Finding::Severity>) {
  using S = Finding::Severity;
  return std::array{std::pair{S::error, "error"}, std::pair{S::warning, "warning"}, std::pair{S::note, "note"}};
}

constexpr auto fields(Of<Finding>) {
  using F = Finding;
  return std::tuple(field("severity", &F::severity), field("file", &F::file).optional(),
                    field("row", &F::row).optional(), field("column", &F::column).optional(),
                    field("value", &F::value).optional(), field("message", &F::message),
                    field("expected", &F::expected).optional());
}

constexpr auto fields(Of<CaseImportSummary>) {
  using S = CaseImportSummary;
  return std::tuple(field("rows", &S::rows), field("taken", &S::taken), field("already", &S::already),
                    field("bad", &S::bad), field("events", &S::events), field("needs", &S::needs),
                    field("stopped", &S::stopped));
}

constexpr auto fields(Of<EnterpriseImportSummary>) {
  using S = EnterpriseImportSummary;
  return std::tuple(field("rows", &S::rows), field("added", &S::added), field("changed", &S::changed),
                    field("same", &S::same), field("bad", &S::bad), field("events", &S::events),
                    field("stopped", &S::stopped));
}

std::string to_document(const Finding& finding) { return canonical(to_json(finding)); }
std::string to_document(const CaseImportSummary& summary) { return canonical(to_json(summary)); }
std::string to_document(const EnterpriseImportSummary& summary) { return canonical(to_json(summary)); }

namespace {

template <class T>
Json told_schema(std::string_view name, std::string_view title) {
  Schemas schemas;
  Json root = schemas.object<T>();
  return std::move(schemas).finish(name, title, std::move(root));
}

}  // namespace

Json finding_schema() { return told_schema<Finding>("finding", "What is wrong with a row of an import"); }
Json case_import_schema() { return told_schema<CaseImportSummary>("case_import", "What an import of past cases did"); }
Json enterprise_import_schema() {
  return told_schema<EnterpriseImportSummary>("enterprise_import", "What an import of enterprises did");
}

}  // namespace zhuqi
