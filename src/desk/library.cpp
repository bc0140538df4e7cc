#include "desk/library.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/fields.hpp"
#include "base/json.hpp"

namespace zhuqi {

std::optional<std::string> hash_in_force(Session& session, std::string_view kind, std::string_view name, Instant at) {
  auto query = session.prepare(
      "SELECT hash FROM published WHERE kind = ? AND name = ? AND effective <= ? "
      "ORDER BY effective DESC, seq DESC LIMIT 1");
  query.bind(kind, name, at);
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

std::string Library::content(Reader& reader, const std::string& hash) {
  auto bytes = reader.get_content(hash);
  if (!bytes) throw Refused(Code::corrupt, fmt::format("published content {} is missing", hash), "content");
  return *std::move(bytes);
}

namespace {

// Stored content has no name: what begins as XML is DMN, all else CSV. `name` stands in findings and reasons.
DecisionTable parse_table(std::string_view content, const std::string& name) {
  const auto start = content.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  const bool dmn = start != std::string_view::npos && content[start] == '<';
  return DecisionTable::parse(content, name + (dmn ? ".dmn" : ".csv"));
}

}  // namespace

std::shared_ptr<const DecisionTable> Library::table(Reader& reader, const std::string& hash, const std::string& name) {
  return get<DecisionTable>(reader, hash, [&](const std::string& content) { return parse_table(content, name); });
}

std::shared_ptr<const SizeTable> Library::size(Reader& reader, const std::string& hash) {
  // Which table is in force when is the ledger's business: this one holds on whatever day it is asked.
  return get<SizeTable>(reader, hash, [](const std::string& content) {
    using namespace std::chrono;
    return SizeTable{parse_table(content, "size"), year(1) / 1 / 1, year(9999) / 12 / 31};
  });
}

std::shared_ptr<const SurveyForm> Library::form(Reader& reader, const std::string& hash) {
  return get<SurveyForm>(reader, hash, [](const std::string& content) { return parse_form(content, "form"); });
}

std::optional<std::string> InForce::hash(std::string_view kind) {
  const auto known = used_.find(kind);
  if (known != used_.end()) return known->second;
  auto found = find(kind);
  if (found) used_.emplace(kind, *found);
  return found;
}

std::optional<std::string> InForce::find(std::string_view kind) {
  if (!dates_) return hash_in_force(reader_.session(), kind, "", at_);
  auto dates = dates_->find(kind);
  if (dates == dates_->end()) {
    dates = dates_->emplace(kind, PublishedDates::mapped_type()).first;
    auto row = reader_.session().prepare(
        "SELECT effective, hash FROM published WHERE kind = ? AND name = '' ORDER BY effective, seq");
    row.bind(kind);
    while (row.step()) dates->second.emplace_back(row.instant(0), row.string(1));
  }
  const auto next = std::upper_bound(dates->second.begin(), dates->second.end(), at_,
                                     [](Instant at, const auto& one) { return at < one.first; });
  if (next == dates->second.begin()) return std::nullopt;
  return std::prev(next)->second;
}

bool InForce::has(std::string_view kind) { return find(kind).has_value(); }

std::string InForce::require(std::string_view kind) {
  if (auto found = hash(kind)) return *found;
  auto first = reader_.session().prepare("SELECT MIN(effective) FROM published WHERE kind = ? AND name = ''");
  first.bind(kind);
  const bool later = first.step() && !first.is_null(0);
  throw Refused(
      Code::illegal_state,
      fmt::format("no {} is in force at {}: {}", kind, to_string(at_),
                  later
                      ? fmt::format("the first is in force from {} on; publish one with an earlier `at` (zhuqi publish "
                                    "--at; beyond the tolerance as an import)",
                                    to_string(first.instant(0)))
                      : "publish organisation, calendar, sla and routing first, with an `at` not after this one "
                        "(zhuqi publish --at)"),
      std::string(kind));
}

std::string InForce::require(std::string_view kind, const std::string& name) {
  auto found = hash_in_force(reader_.session(), kind, name, at_);
  if (!found)
    throw Refused(Code::not_found, fmt::format("no {} «{}» is in force: publish it first", kind, name.substr(0, 60)),
                  std::string(kind));
  used_.insert_or_assign(std::string(kind), *found);
  return *std::move(found);
}

std::shared_ptr<const SurveyForm> InForce::form(const FormId& id) {
  return library_.form(reader_, require("form", id.str()));
}

std::shared_ptr<const VisitPlan> InForce::visit_plan(const PlanId& id) {
  return library_.get<VisitPlan>(reader_, require("visit_plan", id.str()),
                                 [](const std::string& content) { return parse_visit_plan(content, "visit_plan"); });
}

std::shared_ptr<const OrganisationGraph> InForce::organisation() {
  return library_.get<OrganisationGraph>(reader_, require("organisation"), [](const std::string& content) {
    return OrganisationGraph(parse_organisation(content, "organisation"));
  });
}

std::shared_ptr<const NeedRouter> InForce::router() {
  const auto routing = require("routing");
  const auto graph = organisation();
  return library_.get_as<NeedRouter>(routing + require("organisation"),
                                     [&] { return NeedRouter(*library_.table(reader_, routing, "routing"), graph); });
}

std::shared_ptr<const DecisionTable> InForce::sla() { return library_.table(reader_, require("sla"), "sla"); }

const Calendar& InForce::calendar() {
  if (!calendar_)
    calendar_ = *library_.get<Calendar>(reader_, require("calendar"), [](const std::string& content) {
      return Calendar::parse(content, "calendar.json");
    });
  return *calendar_;
}

std::shared_ptr<const SizeTable> InForce::size() {
  const auto published = hash("size");
  return published ? library_.size(reader_, *published) : nullptr;
}

std::shared_ptr<const TierStandard> InForce::tier() {
  const auto published = hash("tier");
  if (!published) return nullptr;
  return library_.get<TierStandard>(
      reader_, *published, [](const std::string& content) { return TierStandard(parse_table(content, "tier")); });
}

Settings InForce::settings() {
  const auto published = hash("settings");
  return published ? parse_settings(Library::content(reader_, *published)) : Settings{};
}

std::shared_ptr<const CompiledPolicy> InForce::policy(const PolicyId& id) {
  const auto published = hash_in_force(reader_.session(), "policy", id.str(), at_);
  if (!published)
    throw Refused(Code::not_found,
                  fmt::format("no policy «{}» is in force at {}", id.str().substr(0, 60), to_string(at_)), "policy");
  used_.insert_or_assign("policy", *published);
  return library_.get<CompiledPolicy>(
      reader_, *published, [](const std::string& content) { return CompiledPolicy(parse_policy(content, "policy")); });
}

std::string InForce::versions() const {
  std::string text = "{";
  for (const auto& [kind, hash] : used_) text += fmt::format("{}\"{}\":\"{}\"", text.size() > 1 ? "," : "", kind, hash);
  return text + "}";
}

constexpr auto names(Of<CodeCheck>) {
  return std::array{std::pair{CodeCheck::reject, "reject"}, std::pair{CodeCheck::warn, "warn"}};
}

namespace {

struct SettingsDocument {
  std::string past = "7d";
  std::string future = "5m";
  CodeCheck credit_code = CodeCheck::reject;
  std::int64_t contact_fresh = Settings{}.contact_fresh;
};

constexpr auto fields(Of<SettingsDocument>) {
  using S = SettingsDocument;
  return std::tuple(field("past", &S::past), field("future", &S::future),
                    field("credit_code", &S::credit_code).optional(),
                    field("contact_fresh", &S::contact_fresh).optional());
}

}  // namespace

Settings parse_settings(std::string_view json) {
  const auto document = from_json<SettingsDocument>(parse_json(json, "settings"));
  const Settings settings{parse_span(document.past), parse_span(document.future), document.credit_code,
                          document.contact_fresh};
  if (settings.contact_fresh < 1) throw Refused(Code::invalid_document, "settings: contact_fresh is 1 day or more");
  for (const auto& span : {settings.past, settings.future})
    if (span.unit != Unit::elapsed || span.amount < 0)
      throw Refused(Code::invalid_document, "settings: past and future are elapsed spans, as in 7d or 5m");
  return settings;
}

}  // namespace zhuqi
