#include <zhuqi/base/error.hpp>
#include <zhuqi/store/event.hpp>

#include "base/json.hpp"

namespace zhuqi {

std::string to_string(const Head& head) { return canonical(Json{{"hash", head.hash}, {"seq", head.seq}}); }

Head parse_head(std::string_view text) {
  constexpr std::size_t max_bytes = 4'096;
  const auto json = parse_json(text, "head", max_bytes);
  const auto has = [&](const char* key) { return json.is_object() && json.contains(key); };
  if (!has("seq") || !json["seq"].is_number_integer() || !has("hash") || !json["hash"].is_string())
    throw Refused(Code::invalid_argument, R"(a head is {"hash": <64 digits>, "seq": <number>})", "head");
  const Head head{json["seq"].get<std::int64_t>(), json["hash"].get<std::string>()};
  const bool hexadecimal = head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (head.seq < 0 || head.hash.size() != 64 || !hexadecimal)
    throw Refused(Code::invalid_argument, "a head has a seq from 0 and a hash of 64 hexadecimal digits", "head");
  return head;
}

}  // namespace zhuqi
