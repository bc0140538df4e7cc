#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/routing/graph.hpp>

#include "routing/sample.hpp"

namespace zhuqi {
namespace {

std::string id(const Department* found) { return found != nullptr ? found->id.str() : "none"; }

std::string ids(const std::vector<const Officer*>& officers) {
  std::string text;
  for (const auto* officer : officers) text += officer->id.str() + " ";
  return text;
}

TEST(Graph, TheNearestDepartmentThatExists) {
  const OrganisationGraph graph(sample_organisation());
  const struct {
    const char* function;
    const char* region;
    const char* expected;
  } rows[] = {
      {"税务", "530102", "tax-530102"},   {"税务", "530103", "tax-5301"}, {"税务", "530100", "tax-5301"},
      {"税务", "532501", "tax-53"},       {"税务", "530000", "tax-53"},   {"税务", "110101", "none"},
      {"金融", "530102", "finance-5301"}, {"金融", "530000", "none"},     {"知识产权", "530102", "patent-53"},
      {"消防", "530102", "none"},         {"税务", "五华区", "none"},     {"税务", "", "none"},
  };
  for (const auto& row : rows) EXPECT_EQ(id(graph.nearest(row.function, row.region)), row.expected) << row.region;
}

TEST(Graph, TheOwnerOfLastResortIsNeverMissing) {
  const OrganisationGraph graph(sample_organisation());
  EXPECT_EQ(graph.last_resort("530102").id.str(), "service-5301");
  EXPECT_EQ(graph.last_resort("532501").id.str(), "service-53");
  EXPECT_EQ(graph.last_resort("110101").id.str(), "service-53");
  EXPECT_EQ(graph.last_resort("").id.str(), "service-53");
}

TEST(Graph, TheGroupOfARegionIsTheNearestAndOfSeveralTheFirst) {
  const OrganisationGraph graph(sample_organisation());
  EXPECT_EQ(graph.group_of_region("530102")->id.str(), "G-1");
  EXPECT_EQ(graph.group_of_region("530103")->id.str(), "G-0");
  EXPECT_EQ(graph.group_of_region("530000"), nullptr);
  EXPECT_EQ(graph.group_of_region("x"), nullptr);
}

TEST(Graph, AnEnterpriseHasExactlyOneGroup) {
  Organisation o = sample_organisation();
  o.groups[0].enterprises = {EnterpriseId("E-1")};
  o.groups[2].buildings = {"翠湖大厦"};
  const OrganisationGraph graph(o);
  const auto group = [&](const char* enterprise, const char* building, const char* region) {
    return graph.group_of(EnterpriseId(enterprise), building, region)->id.str();
  };
  EXPECT_EQ(group("E-1", "翠湖大厦", "530103"), "G-2");  // by name, before the building
  EXPECT_EQ(group("E-2", "翠湖大厦", "530102"), "G-0");  // by its building, before the region
  EXPECT_EQ(group("E-2", "", "530102"), "G-1");
  EXPECT_EQ(graph.group_of(EnterpriseId("E-2"), "", "110101"), nullptr);
}

TEST(Graph, WhoStandsInIsFoundFromNearToFar) {
  Organisation o = sample_organisation();
  const auto stand_ins = [&](std::size_t officer, std::vector<std::string> ids) {
    for (auto& id : ids) o.officers[officer].stand_ins.emplace_back(std::move(id));
  };
  stand_ins(0, {"O-tax", "O-market"});
  stand_ins(1, {"O-general", "O-building"});  // in a circle with the first: each still once
  stand_ins(2, {"O-invest"});
  const OrganisationGraph graph(o);
  EXPECT_EQ(ids(graph.stand_ins(OfficerId("O-general"))), "O-tax O-market O-invest O-building ");
  EXPECT_EQ(ids(graph.stand_ins(OfficerId("O-building"))), "");
  EXPECT_EQ(ids(graph.stand_ins(OfficerId("x"))), "");
}

TEST(Graph, FindsByIdAndByFunction) {
  const OrganisationGraph graph(sample_organisation());
  EXPECT_EQ(graph.department(DepartmentId("tax-53"))->name, "云南省税务局");
  EXPECT_EQ(graph.officer(OfficerId("H-1"))->role, Role::handler);
  EXPECT_EQ(graph.group(GroupId("G-2"))->name, "五华二组");
  EXPECT_EQ(graph.department(DepartmentId("x")), nullptr);
  EXPECT_EQ(graph.officer(OfficerId("")), nullptr);
  EXPECT_EQ(graph.group(GroupId("x")), nullptr);
  EXPECT_TRUE(graph.has_function("金融"));
  EXPECT_FALSE(graph.has_function("消防"));
}

TEST(Graph, WhoStandsAboveWhom) {
  const OrganisationGraph graph(sample_organisation());
  const DepartmentId county("tax-530102"), city("tax-5301"), province("tax-53");
  EXPECT_TRUE(graph.is_above(province, county));
  EXPECT_TRUE(graph.is_above(city, county));
  EXPECT_FALSE(graph.is_above(county, city));
  EXPECT_FALSE(graph.is_above(county, county));
  EXPECT_FALSE(graph.is_above(province, DepartmentId("x")));
  const auto above = graph.above(county);
  ASSERT_EQ(above.size(), 2u);
  EXPECT_EQ(id(above[0]), "tax-5301");
  EXPECT_EQ(id(above[1]), "tax-53");
  EXPECT_TRUE(graph.above(province).empty());
  EXPECT_TRUE(graph.above(DepartmentId("x")).empty());
}

TEST(Graph, StaffAndSupervisors) {
  const OrganisationGraph graph(sample_organisation());
  EXPECT_EQ(ids(graph.staff(DepartmentId("tax-53"), Role::supervisor)), "S-1 S-2 ");
  EXPECT_EQ(ids(graph.staff(DepartmentId("tax-53"), Role::handler)), "");
  EXPECT_EQ(ids(graph.supervisors_of(DepartmentId("tax-530102"))), "S-3 ");
  EXPECT_EQ(ids(graph.supervisors_of(DepartmentId("tax-5301"))), "S-1 S-2 ");
  EXPECT_EQ(ids(graph.supervisors_of(DepartmentId("finance-5301"))), "");
  EXPECT_EQ(ids(graph.supervisors_of(DepartmentId("x"))), "");
}

TEST(Graph, OutlivesWhatItWasCopiedFrom) {
  const Department* found = nullptr;
  const auto copy = [&] {
    const OrganisationGraph graph(sample_organisation());
    found = graph.nearest("税务", "530102");
    return graph;
  }();
  EXPECT_EQ(copy.nearest("税务", "530102"), found);
  EXPECT_EQ(found->name, "五华区税务局");
}

// The regions of a tiny country: two provinces with two prefectures with two counties each.
std::vector<std::string> regions() {
  std::vector<std::string> all;
  for (const char* province : {"53", "11"})
    for (const char* prefecture : {"00", "01", "02"})
      for (const char* county : {"00", "01", "02"})
        if (std::string(prefecture) != "00" || std::string(county) == "00")
          all.push_back(std::string(province) + prefecture + county);
  return all;
}

RC_GTEST_PROP(Graph, NearestIsWhatASearchFinds, ()) {
  const auto all = regions();
  Organisation o;
  o.departments = {department("top", "x", "综合服务", "530000")};
  for (const auto& region : all)
    for (const char* function : {"税务", "金融"})
      if (*rc::gen::arbitrary<bool>())
        o.departments.push_back(department(function + region, "x", function, region, "top"));
  const OrganisationGraph graph(o);
  const auto region = *rc::gen::elementOf(all);
  const auto function = *rc::gen::element<std::string>("税务", "金融", "消防");
  std::string expected = "none";
  for (const std::size_t kept : {6u, 4u, 2u}) {
    const std::string wanted = region.substr(0, kept) + std::string(6 - kept, '0');
    for (const auto& d : o.departments)
      if (expected == "none" && d.function == function && d.region == wanted) expected = d.id.str();
  }
  RC_ASSERT(id(graph.nearest(function, region)) == expected);
}

RC_GTEST_PROP(Graph, AboveAgreesWithIsAbove, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 20);
  Organisation o;
  o.departments = {department("d0", "x", "综合服务", "530000")};
  for (std::size_t i = 1; i < count; ++i)
    o.departments.push_back(department("d" + std::to_string(i), "x", "f" + std::to_string(i), "530100",
                                       "d" + std::to_string(*rc::gen::inRange<std::size_t>(0, i))));
  const OrganisationGraph graph(o);
  for (const auto& a : o.departments)
    for (const auto& b : o.departments) {
      const auto above = graph.above(b.id);
      const bool listed = std::any_of(above.begin(), above.end(), [&](const Department* d) { return d->id == a.id; });
      RC_ASSERT(graph.is_above(a.id, b.id) == listed);
    }
}

}  // namespace
}  // namespace zhuqi
