#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/codes.hpp>
#include <zhuqi/report/build.hpp>

#include "casework/json.hpp"
#include "model/documents.hpp"
#include "outreach/documents.hpp"
#include "policy/json.hpp"
#include "report/claim_book.hpp"
#include "report/enterprise_book.hpp"
#include "report/figures.hpp"
#include "report/need_record.hpp"

namespace zhuqi {

namespace {

constexpr std::string_view need_prefix = "need/";
constexpr std::string_view policy_prefix = "published/policy/";
constexpr std::string_view enterprise_registered = "enterprise.registered",
                           enterprises_imported = "enterprises.imported";

// "530100" contains whatever begins with 5301.
std::string region_prefix(std::string region) {
  while (region.size() > 2 && region.ends_with("00")) region.resize(region.size() - 2);
  return region;
}

// Reads with `read`; what cannot be read is told with its place.
template <class Read>
auto decode(const Event& event, const Read& read) {
  try {
    return read(parse_json(event.data, "event"));
  } catch (const Refused& refused) {
    throw Refused(
        Code::corrupt,
        fmt::format("event {} ({}, {}) cannot be read: {}", event.seq, event.stream, event.kind, refused.what()),
        event.stream);
  }
}

// Personal data is looked at only if the report asks for what was written; else every such field is empty.
CaseEvent case_event(const Event& event, bool reasons) {
  return decode(event, [&](Json data) {
    const Json personal = reasons && !event.personal.empty() ? parse_json(event.personal, "event") : Json::object();
    auto read = read_case_event(event.kind, std::move(data), personal);
    if (!read) throw Refused(Code::corrupt, "its kind is not known");
    return *std::move(read);
  });
}

VisitRecorded visit_event(const Event& event) {
  return decode(event, [](Json data) {
    restore_personal<VisitRecorded>(data, Json::object());
    return from_json<VisitRecorded>(data);
  });
}

// Of one enterprise, or of the many of an import.
std::vector<Enterprise> enterprises_of(const Event& event) {
  return decode(event, [](Json data) {
    std::vector<Enterprise> all;
    const auto add = [&all](Json& told) {
      restore_personal<Enterprise>(told, Json::object());
      all.push_back(from_json<Enterprise>(told, "enterprise"));
    };
    if (data.contains("enterprises")) {
      for (auto& told : data["enterprises"]) add(told["enterprise"]);
    } else if (data.contains("enterprise")) {
      add(data["enterprise"]);
    } else {
      throw Refused(Code::corrupt, "it has no enterprise");
    }
    return all;
  });
}

}  // namespace

struct ReportBuilder::Impl {
  Instant as_of;
  ReportQuery query;
  std::string prefix;
  std::int64_t last_seq = 0;
  std::unordered_map<std::string, NeedRecord> needs;  // by stream
  ReportContext context;
  std::unordered_set<EnterpriseId> enterprises_inside;  // kept only if a region is asked for
  VisitFigures visits;
  ClaimBook claims;
  EnterpriseBook enterprises;

  bool in_period(Instant at) const { return (!query.from || at >= *query.from) && (!query.until || at < *query.until); }

  void add_need_event(const Event& event) {
    const auto known = needs.find(event.stream);
    const bool registers = event.kind == "need.registered";
    if (!registers && known == needs.end()) return;
    const bool counts = registers ? in_period(event.at) : known->second.counts;
    const auto decoded = case_event(event, query.reasons && counts);
    if (!registers) return known->second.apply(decoded, event.at, event.seq);
    if (!std::get<NeedRegistered>(decoded).region.starts_with(prefix)) return;
    NeedRecord& need = needs[event.stream];
    need.id = NeedId(event.stream.substr(need_prefix.size()));
    need.order = event.seq;
    need.counts = counts;
    need.apply(decoded, event.at, event.seq);
    if (!counts) return;
    enterprises.be_active(need.enterprise);
  }

  bool is_inside(const EnterpriseId& enterprise) const {
    return prefix.empty() || enterprises_inside.contains(enterprise);
  }

