#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/finding.hpp>

namespace zhuqi {

namespace {

const char* word(Finding::Severity severity) {
  switch (severity) {
    case Finding::Severity::error:
      return "error";
    case Finding::Severity::warning:
      return "warning";
    case Finding::Severity::note:
      return "note";
  }
  return "error";
}

}  // namespace

bool has_errors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& f) { return f.severity == Finding::Severity::error; });
}

std::string to_string(const Finding& f) {
  std::string line = f.file;
  if (f.row > 0) line += fmt::format("{}{}", line.empty() ? "row " : ":", f.row);
  if (f.row > 0 && f.column > 0) line += fmt::format(":{}", f.column);
  if (!line.empty()) line += ": ";
  line += fmt::format("{}: {}", word(f.severity), f.message);
  const auto value = fmt::format("«{}»", f.value);
  if (!f.value.empty() && f.message.find(value) == std::string::npos) line += " " + value;  // not twice
  if (!f.expected.empty()) line += fmt::format(" ({})", f.expected);
  return line;
}

std::string to_string(const Findings& findings, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, findings.size()); ++i) {
    if (i > 0) text += '\n';
    text += to_string(findings[i]);
  }
  if (findings.size() > limit) text += fmt::format("\n… and {} more", findings.size() - limit);
  return text;
}

InvalidDocument::InvalidDocument(Findings findings)
    : Refused(Code::invalid_document, to_string(findings)), findings_(std::move(findings)) {}

}  // namespace zhuqi
