#include <zhuqi/base/error.hpp>

namespace zhuqi {

std::string_view name(Code code) {
  switch (code) {
    case Code::ok:
      return "ok";
    case Code::invalid_argument:
      return "invalid_argument";
    case Code::not_found:
      return "not_found";
    case Code::not_allowed:
      return "not_allowed";
    case Code::illegal_state:
      return "illegal_state";
    case Code::key_conflict:
      return "key_conflict";
    case Code::out_of_order:
      return "out_of_order";
    case Code::invalid_document:
      return "invalid_document";
    case Code::calendar_unknown:
      return "calendar_unknown";
    case Code::corrupt:
      return "corrupt";
    case Code::foreign:
      return "foreign";
    case Code::busy:
      return "busy";
    case Code::io:
      return "io";
    case Code::too_large:
      return "too_large";
    case Code::already_exists:
      return "already_exists";
    case Code::cancelled:
      return "cancelled";
    case Code::unsupported:
      return "unsupported";
    case Code::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace zhuqi
