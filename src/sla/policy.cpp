#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {

namespace {

constexpr std::string_view stage_titles[] = {"签收", "首次联系", "办理方案", "协办反馈",
                                             "办结", "回访",     "承诺复核", "问效"};
constexpr std::string_view english_titles[] = {"sign",    "first contact", "plan",     "supporting report",
                                               "resolve", "call-back",     "re-check", "follow-up"};

constexpr std::array<std::string_view, 3> rulers = {"above", "higher", "administrator"};  // as Ruler has them

// What a cell says; empty if the row gives nothing there.
std::string text_of(const Value& row, std::string_view output) {
  const Value* value = row.find(output);
  if (!value) return {};
  if (const auto* number = value->number()) return number->to_string();
  return value->string() ? *value->string() : std::string();
}

std::string required(const Value& row, std::string_view output) {
  auto text = text_of(row, output);
  if (text.empty() || text == "-")
    throw Refused(Code::invalid_document, fmt::format("the SLA table gives no {}", output), std::string(output));
  return text;
}

// Reads a cell; what is wrong is told with its column.
template <class Read>
auto cell(std::string_view output, const std::string& text, const Read& read) {
  try {
    return read(text);
  } catch (const Refused& refused) {
    throw Refused(refused.code(), fmt::format("{}: {}", output, refused.what()), std::string(output));
  }
}

std::string ladder_column(std::string_view stage) {
  return stage == "resolve" ? "ladder" : std::string(stage) + "_ladder";
}

// A number of times; absent if the row gives none.
std::optional<int> times(const Value& row, const char* output) {
  const auto text = text_of(row, output);
  if (text.empty()) return std::nullopt;
  if (text.size() != 1 || text[0] < '0' || text[0] > '9')
    throw Refused(Code::invalid_document, fmt::format("{}: expected a number of times, 0 to 9", output), output);
  return text[0] - '0';
}

ExtensionPolicy read_extension(const Value& row) {
  ExtensionPolicy extension;
  extension.most = times(row, "extensions").value_or(extension.most);
  if (const auto ask = text_of(row, "extension_ask"); !ask.empty())
    extension.ask = cell("extension_ask", ask, [](const auto& text) { return parse_span(text); });
  if (const auto longest = text_of(row, "extension_longest"); !longest.empty())
    extension.longest = cell("extension_longest", longest, [](const auto& text) { return parse_span(text); });
  if (extension.ask.amount < 0 || (extension.longest && extension.longest->amount <= 0))
    throw Refused(Code::invalid_document, "extension_ask and extension_longest are not negative", "extension_ask");
  return extension;
}

ReturnPolicy read_returns(const Value& row) {
  ReturnPolicy returns;
  returns.most = times(row, "returns");
  if (const auto within = text_of(row, "return_within"); !within.empty() && within != "-")
    returns.within = cell("return_within", within, [](const auto& text) { return parse_span(text); });
  if (returns.within && returns.within->amount <= 0)
    throw Refused(Code::invalid_document, "return_within: expected a time, as 1wd", "return_within");
  const auto ruler = text_of(row, "ruled_by");
  if (ruler.empty() || ruler == "-") return returns;
  const auto* known = std::find(rulers.begin(), rulers.end(), ruler);
  if (known == rulers.end())
    throw Refused(Code::invalid_document, "ruled_by: expected above, higher or administrator", "ruled_by");
  returns.ruler = static_cast<Ruler>(known - rulers.begin());
  return returns;
}

}  // namespace

std::string stage_title(std::string_view clock, Language language) {
  const auto colon = std::min(clock.find(':'), clock.size());
  const auto* stage = std::find(sla_stages.begin(), sla_stages.end(), clock.substr(0, colon));
  if (stage == sla_stages.end()) return std::string(clock);
  const bool english = language == Language::english;
  const auto title = (english ? english_titles : stage_titles)[stage - sla_stages.begin()];
  if (colon == clock.size()) return std::string(title);
  return fmt::format("{}{}({})", title, english ? " " : "", clock.substr(colon + 1));
}

const StagePolicy* SlaPolicy::stage(std::string_view stage_name) const {
  const auto found = stages.find(std::string(stage_name));
  return found == stages.end() ? nullptr : &found->second;
}

SlaPolicy read_policy(const Value& row) {
  SlaPolicy policy;
  policy.name = required(row, "policy");
  required(row, "sign");
  required(row, "resolve");
  for (const auto stage : sla_stages) {
    const auto target = text_of(row, stage);
    if (target.empty() || target == "-") continue;
    const auto column = ladder_column(stage);
    policy.stages.emplace(
        stage, StagePolicy{cell(stage, target, parse_target), cell(column, text_of(row, column), parse_ladder)});
  }
  policy.extension = read_extension(row);
  policy.returns = read_returns(row);
  return policy;
}

bool is_sla_output(std::string_view name) {
  for (const auto stage : sla_stages)
    if (name == stage || name == ladder_column(stage)) return true;
  static constexpr std::array<std::string_view, 7> others = {
      "policy", "extensions", "extension_ask", "extension_longest", "returns", "return_within", "ruled_by"};
  return std::find(others.begin(), others.end(), name) != others.end();
}

}  // namespace zhuqi
