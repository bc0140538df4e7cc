// The arithmetic of the chain: pure, and the same for every engine. docs/ledger.md tells the exact bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/store/event.hpp>

namespace zhuqi {

// The form of what is hashed: the first element of each link.
inline constexpr int chain_form = 1;

// The bytes that make the event's link, after the previous hash.
std::string chained_fields(const Event& event);

// SHA-256(previous hash + chained_fields).
std::string link_hash(std::string_view previous_hash, const Event& event);

std::string commitment_of(std::string_view salt, std::string_view personal);

// Over the salts of all the command's events in order, so that a redaction of any of them makes it meaningless.
std::string fingerprint_of(const std::vector<std::string>& salts, std::string_view source);

std::vector<std::string> new_salts(std::size_t count);

// "[3,17]", or "" if there are none: how the redacted events stand in the ledger.
std::string redacts_text(const std::vector<std::int64_t>& redacts);
std::vector<std::int64_t> parse_redacts(std::string_view text);

}  // namespace zhuqi
