#include <gtest/gtest.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/service_item.hpp>

#include "base/text.hpp"

namespace zhuqi {
namespace {

std::string refusal(std::string_view csv) {
  try {
    parse_services(csv, "services.csv");
    return "accepted";
  } catch (const InvalidDocument& invalid) {
    return invalid.what();
  }
}

TEST(ServiceItems, AreReadInAnyOrderOfColumns) {
  const std::vector<ServiceItem> expected = {
      {ServiceItemId("finance"), "融资对接", "银企对接, 担保"},
      {ServiceItemId("talent"), "人才与用工", ""},
  };
  EXPECT_EQ(parse_services("id,name,description\nfinance,融资对接,\"银企对接, 担保\"\n\ntalent,人才与用工,\n", "s.csv"),
            expected);
  EXPECT_EQ(parse_services("\xEF\xBB\xBFname,note,description,id\r\n融资对接,x,\"银企对接, 担保\",finance\r\n"
                           "人才与用工,x,, talent \r\n",
                           "s.csv"),
            expected);
}

TEST(ServiceItems, MayBeGB18030) {
  const auto gb = to_gb18030("id,name,description\nfinance,融资对接,银企\n");
  EXPECT_EQ(parse_services(*gb, "s.csv").at(0).name, "融资对接");
}

TEST(ServiceItems, EveryFaultIsFoundAndPlaced) {
  EXPECT_EQ(refusal(""), "services.csv: error: the file is empty (a header with the columns id, name, description)");
  EXPECT_EQ(refusal("id,name\n"),
            "services.csv:1: error: there is no column description (the columns id, name, description)");
  EXPECT_EQ(refusal("id,name,description\n"), "services.csv:1: error: the list has no service item (a row for each)");
  EXPECT_EQ(refusal("id,name,description\na,,x\n,b,x\na,c,x\na,c,x,y\nd,\"e\"f,x\n"),
            "services.csv:2:2: error: the name is empty (what people call it)\n"
            "services.csv:3:1: error: the id is empty (an id of its own)\n"
            "services.csv:4:1: error: the id stands already in row 2 «a» (an id of its own)\n"
            "services.csv:5: error: 4 fields, the header has 3 (quotes around a field with a comma)\n"
            "services.csv:6: error: a quote is not closed, or text follows it (quotes around the whole field)");
  EXPECT_EQ(refusal("\xff\xff\xff"),
            "services.csv: error: the file is neither UTF-8 nor GB18030 (a CSV file saved as either)");
}

}  // namespace
}  // namespace zhuqi
