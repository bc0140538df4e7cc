// A FEEL value: what a decision table reads and gives.
#pragma once

#include <concepts>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/decimal.hpp>

namespace zhuqi {

class Value;
struct ValueRange;
namespace feel {
struct Closure;  // private to the library
}

// A time of day, with an offset from UTC or without.
struct TimeOfDay {
  std::chrono::microseconds since_midnight{0};  // below 24 hours
  std::optional<std::chrono::seconds> offset;
  bool operator==(const TimeOfDay&) const = default;
};

// A civil date and time, with an offset from UTC or without.
struct DateTime {
  Date date{};
  TimeOfDay time;
  bool operator==(const DateTime&) const = default;
};

// The two durations of FEEL do not mix: a month has no number of days.
struct DaysDuration {
  std::chrono::microseconds length{0};
  auto operator<=>(const DaysDuration&) const = default;
};
struct MonthsDuration {
  std::int64_t months = 0;
  auto operator<=>(const MonthsDuration&) const = default;
};

using ValueList = std::vector<Value>;
using ValueContext = std::vector<std::pair<std::string, Value>>;  // in the order written; a name stands once

// An immutable value; copying one copies at most a string, lists and contexts are shared. Equality is that of values:
// 1 equals 1.0, contexts are equal whatever their order, two nulls are equal.
class Value {
 public:
  enum class Kind {
    null,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_duration,
    months_duration,
    list,
    context,
    range,
    function
  };

  Value() = default;  // null
  Value(std::same_as<bool> auto value) : data_(value) {}
  Value(std::same_as<int> auto value) : data_(Decimal(value)) {}
  Value(std::int64_t value) : data_(Decimal(value)) {}
  Value(Decimal value) : data_(value) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(Date value) : data_(value) {}
  Value(TimeOfDay value) : data_(value) {}
  Value(DateTime value) : data_(value) {}
  Value(DaysDuration value) : data_(value) {}
  Value(MonthsDuration value) : data_(value) {}
  Value(ValueList value);
  Value(ValueContext value);
  Value(ValueRange value);
  Value(std::shared_ptr<const feel::Closure> function) : data_(std::move(function)) {}

  // The number written so ("0.1"). Throws Refused(invalid_argument).
  static Value number(std::string_view text);

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  bool is_null() const { return kind() == Kind::null; }

  // The value if it is of this kind, else a null pointer.
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const Decimal* number() const { return std::get_if<Decimal>(&data_); }
  const std::string* string() const { return std::get_if<std::string>(&data_); }
  const Date* date() const { return std::get_if<Date>(&data_); }
  const TimeOfDay* time() const { return std::get_if<TimeOfDay>(&data_); }
  const DateTime* date_time() const { return std::get_if<DateTime>(&data_); }
  const DaysDuration* days_duration() const { return std::get_if<DaysDuration>(&data_); }
  const MonthsDuration* months_duration() const { return std::get_if<MonthsDuration>(&data_); }
  const ValueList* list() const;
  const ValueContext* context() const;
  const ValueRange* range() const;
  // A function that a model defines: only FEEL can call it. Two are equal if they are one.
  const feel::Closure* function() const;
  // The entry of a context; a null pointer if there is none, or if this is not a context.
  const Value* find(std::string_view name) const;

  bool operator==(const Value& other) const;

 private:
  std::variant<std::monostate, bool, Decimal, std::string, Date, TimeOfDay, DateTime, DaysDuration, MonthsDuration,
               std::shared_ptr<const ValueList>, std::shared_ptr<const ValueContext>, std::shared_ptr<const ValueRange>,
               std::shared_ptr<const feel::Closure>>
      data_;
};

// FEEL's range [low..high]. An end that is null is none: (> 5) has no high end.
struct ValueRange {
  Value low, high;
  bool low_open = false, high_open = false;
  bool operator==(const ValueRange&) const = default;
};

// "number", "date and time", "days and time duration": the name that FEEL gives to the kind.
std::string_view name(Value::Kind kind);

// What a decision is made from: the values of the inputs by name. An input that is absent is null.
using Facts = std::map<std::string, Value, std::less<>>;

// The value as people read it: a string bare, everything else as FEEL writes it (2026-02-14, PT2H, [1, 2]).
std::string to_text(const Value& value);

// As FEEL source: "贷款" in quotes, date("2026-02-14").
std::string to_feel(const Value& value);

// As JSON: dates, times and durations as strings, numbers exactly; a context keeps its order.
std::string to_json_text(const Value& value);

// Reads one JSON value; numbers are taken exactly as written. A string stays a string: a table turns it into a date
// where its input is of type date. Throws Refused(invalid_document) or (too_large), as parse_json does.
Value parse_value(std::string_view json);

// Reads one JSON object. Throws as parse_value, and Refused(invalid_argument) if it is not an object.
Facts parse_facts(std::string_view json);

}  // namespace zhuqi
