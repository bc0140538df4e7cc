// What is in force at an instant, compiled and ready. Documents are compiled once and kept by content hash.
#pragma once

#include <any>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/classify/size.hpp>
#include <zhuqi/classify/tier.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/outreach/form.hpp>
#include <zhuqi/outreach/plan.hpp>
#include <zhuqi/policy/match.hpp>
#include <zhuqi/routing/graph.hpp>
#include <zhuqi/routing/router.hpp>
#include <zhuqi/sla/policy.hpp>
#include <zhuqi/store/ledger.hpp>

#include "desk/said_before.hpp"

namespace zhuqi {

// What becomes of an enterprise whose credit code fails a check character.
enum class CodeCheck { reject, warn };

struct Settings {
  // How far `at` may lie from the desk's clock.
  Span past{Unit::elapsed, 7 * 24 * 3'600'000'000LL};
  Span future{Unit::elapsed, 5 * 60'000'000LL};
  CodeCheck credit_code = CodeCheck::reject;
  std::int64_t contact_fresh = 365;  // days after which a contact that nobody reached is stale
};

// From when which content of a kind is in force, in order: read once where many instants are asked for, and nothing is
// published meanwhile.
using PublishedDates = std::map<std::string, std::vector<std::pair<Instant, std::string>>, std::less<>>;

// The documents in force at one instant. Only those that were asked for are read and compiled.
class InForce {
 public:
  InForce(Reader& reader, class Library& library, Instant at, PublishedDates* dates = nullptr)
      : reader_(reader), library_(library), at_(at), dates_(dates) {}

  // Throws Refused(illegal_state) if none is published.
  std::shared_ptr<const OrganisationGraph> organisation();
  std::shared_ptr<const NeedRouter> router();
  std::shared_ptr<const DecisionTable> sla();
  const Calendar& calendar();
  // Null if none is published: sizes are then not computed.
  std::shared_ptr<const SizeTable> size();
  // Likewise.
  std::shared_ptr<const TierStandard> tier();
  // Refused(not_found) if none of this name is in force.
  std::shared_ptr<const SurveyForm> form(const FormId& id);
  std::shared_ptr<const VisitPlan> visit_plan(const PlanId& id);
  Settings settings();
  // Throws Refused(not_found) if no such policy is in force.
  std::shared_ptr<const CompiledPolicy> policy(const PolicyId& id);

  bool has(std::string_view kind);

  // Canonical JSON of what was asked for so far: kind → content hash. What an event names as its versions.
  std::string versions() const;

 private:
  std::string require(std::string_view kind);
  std::optional<std::string> hash(std::string_view kind);
  std::optional<std::string> find(std::string_view kind);
  std::string require(std::string_view kind, const std::string& name);

  Reader& reader_;
  Library& library_;
  Instant at_;
  PublishedDates* dates_;
  std::map<std::string, std::string, std::less<>> used_;
  std::optional<Calendar> calendar_;
};

// Thread-safe. Holds at most some hundred compiled documents.
class Library {
 public:
  SaidBefore said_before;  // of the same database

  // The compiled document of this hash; compile(content) makes it the first time.
  template <class T, class Compile>
  std::shared_ptr<const T> get(Reader& reader, const std::string& hash, const Compile& compile) {
    return get_as<T>(hash, [&] { return compile(content(reader, hash)); });
  }

  // The same under a key of the caller's own.
  template <class T, class Make>
  std::shared_ptr<const T> get_as(const std::string& key, const Make& make) {
    const std::string slot = key + typeid(T).name();
    {
      const std::scoped_lock lock(mutex_);
      if (const auto found = kept_.find(slot); found != kept_.end())
        return std::any_cast<std::shared_ptr<const T>>(found->second);
    }
    auto made = std::make_shared<const T>(make());
    const std::scoped_lock lock(mutex_);
    if (kept_.size() >= most_kept) kept_.clear();
    kept_.emplace(slot, made);
    return made;
  }

  // Tables by their hashes; `name` ("routing") stands in findings.
  std::shared_ptr<const DecisionTable> table(Reader& reader, const std::string& hash, const std::string& name);
  std::shared_ptr<const SizeTable> size(Reader& reader, const std::string& hash);
  std::shared_ptr<const SurveyForm> form(Reader& reader, const std::string& hash);

  // Stored content; Refused(corrupt) if it is missing.
  static std::string content(Reader& reader, const std::string& hash);

 private:
  static constexpr std::size_t most_kept = 500;
  std::mutex mutex_;
  std::map<std::string, std::any> kept_;
};

// The hash of what is in force of a kind and name at `at`; nothing if nothing is.
std::optional<std::string> hash_in_force(Session& session, std::string_view kind, std::string_view name, Instant at);

// Settings out of their document: {"past": "7d", "future": "5m", "credit_code": "warn", "contact_fresh": 180}. Throws
// Refused.
Settings parse_settings(std::string_view json);

}  // namespace zhuqi
