#include "base/fields.hpp"

#include <gtest/gtest.h>

namespace zhuqi {
namespace {

enum class Mood { calm, cross };
constexpr auto names(Of<Mood>) { return std::array{std::pair{Mood::calm, "calm"}, std::pair{Mood::cross, "cross"}}; }

struct Note {
  std::string text;
  std::string phone;
  int count = 0;
  Mood mood = Mood::calm;
  std::optional<Instant> seen;
  std::vector<std::string> tags;
  bool operator==(const Note&) const = default;
};

constexpr auto fields(Of<Note>) {
  return std::tuple(field("text", &Note::text), field("phone", &Note::phone).optional().personal(),
                    field("count", &Note::count).optional(), field("mood", &Note::mood).optional(),
                    field("seen", &Note::seen).optional(), field("tags", &Note::tags).optional());
}

std::string refusal(const std::string& json) {
  try {
    from_json<Note>(parse_json(json, "note"));
    return "accepted";
  } catch (const Refused& refused) {
    return refused.what();
  }
}

TEST(Fields, ComesBackAsItWent) {
  const Note note{"门", "0871", 3, Mood::cross, parse_instant("2026-02-14T08:00:00Z"), {"a", "b"}};
  EXPECT_EQ(from_json<Note>(to_json(note)), note);
  EXPECT_EQ(canonical(to_json(Note{"x", "", 0, Mood::calm, {}, {}})), R"({"text":"x"})");
}

TEST(Fields, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refusal(R"({})"), "text is missing");
  EXPECT_EQ(refusal(R"({"text":"x","colour":1})"), "colour is not a known field");
  EXPECT_EQ(refusal(R"({"text":"x","mood":"mad"})"), "mood: «mad» is not one of calm, cross");
  EXPECT_EQ(refusal(R"({"text":"x","tags":["a",2]})"), "tags[1]: expected a string, found number");
  EXPECT_EQ(refusal(R"({"text":"x","count":99999999999})"),
            "count: expected a whole number within bounds, found number");
  EXPECT_EQ(refusal(R"({"text":"x","text":"y"})"), "note: the key «text» stands twice in one object");
}

TEST(Fields, DepthAndBadUtf8AreRefused) {
  EXPECT_EQ(refusal(std::string(100000, '[')), "note: nested deeper than 64 levels");
  EXPECT_NE(refusal("{\"text\":\"\xff\"}").find("not valid UTF-8"), std::string::npos);
}

struct Letter {
  int number = 0;
  Note note;
  bool operator==(const Letter&) const = default;
};

constexpr auto fields(Of<Letter>) { return std::tuple(field("number", &Letter::number), field("note", &Letter::note)); }

TEST(Fields, PersonalDataInsideComesOutAndGoesBack) {
  const Letter letter{7, Note{"x", "0871", 0, Mood::calm, {}, {}}};
  Json json = to_json(letter);
  const Json personal = split_personal<Letter>(json);
  EXPECT_EQ(canonical(personal), R"({"note":{"phone":"0871"}})");
  EXPECT_EQ(canonical(json), R"({"note":{"text":"x"},"number":7})");
  restore_personal<Letter>(json, personal);
  EXPECT_EQ(from_json<Letter>(json), letter);
}

struct Parcel {
  int number = 0;
  Note note;
  bool operator==(const Parcel&) const = default;
};

constexpr auto fields(Of<Parcel>) {
  return std::tuple(field("number", &Parcel::number), field("note", &Parcel::note).optional());
}

TEST(Fields, AnOptionalPartThatIsAbsentStaysSo) {
  for (const auto& parcel : {Parcel{7, {}}, Parcel{7, {"", "0871", 0, Mood::calm, {}, {}}}}) {
    Json json = to_json(parcel);
    const Json personal = split_personal<Parcel>(json);
    Json redacted = json;
    restore_personal<Parcel>(json, personal);
    EXPECT_EQ(from_json<Parcel>(json), parcel);
    restore_personal<Parcel>(redacted, Json::object());
    EXPECT_EQ(from_json<Parcel>(redacted), (Parcel{7, {}}));
  }
}

TEST(Fields, PersonalDataComesOut) {
  Json json = to_json(Note{"x", "0871", 0, Mood::calm, {}, {}});
  EXPECT_EQ(canonical(split_personal<Note>(json)), R"({"phone":"0871"})");
  EXPECT_EQ(canonical(json), R"({"text":"x"})");
}

}  // namespace
}  // namespace zhuqi
