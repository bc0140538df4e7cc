// The canonical text written at once is the one that goes through JSON.
#include <gtest/gtest.h>

#include "base/fields.hpp"

namespace zhuqi {
namespace {

enum class Temper { calm, cross };
constexpr auto names(Of<Temper>) {
  return std::array{std::pair{Temper::calm, "calm"}, std::pair{Temper::cross, "cross"}};
}

struct Inner {
  std::string said;
  std::string phone;
  int count = 0;
  bool operator==(const Inner&) const = default;
};
constexpr auto fields(Of<Inner>) {
  return std::tuple(field("said", &Inner::said).personal(), field("phone", &Inner::phone).optional().personal(),
                    field("count", &Inner::count).optional());
}

struct Outer {
  std::string zeta, alpha;
  Inner inner, secret, maybe;
  Temper mood = Temper::calm;
  bool heard = false;
  std::optional<Instant> at;
  std::optional<Date> day;
  std::vector<Inner> list;
  std::map<std::string, std::int64_t> numbers;
  bool operator==(const Outer&) const = default;
};
constexpr auto fields(Of<Outer>) {
  using O = Outer;
  return std::tuple(field("zeta", &O::zeta), field("alpha", &O::alpha).optional().personal(), field("inner", &O::inner),
                    field("secret", &O::secret).personal(), field("maybe", &O::maybe).optional(),
                    field("mood", &O::mood), field("heard", &O::heard), field("at", &O::at),
                    field("day", &O::day).optional(), field("list", &O::list), field("numbers", &O::numbers));
}

std::vector<Outer> samples() {
  Outer full{"z\"\\\n\x01\x1f\x7f/企业",
             "甲",
             {"said", "138", 3},
             {"s", "", -1},
             {"", "139", 0},
             Temper::cross,
             true,
             parse_instant("2026-02-14T08:00:00.25Z"),
             parse_date("2026-02-14"),
             {{"a", "b", 1}, {}},
             {{"b", INT64_MIN}, {"a", INT64_MAX}}};
  Outer without = full;
  without.inner = {};
  without.at.reset();
  without.list.clear();
  without.numbers.clear();
  return {Outer{}, full, without};
}

TEST(Write, GivesTheBytesThatJsonGives) {
  for (const auto& sample : samples()) {
    std::string written;
    write_canonical(written, sample);
    EXPECT_EQ(written, canonical(to_json(sample)));
  }
}

TEST(Write, PartsADocumentAsSplitPersonalDoes) {
  for (const auto& sample : samples()) {
    Json data = to_json(sample);
    const Json taken = split_personal<Outer>(data);
    std::string impersonal, personal;
    write_parts(sample, impersonal, personal);
    EXPECT_EQ(impersonal, canonical(data));
    EXPECT_EQ(personal, taken.empty() ? "" : canonical(taken));
  }
}

struct Nothing {
  bool operator==(const Nothing&) const = default;
};
[[maybe_unused]] constexpr auto fields(Of<Nothing>) { return std::tuple(); }

TEST(Write, AStructWithoutFieldsIsAnEmptyObject) {
  std::string impersonal, personal;
  write_parts(Nothing{}, impersonal, personal);
  EXPECT_EQ(impersonal, "{}");
  EXPECT_TRUE(personal.empty());
}

}  // namespace
}  // namespace zhuqi
