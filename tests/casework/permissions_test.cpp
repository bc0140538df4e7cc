#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {
namespace {

// docs/permissions.md is the table that the code reads, not a description of it.
TEST(Permissions, TheDocumentedTableIsTheCodesOwn) {
  std::ifstream file(ZHUQI_SOURCE_DIR "/docs/permissions.md");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(permissions_markdown()), std::string::npos) << "docs/permissions.md should hold:\n"
                                                                        << permissions_markdown();
}

TEST(Permissions, EveryStageLetsSomebodyAct) {
  for (const Stage stage : {Stage::registered, Stage::dispatched, Stage::returned, Stage::signed_, Stage::in_progress,
                            Stage::resolved, Stage::confirmed}) {
    bool moves = false;
    for (const auto& row : permissions())
      for (const Stage s : row.stages)
        moves = moves || (s == stage && row.command != "comment" && row.command != "rate");
    EXPECT_TRUE(moves) << name(stage);
  }
}

}  // namespace
}  // namespace zhuqi
