#include <string>
#include <vector>

#include <zhuqi/interchange/arrow_abi.hpp>
#include <zhuqi/policy/arrow.hpp>
#include <zhuqi/policy/match.hpp>

#include "arrow_results.hpp"
#include "handles.hpp"

namespace capi = zhuqi::capi;

namespace {

std::string json_string(std::string_view text) { return to_json_text(zhuqi::Value(text)); }

std::string match_document(const zhuqi::Policy& policy, const zhuqi::Match& match) {
  std::string missing, short_of;
  for (const auto& fact : match.missing) missing += (missing.empty() ? "" : ",") + json_string(fact);
  if (match.short_of)
    short_of = ",\"short_of\":" + json_string(policy.branches[match.short_of->branch][match.short_of->condition].fact);
  return (match.amount_fen ? "{\"amount_fen\":" + std::to_string(*match.amount_fen) + ',' : std::string("{")) +
         "\"because\":" + json_string(match.because) + ",\"missing\":[" + missing + ']' + short_of +
         ",\"verdict\":" + json_string(name(match.verdict)) + '}';
}

zhuqi::ArrowMatchOptions match_options(const zq_match_options* given, std::string_view date) {
  const auto options = capi::known_part<zq_match_options>(given, ZQ_MATCH_OPTIONS_INIT);
  constexpr int32_t all = ZQ_PAIRS_MATCH | ZQ_PAIRS_UNKNOWN | ZQ_PAIRS_ONE_SHORT | ZQ_PAIRS_NO_MATCH;
  if ((options.show & ~all) != 0)
    throw zhuqi::Refused(zhuqi::Code::invalid_argument, "show: expected a sum of ZQ_PAIRS_ numbers", "show");
  zhuqi::ArrowMatchOptions result;
  result.date = zhuqi::parse_date(date);
  result.matches = (options.show & ZQ_PAIRS_MATCH) != 0;
  result.unknown = (options.show & ZQ_PAIRS_UNKNOWN) != 0;
  result.one_short = (options.show & ZQ_PAIRS_ONE_SHORT) != 0;
  result.no_match = (options.show & ZQ_PAIRS_NO_MATCH) != 0;
  result.brief = options.brief != 0;
  result.pairs = options.pairs;
  return result;
}

}  // namespace

zq_status zq_policy_parse(const char* json, size_t json_len, const char* file_name, size_t file_name_len,
                          zq_policy** policy, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(policy, "policy");
    const auto file = capi::text(file_name, file_name_len, "file_name");
    out = new zq_policy(zhuqi::CompiledPolicy(zhuqi::parse_policy(capi::text(json, json_len, "json"), file), file));
  });
}

void zq_policy_free(zq_policy* policy) { capi::destroy(policy); }

zq_status zq_policy_match(const zq_policy* policy, const char* facts, size_t facts_len, const char* date,
                          size_t date_len, zq_buffer* match, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(match, "match");
    const auto& compiled = capi::required(policy, "policy").value;
    const auto known = zhuqi::parse_facts(capi::text(facts, facts_len, "facts"));
    const auto told = compiled.match(known, zhuqi::parse_date(capi::text(date, date_len, "date")));
    out = capi::to_buffer(match_document(compiled.policy(), told));
  });
}

zq_status zq_policy_index_make(const zq_policy* const* policies, size_t count, zq_policy_index** index,
                               zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(index, "index");
    std::vector<zhuqi::CompiledPolicy> all;
    if (count > 0 && policies == nullptr)
      throw zhuqi::Refused(zhuqi::Code::invalid_argument, "policies: must not be NULL", "policies");
    for (size_t i = 0; i < count; ++i) all.push_back(capi::required(policies[i], "policies").value);
    zhuqi::PolicyIndex made(std::move(all));
    zhuqi::ArrowMatcher(made, zhuqi::ArrowMatchOptions{});  // refuses two policies of one id
    out = new zq_policy_index(std::move(made));
  });
}

void zq_policy_index_free(zq_policy_index* index) { capi::destroy(index); }

void zq_match_options_init(zq_match_options* options) {
  if (options != nullptr) *options = ZQ_MATCH_OPTIONS_INIT;
}

zq_status zq_policy_index_match(const zq_policy_index* index, const char* date, size_t date_len,
                                const zq_match_options* options, const struct ArrowSchema* schema,
                                const struct ArrowArray* batch, struct ArrowSchema* out_schema,
                                struct ArrowArray* out_batch, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& to_schema = capi::required(out_schema, "out_schema");
    auto& to_batch = capi::required(out_batch, "out_batch");
    const auto known = match_options(options, capi::text(date, date_len, "date"));
    zhuqi::ArrowMatcher matcher(capi::required(index, "index").value, capi::required(schema, "schema"), known);
    matcher.begin(capi::required(batch, "batch"));
    capi::hand_over(
        matcher.all(), [&] { return matcher.result_schema(); }, to_schema, to_batch);
  });
}

zq_status zq_policy_index_match_stream(const zq_policy_index* index, const char* date, size_t date_len,
                                       const zq_match_options* options, struct ArrowArrayStream* enterprises,
                                       struct ArrowArrayStream* results, zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(results, "results");
    const auto known = match_options(options, capi::text(date, date_len, "date"));
    out = zhuqi::match_stream(capi::required(index, "index").value, capi::required(enterprises, "enterprises"), known);
  });
}
