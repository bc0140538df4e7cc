// The document forms: what C, Python and the command say and hear.
#include "base/json.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using Documents = SmallTown;

TEST_F(Documents, ACommandAndAQuery) {
  const auto receipt = parse_json(
      desk->apply_document(R"({"command":"register_need","actor":"enterprise:91530102MA6000016F","system":"portal",)"
                           R"("key":"a1","at":"2026-03-02T09:00:00+08:00","enterprise":"91530102MA6000016F",)"
                           R"("text":"退税卡住了","contact_phone":"13900000000"})"),
      "receipt");
  EXPECT_EQ(receipt["need"], "N-000001");
  EXPECT_EQ(receipt["stage"], "dispatched");
  EXPECT_EQ(receipt["lead"], "k-tax");
  EXPECT_EQ(receipt["due"], "2026-03-05T09:30:00Z");
  const auto view =
      parse_json(desk->query_document(R"({"query":"need","need":"N-000001","viewer":"officer:h-tax"})"), "view");
  EXPECT_EQ(view["need"]["text"], "退税卡住了");
  const auto list = parse_json(desk->query_document(R"({"query":"needs","viewer":"host","open_only":true})"), "list");
  EXPECT_EQ(list["needs"].size(), 1u);
}

TEST_F(Documents, WhatIsWrongIsNamed) {
  const auto refusal = [&](const std::string& document) -> std::string {
    try {
      desk->apply_document(document);
      return "accepted";
    } catch (const Refused& refused) {
      return std::string(name(refused.code())) + " " + refused.where();
    }
  };
  const std::string envelope = R"("actor":"host","key":"x","at":"2026-03-02T09:00:00+08:00")";
  EXPECT_EQ(refusal("{"), "invalid_document byte 2");
  EXPECT_EQ(refusal("[]"), "invalid_argument command");
  EXPECT_EQ(refusal("{\"command\":\"sign\"}"), "invalid_argument actor");
  EXPECT_EQ(refusal("{\"command\":\"fly\"," + envelope + "}"), "invalid_argument command");
  EXPECT_EQ(refusal("{\"command\":\"sign\"," + envelope + ",\"need\":\"N-000001\",\"colour\":1}"),
            "invalid_argument colour");
  EXPECT_EQ(refusal("{\"command\":\"sign\"," + envelope + ",\"need\":7}"), "invalid_argument need");
}

TEST_F(Documents, ThePublishedContentIsADocumentToo) {
  const Json command = {{"command", "publish"},
                        {"kind", "services"},
                        {"content", "id,name,description\n政策宣贯,政策宣贯,送政策上门\n"},
                        {"file", "services.csv"},
                        {"actor", "host"},
                        {"key", "p1"},
                        {"at", "2026-03-02T09:00:00+08:00"}};
  const auto receipt = parse_json(desk->apply_document(canonical(command)), "receipt");
  EXPECT_EQ(receipt["stream"], "published/services");
}

TEST_F(Documents, EventsFollowWithACursor) {
  register_need("想要授信");
  const auto page = parse_json(desk->events_document(0, 5), "events");
  EXPECT_EQ(page["events"].size(), 5u);
  EXPECT_EQ(page["next"], 5);
  const auto rest = parse_json(desk->events_document(5, 100), "events");
  EXPECT_EQ(rest["events"].back()["kind"], "need.dispatched");
  EXPECT_EQ(rest["events"].back()["version"], 2);
  const auto none = parse_json(desk->events_document(rest["next"], 100), "events");
  EXPECT_EQ(none["next"], rest["next"]);
}

TEST_F(Documents, TicksAreDocumentsToo) {
  register_need("退税卡住了");
  now += std::chrono::hours(24);
  const auto steps = parse_json(desk->tick_document(now), "steps")["steps"];
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0]["clock"], "sign");
  EXPECT_EQ(steps[0]["recipients"][0], "k-tax");
}

}  // namespace
}  // namespace zhuqi
