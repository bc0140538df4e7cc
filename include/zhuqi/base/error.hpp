// The one exception of the library, and the codes that it carries. C and Python use the same codes.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace zhuqi {

// Why something was refused. Numbers are published (they are the C API's zq_status): never reused, never renumbered.
enum class Code : std::int32_t {
  ok = 0,
  invalid_argument = 1,  // a value is missing, malformed or out of bounds
  not_found = 2,         // the thing named does not exist, or the viewer may not see it
  not_allowed = 3,       // the actor may not do this, here, now
  illegal_state = 4,     // the command does not fit the state that the thing is in
  key_conflict = 5,      // the idempotency key was used for another command
  out_of_order = 6,      // `at` lies before the last event, or too far from the desk's clock
  invalid_document = 7,  // a table, calendar or file has findings
  calendar_unknown = 8,  // the calendar does not know this year
  corrupt = 9,           // the database does not agree with itself
  foreign = 10,          // a file that is not ours, or of a newer schema
  busy = 11,             // another writer held the database for too long
  io = 12,               // reading or writing failed
  too_large = 13,        // a limit was passed; the message names it
  already_exists = 14,   // it is there already
  cancelled = 15,        // the caller asked to stop
  unsupported = 16,      // known, but not supported; the message says what is
  internal = 17,         // a fault in zhuqi itself
};

// "not_found" and so on: the names are as stable as the numbers.
std::string_view name(Code code);

// A refused call. what() says in plain words what is wrong and what to do; it never carries a phone number, a
// contact's name or the text of a need. A call that throws has changed nothing.
class Refused : public std::runtime_error {
 public:
  Refused(Code code, const std::string& message, std::string where = {})
      : std::runtime_error(message), code_(code), where_(std::move(where)) {}

  Code code() const { return code_; }
  // The place: a field ("enterprise"), a file with row and column ("routing.csv:12:3"), a stream; may be empty.
  const std::string& where() const { return where_; }

 private:
  Code code_;
  std::string where_;
};

}  // namespace zhuqi