  void add_claim(const Event& event) {
    const auto decoded = decode(event, [&](Json data) {
      auto read = read_claim_event(event.kind, std::move(data), Json::object());
      if (!read) throw Refused(Code::corrupt, "its kind is not known");
      return *std::move(read);
    });
    const auto* matched = std::get_if<ClaimMatched>(&decoded);
    const bool counted = matched && in_period(event.at) && is_inside(matched->enterprise);
    if (counted) enterprises.be_active(matched->enterprise);
    claims.add(event.stream, decoded, event.at, counted);
  }

  void add_survey(const Event& event) {
    if (!in_period(event.at)) return;
    enterprises.be_active(decode(event, [](const Json& data) { return EnterpriseId(data.value("enterprise", "")); }));
  }

  void add_visit(const Event& event) {
    if (!in_period(event.at)) return;
    const auto recorded = visit_event(event);
    enterprises.be_active(recorded.visit.enterprise);
    if (!is_inside(recorded.visit.enterprise)) return;
    ++visits.made;
    visits.with_needs += recorded.needs_found > 0 ? 1 : 0;
    visits.needs_found += recorded.needs_found;
  }

  void add_enterprise(const Event& event) {
    for (const auto& enterprise : enterprises_of(event)) {
      this->enterprises.know(enterprise, event.at);
      if (prefix.empty()) continue;
      if (enterprise.region.starts_with(prefix)) {
        enterprises_inside.insert(enterprise.id);
      } else {
        enterprises_inside.erase(enterprise.id);
      }
    }
  }
};

ReportBuilder::ReportBuilder(Instant as_of, ReportQuery query, ReportContext context)
    : impl_(std::make_unique<Impl>()) {
  if (query.from && query.until && *query.until < *query.from)
    throw Refused(Code::invalid_argument, "until lies before from", "until");
  if (!query.region.empty() && !is_region_code(query.region))
    throw Refused(Code::invalid_argument, "region is a code of six digits, as 530100", "region");
  impl_->as_of = as_of;
  impl_->prefix = region_prefix(query.region);
  impl_->query = std::move(query);
  impl_->context = std::move(context);
}

ReportBuilder::ReportBuilder(ReportBuilder&&) noexcept = default;
ReportBuilder& ReportBuilder::operator=(ReportBuilder&&) noexcept = default;
ReportBuilder::~ReportBuilder() = default;

void ReportBuilder::add(const Event& event) {
  impl_->last_seq = std::max(impl_->last_seq, event.seq);
  if (event.at > impl_->as_of) return;
  if (event.stream.starts_with(need_prefix)) {
    impl_->add_need_event(event);
  } else if (event.stream.starts_with(policy_prefix)) {
    impl_->claims.publish(PolicyId(event.stream.substr(policy_prefix.size())));
  } else if (event.stream.starts_with("claim/")) {
    impl_->add_claim(event);
  } else if (event.kind == kind(Of<SurveyAnswered>{})) {
    impl_->add_survey(event);
  } else if (event.kind == kind(Of<VisitRecorded>{})) {
    impl_->add_visit(event);
  } else if (event.kind == enterprise_registered || event.kind == enterprises_imported) {
    impl_->add_enterprise(event);
  }
}

Report ReportBuilder::finish() const {
  Report report;
  report.as_of = impl_->as_of;
  report.query = impl_->query;
  report.ledger_seq = impl_->last_seq;
  const auto& department = report.query.department;
  Needs needs;
  for (const auto& [stream, need] : impl_->needs)
    if (department.empty() || need.concerns(department)) needs.push_back(&need);
  std::sort(needs.begin(), needs.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
  count_workload(needs, impl_->context, impl_->prefix, report);
  std::erase_if(needs, [](const auto* need) { return !need->counts; });
  count_needs(needs, impl_->context, report);
  judge_fairness(needs, impl_->enterprises, impl_->context, report);
  if (department.empty()) {
    report.visits = impl_->visits;
    impl_->claims.count(report);
    impl_->enterprises.count(impl_->prefix, impl_->context, report);
  }
  return report;
}

}  // namespace zhuqi
