#include <functional>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/routing/graph.hpp>

#include "routing/sample.hpp"

namespace zhuqi {
namespace {

TEST(Check, TheSampleFitsTogether) { EXPECT_EQ(to_string(OrganisationGraph::check(sample_organisation())), ""); }

// What is spoiled, and the one finding that it gives.
struct Case {
  std::function<void(Organisation&)> spoil;
  const char* finding;
};

TEST(Check, EachFaultIsFoundAndPlaced) {
  const Case cases[] = {
      {[](Organisation& o) { o.departments.push_back(department("tax-53", "x", "x", "530000")); },
       "error: departments[7].id stands already in departments[2] «tax-53» (an id of its own)"},
      {[](Organisation& o) { o.departments.push_back(department("", "x", "x", "530000")); },
       "error: departments[7].id is empty (an id of its own)"},
      {[](Organisation& o) { o.departments[3].parent = DepartmentId("nobody"); },
       "error: departments[3].parent does not exist «nobody» (the id of a department)"},
      {[](Organisation& o) { o.departments[2].parent = DepartmentId("tax-530102"); },
       "error: departments[2] stands above itself «tax-53 → tax-530102 → tax-5301 → tax-53» "
       "(a parent that is not below it)"},
      {[](Organisation& o) { o.departments[5].parent = DepartmentId("finance-5301"); },
       "error: departments[5] stands above itself «finance-5301 → finance-5301» (a parent that is not below it)"},
      {[](Organisation& o) { o.departments[5].parent = {}; },
       "error: departments[5] has no way up «finance-5301» (a parent: only the highest level has none)"},
      {[](Organisation& o) { o.departments[6].region = "53"; },
       "error: departments[6].region is not a region code «53» (six digits, as in 530102)"},
      {[](Organisation& o) { o.departments[6].function = {}; },
       "error: departments[6].function is empty «patent-53» (what it does, as in 税务)"},
      {[](Organisation& o) { o.departments.push_back(department("tax-b", "x", "税务", "530102", "tax-53")); },
       "error: departments[7] has the function and region of departments[4] «税务 530102» "
       "(one department for each function in a region)"},
      {[](Organisation& o) { o.departments[0].function = "工信"; },
       "error: there is no owner of last resort at the top (a department of the highest level with the function "
       "综合服务)"},
      {[](Organisation& o) { o.officers[8].department = DepartmentId("gone"); },
       "error: officers[8].department does not exist «gone» (the id of a department)"},
      {[](Organisation& o) { o.officers[8].id = OfficerId("S-1"); },
       "error: officers[8].id stands already in officers[6] «S-1» (an id of its own)"},
      {[](Organisation& o) { o.groups[1].id = o.groups[0].id; },
       "error: groups[1].id stands already in groups[0] «G-2» (an id of its own)"},
      {[](Organisation& o) { o.groups[1].region = "昆明"; },
       "error: groups[1].region is not a region code «昆明» (six digits, as in 530102)"},
      {[](Organisation& o) { o.groups[1].members["tax"] = OfficerId("O-9"); },
       "error: groups[1].members.tax does not exist «O-9» (the id of an officer)"},
      {[](Organisation& o) { o.groups[1].members["tax"] = OfficerId("O-building"); },
       "error: groups[1].members.tax is a building «O-building» (an officer of the role tax)"},
      {[](Organisation& o) { o.groups[1].members["handler"] = OfficerId("H-1"); },
       "error: groups[1].members.handler is not a service role «handler» (general, market_regulation, tax, investment "
       "or building)"},
      {[](Organisation& o) { o.groups[1].members.erase("general"); },
       "error: groups[1] has no general (企业综合服务专员) «G-1» (one officer of each service role)"},
      {[](Organisation& o) { o.groups[1].members.erase("building"); },
       "warning: groups[1] has no building (楼宇联络专员) «G-1» (one officer of each service role; the general one "
       "stands in)"},
      {[](Organisation& o) {
         o.officers[2].regions = {"530102", "五华"};
       },
       "error: officers[2].regions[1] is not a region code «五华» (six digits, as in 530102)"},
      {[](Organisation& o) { o.officers[2].capacity = -1; },
       "error: officers[2].capacity is negative «-1» (how many open needs at once)"},
      {[](Organisation& o) {
         o.officers[2].leave = {{parse_date("2026-03-02"), parse_date("2026-03-01")}};
       },
       "error: officers[2].leave[0] ends before it begins «2026-03-02 - 2026-03-01» (from and until, both included)"},
      {[](Organisation& o) {
         o.officers[2].stand_ins = {OfficerId("O-invest"), OfficerId("gone")};
       },
       "error: officers[2].stand_ins[1] does not exist «gone» (the id of an officer)"},
      {[](Organisation& o) { o.officers[2].stand_ins = {OfficerId("O-tax")}; },
       "error: officers[2].stand_ins[0] is the officer «O-tax» (another officer)"},
      {[](Organisation& o) {
         o.groups[0].enterprises = {EnterpriseId("E-1"), EnterpriseId("E-1")};
         o.groups[1].enterprises = {EnterpriseId("E-2"), EnterpriseId("E-1")};
       },
       "error: groups[1].enterprises[1] has the group groups[0] already «E-1» (one group for each enterprise)"},
      {[](Organisation& o) { o.groups[0].buildings = o.groups[2].buildings = {"翠湖大厦"}; },
       "error: groups[2].buildings[0] has the group groups[0] already «翠湖大厦» (one group for each enterprise)"},
      {[](Organisation& o) { o.groups[0].buildings = {""}; }, "error: groups[0].buildings[0] is empty (a name)"},
      {[](Organisation& o) {
         o.regions = {"530102", "532501"};
       },
       "warning: no group serves the region «532501» (a group of the region or of one that contains it)"},
      {[](Organisation& o) { o.regions = {"53"}; },
       "error: regions[0] is not a region code «53» (six digits, as in 530102)"},
      {[](Organisation& o) { o.departments[6].region = "532501", o.departments[6].parent = DepartmentId("tax-53"); },
       "warning: no group serves the region «532501» (a group of the region or of one that contains it)"},
  };
  for (const auto& [spoil, finding] : cases) {
    Organisation o = sample_organisation();
    spoil(o);
    EXPECT_EQ(to_string(OrganisationGraph::check(o)), finding);
  }
}

TEST(Check, AllFindingsAtOnceAndTheFileInEach) {
  Organisation o = sample_organisation();
  o.departments[5].parent = {};
  o.officers[8].department = DepartmentId("gone");
  o.groups[0].members.clear();
  const auto findings = OrganisationGraph::check(o, "org.json");
  EXPECT_EQ(findings.size(), 7u);
  for (const auto& finding : findings) EXPECT_EQ(finding.file, "org.json");
  try {
    OrganisationGraph graph(o, "org.json");
    FAIL();
  } catch (const InvalidDocument& invalid) {
    EXPECT_EQ(invalid.findings().size(), 7u);
  }
}

TEST(Check, AVacantPostIsNoReasonToRefuse) {
  Organisation o = sample_organisation();
  o.groups[0].members.erase("tax");
  EXPECT_NO_THROW(OrganisationGraph{o});
}

TEST(Check, ACityAloneIsAnOrganisationToo) {
  Organisation o;
  o.departments = {department("a", "昆明市企业服务中心", "综合服务", "530100"),
                   department("b", "五华区税务局", "税务", "530102", "a")};
  EXPECT_EQ(to_string(OrganisationGraph::check(o)),
            "warning: no group serves the region «530102» (a group of the region or of one that contains it)");
}

TEST(Check, NothingAtAllHasNoOwnerOfLastResort) { EXPECT_TRUE(has_errors(OrganisationGraph::check({}))); }

TEST(Check, ALongValueIsCutWhereACharacterEnds) {
  Organisation o = sample_organisation();
  std::string region;
  for (int i = 0; i < 100; ++i) region += "昆";
  o.departments[6].region = region;
  EXPECT_EQ(OrganisationGraph::check(o).at(0).value, region.substr(0, 198));
}

// Every department that climbs back to itself is on the cycle that a finding names, and there is one finding a cycle.
RC_GTEST_PROP(Check, CyclesAreFound, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 30);
  Organisation o;
  for (std::size_t i = 0; i < count; ++i) {
    const auto parent = *rc::gen::inRange<std::size_t>(0, count + 1);
    o.departments.push_back(department("d" + std::to_string(i), "x", "f" + std::to_string(i), "530000",
                                       parent == count ? "" : "d" + std::to_string(parent)));
  }
  const auto up = [&](const std::string& id) {
    return id.empty() ? id : o.departments[std::stoul(id.substr(1))].parent.str();
  };
  std::set<std::set<std::string>> expected;
  for (const auto& d : o.departments) {
    std::set<std::string> path;
    std::string here = d.id.str();
    while (!here.empty() && path.insert(here).second) here = up(here);
    if (here == d.id.str()) expected.insert(path);
  }
  std::set<std::set<std::string>> found;
  std::size_t findings = 0;
  for (const auto& finding : OrganisationGraph::check(o)) {
    if (finding.message.find("above itself") == std::string::npos) continue;
    ++findings;
    std::set<std::string> path;
    for (std::string rest = finding.value; !rest.empty();) {
      const auto end = rest.find(" → ");
      path.insert(rest.substr(0, end));
      rest = end == std::string::npos ? "" : rest.substr(end + std::string(" → ").size());
    }
    found.insert(path);
  }
  RC_ASSERT(found == expected);
  RC_ASSERT(findings == expected.size());
}

}  // namespace
}  // namespace zhuqi
