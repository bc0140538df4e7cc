// Arrow columns answer as the operations do, line by line, whatever unit the times come in.
#include <gtest/gtest.h>

#include <zhuqi/calendar/operations.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>

#include "base/json.hpp"
#include "interchange/arrow_export.hpp"

namespace zhuqi {
namespace {

// A record batch made by hand, released at the end.
class Table {
 public:
  template <class Number>
  Table& add(const std::string& name, const std::string& format, std::vector<Number> values,
             std::uint8_t valid = 0xFF) {
    rows_ = static_cast<std::int64_t>(values.size());
    fields_.push_back(make_schema(format, name));
    columns_.push_back(make_array(rows_, -1, {arrow_buffer(std::vector{valid}), arrow_buffer(std::move(values))}));
    return *this;
  }

  // {"result": [...], "error": [...]}; instants and dates as numbers.
  Json run(const std::string& operation, const Calendar& calendar = Calendar::china()) {
    ArrowSchema schema = make_schema("+s", "", std::move(fields_));
    ArrowArray batch = make_array(rows_, 0, {nullptr}, std::move(columns_));
    ArrowSchema result_schema{};
    ArrowArray results{};
    try {
      ArrowCalendar columns(calendar, operation, schema);
      result_schema = columns.result_schema();
      results = columns.run(batch);
    } catch (...) {
      schema.release(&schema), batch.release(&batch);
      throw;
    }
    format_ = result_schema.children[0]->format;
    Json told{{"result", values_of(*results.children[0])}, {"error", texts_of(*results.children[1])}};
    for (ArrowSchema* one : {&schema, &result_schema}) one->release(one);
    for (ArrowArray* one : {&batch, &results}) one->release(one);
    return told;
  }

  const std::string& format() const { return format_; }

 private:
  static bool is_null(const ArrowArray& array, std::int64_t row) {
    const auto* bits = static_cast<const std::uint8_t*>(array.buffers[0]);
    return bits != nullptr && ((bits[row / 8] >> (row % 8)) & 1) == 0;
  }

  Json values_of(const ArrowArray& array) const {
    Json list = Json::array();
    for (std::int64_t row = 0; row < array.length; ++row) {
      const void* values = array.buffers[1];
      list.push_back(is_null(array, row) ? Json()
                     : format_ == "b"
                         ? Json(((static_cast<const std::uint8_t*>(values)[row / 8] >> (row % 8)) & 1) != 0)
                     : format_ == "tdD" ? Json(static_cast<const std::int32_t*>(values)[row])
                                        : Json(static_cast<const std::int64_t*>(values)[row]));
    }
    return list;
  }

  static Json texts_of(const ArrowArray& array) {
    const auto* offsets = static_cast<const std::int32_t*>(array.buffers[1]);
    Json list = Json::array();
    for (std::int64_t row = 0; row < array.length; ++row)
      list.push_back(is_null(array, row)
                         ? Json()
                         : Json(std::string(static_cast<const char*>(array.buffers[2]) + offsets[row],
                                            static_cast<std::size_t>(offsets[row + 1] - offsets[row]))));
    return list;
  }

