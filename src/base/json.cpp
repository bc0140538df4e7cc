#include "base/json.hpp"

#include <set>
#include <vector>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"

namespace zhuqi {

namespace {

// Builds the value, and stops at the first key that an object already has or the first level too many.
class Guard {
 public:
  explicit Guard(std::string_view what) : what_(what) {}

  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    using Event = Json::parse_event_t;
    if (depth > max_document_depth)
      throw Refused(Code::too_large, fmt::format("{}: nested deeper than {} levels", what_, max_document_depth));
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event == Event::key && !keys_.back().insert(parsed.get<std::string>()).second)
      throw Refused(Code::invalid_document,
                    fmt::format("{}: the key «{}» stands twice in one object", what_, parsed.get<std::string>()));
    return true;
  }

 private:
  std::string_view what_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

Json parse_json(std::string_view text, std::string_view what, std::size_t max_bytes) {
  if (text.size() > max_bytes) throw Refused(Code::too_large, fmt::format("{}: larger than {} bytes", what, max_bytes));
  try {
    Guard guard(what);
    return Json::parse(text.begin(), text.end(),
                       [&](int depth, Json::parse_event_t event, Json& parsed) { return guard(depth, event, parsed); });
  } catch (const Json::parse_error& error) {
    if (!valid_utf8(text)) throw Refused(Code::invalid_document, fmt::format("{}: not valid UTF-8", what));
    throw Refused(Code::invalid_document, fmt::format("{}: not valid JSON at byte {}", what, error.byte),
                  fmt::format("byte {}", error.byte));
  }
}

std::string canonical(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::strict); }

}  // namespace zhuqi
