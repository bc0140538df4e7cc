#include "store/chain.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/json_string.hpp"
#include "base/sha256.hpp"

namespace zhuqi {

std::string chained_fields(const Event& event) {
  std::string out;
  out.reserve(512 + event.data.size() + event.versions.size());
  const auto number = [&out](std::int64_t value) {
    char digits[24];
    const char* const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
  };
  const auto text = [&out](std::string_view value) {
    out.push_back(',');
    append_json_string(out, value);
  };
  out.push_back('[');
  number(chain_form);
  out.push_back(',');
  number(event.seq);
  text(event.stream);
  out.push_back(',');
  number(event.version);
  text(event.kind);
  out.push_back(',');
  number(event.at.time_since_epoch().count());
  out.push_back(',');
  number(event.recorded.time_since_epoch().count());
  text(event.actor);
  text(event.system);
  text(event.key);
  text(event.data);
  text(event.versions);
  text(redacts_text(event.redacts));
  out.push_back(',');
  number(event.imported ? 1 : 0);
  text(event.commitment);
  text(event.fingerprint);
  out.push_back(']');
  return out;
}

std::string link_hash(std::string_view previous_hash, const Event& event) {
  return sha256_hex(std::string(previous_hash) + chained_fields(event));
}

std::string commitment_of(std::string_view salt, std::string_view personal) {
  return sha256_hex(std::string(salt).append(personal));
}

std::string fingerprint_of(const std::vector<std::string>& salts, std::string_view source) {
  std::string salted;
  for (const auto& salt : salts) salted += salt;
  return sha256_hex(salted.append(source));
}

std::vector<std::string> new_salts(std::size_t count) {
  constexpr std::size_t bytes = 16;
  const std::string all = random_hex(bytes * count);
  std::vector<std::string> salts;
  for (std::size_t i = 0; i < count; ++i) salts.push_back(all.substr(2 * bytes * i, 2 * bytes));
  return salts;
}

std::string redacts_text(const std::vector<std::int64_t>& redacts) {
  if (redacts.empty()) return {};
  return fmt::format("[{}]", fmt::join(redacts, ","));
}

std::vector<std::int64_t> parse_redacts(std::string_view text) {
  std::vector<std::int64_t> redacts;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::int64_t seq = 0;
    const auto [next, error] = std::from_chars(at, end, seq);
    if (error == std::errc()) redacts.push_back(seq);
    at = next == at ? at + 1 : next;
  }
  return redacts;
}

}  // namespace zhuqi
