#include <string>

#include <zhuqi/policy/match.hpp>

#include "handles.hpp"

namespace capi = zhuqi::capi;

namespace {

std::string json_string(std::string_view text) { return to_json_text(zhuqi::Value(text)); }

std::string match_document(const zhuqi::Match& match) {
  std::string missing;
  for (const auto& fact : match.missing) missing += (missing.empty() ? "" : ",") + json_string(fact);
  return "{\"because\":" + json_string(match.because) + ",\"missing\":[" + missing +
         "],\"verdict\":" + json_string(name(match.verdict)) + '}';
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
    const auto known = zhuqi::parse_facts(capi::text(facts, facts_len, "facts"));
    out = capi::to_buffer(match_document(
        capi::required(policy, "policy").value.match(known, zhuqi::parse_date(capi::text(date, date_len, "date")))));
  });
}
