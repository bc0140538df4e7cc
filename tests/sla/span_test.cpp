#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {
namespace {

TEST(Span, ComesBackAsItWent) {
  for (const char* text : {"30m", "25h", "3d", "90wm", "2wh", "7wd", "-1wd", "0wd"})
    EXPECT_EQ(to_string(parse_span(text)), text);
  EXPECT_EQ(to_string(parse_span(" 24h ")), "1d");
  EXPECT_EQ(parse_span("2wh").unit, Unit::working_time);
}

TEST(Span, RefusesWhatIsNone) {
  for (const char* text : {"", "7", "wd", "7 wd", "1.5h", "7x", "10001wd", "99999999999999999999d", "10001d"})
    EXPECT_THROW(parse_span(text), Refused) << text;
}

TEST(Target, ComesBackAsItWent) {
  for (const char* text : {"7wd", "7wd same-time", "24h", "25h next-day", "8wh next-day close", "0wd", "2wd next-day"})
    EXPECT_EQ(to_string(parse_target(text)), text == std::string("24h") ? "1d" : text);
  EXPECT_EQ(to_string(parse_target("8wh  close  next-day")), "8wh next-day close");
  EXPECT_EQ(to_string(parse_target("7wd close")), "7wd");
}

TEST(Target, RefusesWhatIsNone) {
  for (const char* text : {"", "close", "-1wd", "7wd tomorrow", "7wd closes"})
    EXPECT_THROW(parse_target(text), Refused) << text;
}

Value row(std::vector<std::pair<const char*, const char*>> cells) {
  ValueContext context;
  for (const auto& [name, text] : cells) context.emplace_back(name, Value(text));
  return Value(std::move(context));
}

TEST(Policy, ReadsEveryStageThatARowGives) {
  const auto policy = read_policy(row({{"policy", "七日"},
                                       {"sign", "2wh"},
                                       {"resolve", "7wd"},
                                       {"ladder", "-1wd warn officer"},
                                       {"contact", "1wh"},
                                       {"contact_ladder", "0 breach supervisor anytime"},
                                       {"plan", "-"},
                                       {"extensions", "1"},
                                       {"extension_ask", "1wd"},
                                       {"extension_longest", "10wd"}}));
  EXPECT_EQ(policy.stages.size(), 3u);
  EXPECT_EQ(policy.stage("plan"), nullptr);
  EXPECT_EQ(to_string(policy.stage("contact")->ladder), "0 breach supervisor anytime");
  EXPECT_EQ(to_string(policy.stage("resolve")->ladder), "-1wd warn officer; 0 breach department");
  EXPECT_EQ(policy.extension, (ExtensionPolicy{1, parse_span("1wd"), parse_span("10wd")}));
}

TEST(Policy, ReadsHowOftenANeedIsReturnedAndWhoRules) {
  const auto returns = [](std::vector<std::pair<const char*, const char*>> cells) {
    cells.insert(cells.begin(), {{"policy", "七日"}, {"sign", "2wh"}, {"resolve", "7wd"}});
    return read_policy(row(std::move(cells))).returns;
  };
  EXPECT_EQ(returns({}), ReturnPolicy{}) << "as often as there is reason to, and one above rules";
  EXPECT_EQ(returns({{"returns", "2"}, {"return_within", "1wd"}, {"ruled_by", "higher"}}),
            (ReturnPolicy{2, parse_span("1wd"), Ruler::higher}));
  EXPECT_EQ(returns({{"returns", "0"}, {"return_within", "-"}, {"ruled_by", "-"}}),
            (ReturnPolicy{0, {}, Ruler::above}));
  for (const auto& [column, cell] :
       {std::pair("returns", "often"), {"return_within", "-1wd"}, {"return_within", "soon"}, {"ruled_by", "nobody"}}) {
    try {
      returns({{column, cell}});
      ADD_FAILURE() << column << " " << cell;
    } catch (const Refused& refused) {
      EXPECT_NE(std::string(refused.what()).find(column), std::string::npos) << refused.what();
    }
    EXPECT_TRUE(is_sla_output(column));
  }
}

TEST(Policy, SaysWhichColumnIsWrong) {
  const auto message = [](std::vector<std::pair<const char*, const char*>> cells) -> std::string {
    try {
      read_policy(row(std::move(cells)));
    } catch (const Refused& refused) {
      return refused.what();
    }
    return "";
  };
  EXPECT_NE(message({{"policy", "七日"}, {"sign", "2wh"}}).find("no resolve"), std::string::npos);
  EXPECT_NE(message({{"policy", "七日"}, {"sign", "2wh"}, {"resolve", "7wd"}, {"plan", "2x"}}).find("plan: "),
            std::string::npos);
  EXPECT_NE(
      message({{"policy", "七日"}, {"sign", "2wh"}, {"resolve", "7wd"}, {"extensions", "many"}}).find("extensions"),
      std::string::npos);
}

TEST(Ladder, ComesBackAsItWent) {
  const char* text = "-1wd warn officer; 0 breach department; 1wd escalate supervisor; 5wd escalate above";
  EXPECT_EQ(to_string(parse_ladder(text)), text);
  EXPECT_EQ(to_string(parse_ladder("")), "0 breach department");
  EXPECT_EQ(to_string(parse_ladder("1wd escalate above; -1wd warn officer anytime")),
            "-1wd warn officer anytime; 0 breach department; 1wd escalate above");
}

TEST(Ladder, RefusesWhatIsNone) {
  for (const char* text :
       {"1wd warn officer", "-1wd breach department", "0 breach a; 0 breach department", "0 breach",
        "0 breach department; 0 breach officer", "-1wd escalate above", "x warn officer", "-1wd warn officer always"})
    EXPECT_THROW(parse_ladder(text), Refused) << text;
}

}  // namespace
}  // namespace zhuqi