  std::vector<ArrowSchema> fields_;
  std::vector<ArrowArray> columns_;
  std::int64_t rows_ = 0;
  std::string format_;
};

std::int64_t us(const std::string& text) { return parse_instant(text).time_since_epoch().count(); }
std::int32_t days(const char* text) {
  return static_cast<std::int32_t>(std::chrono::sys_days(parse_date(text)).time_since_epoch().count());
}

// Saturday 14 February 2026 is worked, 15 to 23 are off.
TEST(ArrowCalendar, AddsInTheZoneAndTheUnitOfTheStart) {
  Table in_zone, local, nanoseconds;
  const Json zoned = in_zone.add<std::int64_t>("start", "tss:Asia/Shanghai", {us("2026-02-14T08:30:00Z") / 1'000'000})
                         .add<std::int32_t>("seconds", "i", {7200})
                         .run("add_seconds");
  EXPECT_EQ(in_zone.format(), "tsu:Asia/Shanghai");
  EXPECT_EQ(zoned["result"][0], us("2026-02-24T02:00:00Z"));
  const Json on_the_wall = local.add<std::int64_t>("start", "tsm:", {us("2026-02-14T16:30:00Z") / 1000})
                               .add<double>("seconds", "g", {7200.5})
                               .run("add_seconds");
  EXPECT_EQ(local.format(), "tsu:");
  EXPECT_EQ(on_the_wall["result"][0], us("2026-02-24T10:00:00.5Z"));
  const Json fine = nanoseconds.add<std::int64_t>("start", "tsn:UTC", {us("2026-02-14T08:30:00Z") * 1000 + 999})
                        .add<std::int64_t>("seconds", "tDm", {7'200'000})
                        .run("add_seconds");
  EXPECT_EQ(fine["result"][0], us("2026-02-24T02:00:00Z"));
}

TEST(ArrowCalendar, ABadRowHasItsErrorAndANullHasNothing) {
  const Json told = Table()
                        .add<std::int32_t>("start", "tdD", {days("2026-02-13"), 0, days("2026-12-31")}, 0b101)
                        .add<std::int64_t>("days", "l", {2, 2, 1})
                        .run("add_workdays");
  EXPECT_EQ(told["result"], (Json{days("2026-02-24"), nullptr, nullptr}));
  EXPECT_EQ(told["error"],
            (Json{nullptr, nullptr,
                  "calendar_unknown: calendar «cn» does not know the year 2027 (it knows 2007-01-01 to 2026-12-31); "
                  "publish the calendar of that year"}));
}

// Each operation on three days: as the operations on a line say.
TEST(ArrowCalendar, AnswersAsTheOperationsOnLinesDo) {
  const std::vector<std::string> starts{"2026-02-14T16:30:00", "2026-02-15T00:00:00", "2026-12-31T17:30:00"};
  const std::map<std::string, std::string> operations{
      {"is_workday", ""},       {"is_open", ""},          {"next_open", ""},           {"prev_open", ""},
      {"opening", ""},          {"closing", ""},          {"add_seconds", "seconds"},  {"between_seconds", "end"},
      {"add_workdays", "days"}, {"find_workday", "days"}, {"between_workdays", "end"}, {"close_of", "days"}};
  for (const auto& [operation, second] : operations) {
    Table table;
    std::vector<std::int64_t> times, ends;
    for (const std::string& start : starts)
      times.push_back(us(start + "Z")), ends.push_back(us("2026-03-02T10:00:00Z"));
    table.add("start", "tsu:", times).add("end", "tsu:", ends).add<std::int8_t>("days", "c", {1, 1, -3});
    const Json told = table.add<float>("seconds", "f", {60, -60, 60}).run(operation);
    for (std::size_t row = 0; row < starts.size(); ++row) {
      const int numbers[3][2]{{1, 60}, {1, -60}, {-3, 60}};
      const Json asked{{"op", operation},
                       {"start", starts[row]},
                       {"end", "2026-03-02T10:00:00"},
                       {"days", numbers[row][0]},
                       {"seconds", numbers[row][1]}};
      const Json answer = Json::parse(calendar_operation(Calendar::china(), asked.dump()));
      const Json& result = told["result"][row];
      if (answer.contains("error")) {
        EXPECT_EQ(told["error"][row],
                  answer["error"]["code"].get<std::string>() + ": " + answer["error"]["message"].get<std::string>())
            << asked;
      } else if (answer["result"].is_string()) {
        EXPECT_EQ(result, us(answer["result"].get<std::string>() + "Z")) << asked;
      } else if (operation == "between_seconds") {
        EXPECT_EQ(result.get<std::int64_t>(), answer["result"].get<std::int64_t>() * 1'000'000) << asked;
      } else {
        EXPECT_EQ(result, answer["result"]) << asked;
      }
    }
  }
}

TEST(ArrowCalendar, TimesBeyondAllYearsAreRefusedRowByRow) {
  const Json told = Table()
                        .add<std::int64_t>("start", "tss:UTC", {INT64_MAX, INT64_MIN, 0})
                        .add<double>("seconds", "g", {1e300, -1e300, 1})
                        .run("add_seconds");
  EXPECT_EQ(told["result"], (Json{nullptr, nullptr, nullptr}));
  for (const Json& error : told["error"]) EXPECT_TRUE(error.get<std::string>().starts_with("calendar_unknown: "));
}

TEST(ArrowCalendar, RefusesOtherOperationsAndOtherColumns) {
  const auto code_of = [](Table&& table, const std::string& operation) {
    try {
      table.run(operation);
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  };
  const auto start = [] { return std::move(Table().add<std::int32_t>("start", "tdD", {0})); };
  EXPECT_EQ(code_of(start(), "fly"), Code::invalid_argument);
  EXPECT_EQ(code_of(start(), "add_workdays"), Code::invalid_argument);
  EXPECT_EQ(code_of(std::move(start().add<double>("days", "g", {1})), "add_workdays"), Code::invalid_argument);
  EXPECT_EQ(code_of(std::move(Table().add<std::int64_t>("start", "l", {0})), "is_open"), Code::invalid_argument);
  EXPECT_EQ(code_of(std::move(Table().add<std::int64_t>("start", "u", {0})), "is_open"), Code::invalid_argument);
  EXPECT_EQ(code_of(std::move(start().add<std::int64_t>("other", "whatever", {0})), "is_open"), Code::ok);
}

}  // namespace
}  // namespace zhuqi
