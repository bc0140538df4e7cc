// The canonical text of a policy is written directly: it is that of its JSON.
#include <gtest/gtest.h>

#include "sla/documents.hpp"

namespace zhuqi {
namespace {

TEST(PolicyDocument, IsWrittenAsItsJsonIs) {
  SlaPolicy policy;
  policy.name = "七日 \"A\"";
  const auto check = [&] {
    std::string written;
    write_canonical(written, policy);
    EXPECT_EQ(written, canonical(to_json(policy)));
    EXPECT_EQ(from_json<SlaPolicy>(Json::parse(written)), policy);
  };
  check();
  policy.rule = "S9";
  check();
  policy.stages = {{"sign", {parse_target("2wh"), parse_ladder("")}},
                   {"resolve", {parse_target("7wd"), parse_ladder("-1wd warn officer; 1wd escalate supervisor")}}};
  check();
  policy.extension.most = 1;
  policy.extension.longest = parse_span("5wd");
  check();
  policy.returns.within = parse_span("1wd");
  policy.returns.ruler = Ruler::higher;
  check();
}

}  // namespace
}  // namespace zhuqi
