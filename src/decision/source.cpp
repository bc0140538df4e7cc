#include "decision/source.hpp"

#include "base/text.hpp"

namespace zhuqi {

namespace {
constexpr std::size_t max_findings = 10'000;  // a file that is wrong from end to end
}

void FindingLog::error(int row, int column, std::string_view value, std::string message, std::string expected) {
  if (findings_.size() >= max_findings) return;
  findings_.push_back({Finding::Severity::error, file_, row, column, std::string(cut(value, 200)), std::move(message),
                       std::move(expected)});
}

void FindingLog::finish() const {
  if (has_errors(findings_)) throw InvalidDocument(findings_);
}

}  // namespace zhuqi
