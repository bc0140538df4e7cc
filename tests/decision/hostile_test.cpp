// Files that want to exhaust the stack, the memory or the patience: refused, or decided, at once.
#include <gtest/gtest.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

std::string model(const std::string& inside) { return "<definitions name=\"m\">" + inside + "</definitions>"; }

std::string decision(const std::string& name, const std::string& text, const std::string& requirements = {}) {
  return "<decision id=\"" + name + "\" name=\"" + name + "\">" + requirements + "<literalExpression><text>" + text +
         "</text></literalExpression></decision>";
}

std::string requires_decision(const std::string& name) {
  return "<informationRequirement><requiredDecision href=\"#" + name + "\"/></informationRequirement>";
}

// Each type twice the one before it.
std::string doubling_types() {
  std::string items;
  for (int i = 0; i < 60; ++i) {
    const auto reference = i == 0 ? "number" : "t" + std::to_string(i - 1);
    items += "<itemDefinition name=\"t" + std::to_string(i) + "\">";
    for (const char* part : {"a", "b"})
      items += std::string("<itemComponent name=\"") + part + "\"><typeRef>" + reference + "</typeRef></itemComponent>";
    items += "</itemDefinition>";
  }
  return model(items + decision("d", "1"));
}

TEST(Hostile, IsRefusedWithTheReason) {
  const std::string row = "if a,then x\n";
  const std::vector<std::tuple<std::string, std::string, std::string>> cases = {
      {"t.dmn", "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>" + model("&b;"), "document types"},
      {"t.dmn", doubling_types(), "grow without bound"},
      {"t.dmn", repeated("<a>", 100'000), "not well-formed"},
      {"t.dmn", repeated("<a>", 100'000) + repeated("</a>", 100'000), "nested deeper"},
      {"t.dmn", model(decision("d", repeated("(", 50'000))), "nested deeper"},
      {"t.dmn", model(decision("d", repeated("1+", 40'000) + "1")), "operators"},
      {"t.dmn", model(decision("a", "b", requires_decision("b")) + decision("b", "a", requires_decision("a"))),
       "require each other"},
      {"t.csv", "if a: number,then x\n" + repeated("not(", 20'000) + ",y\n", "nested deeper"},
      {"t.csv", row + "\"" + repeated("甲", 400'000) + "\",y\n", "100000 bytes"},
      {"t.csv", row + "?" + repeated("a", 1'000'000) + ",y\n", "100000 bytes"},
      {"t.csv", "if a: number,then x\n" + std::string("1\0", 2) + ",y\n", "control character"},
      {"t.csv", repeated("if a,", 2'000) + "then x\n1\n", "columns"},
      {"t.csv", repeated("if a,", 900) + "then x\n" + repeated("1\n", 20'000), "cells"}};
  for (const auto& [file, bytes, reason] : cases) {
    try {
      DecisionTable::parse(bytes, file);
      ADD_FAILURE() << reason;
    } catch (const InvalidDocument& invalid) {
      EXPECT_NE(std::string(invalid.what()).find(reason), std::string::npos) << reason << ": " << invalid.what();
    }
  }
}

TEST(Hostile, FunctionsThatCallThemselvesEnd) {
  for (const std::string body : {"f(n + 1)", "f(n + 1) + 1", "f(f(n))"}) {
    const auto deep = "{f: function(n) " + body + repeated(" + 1", 900) + "}.f(0)";
    const auto table = DecisionTable::parse(model(decision("d", deep)), "t.dmn");
    EXPECT_TRUE(table.decide({}).result.is_null()) << body;
  }
  const auto wide = "count(for a in 1..99999, b in 1..99999, c in 1..99999 return a)";
  EXPECT_TRUE(DecisionTable::parse(model(decision("d", wide)), "t.dmn").decide({}).result.is_null());
}

// Each decision requires the two below it twice over: a way down for each of 2^60 paths.
TEST(Hostile, WhatManyRequireIsDecidedOnce) {
  std::string all = decision("a0", "1") + decision("b0", "1");
  for (int i = 1; i <= 60; ++i) {
    const auto below = std::to_string(i - 1);
    for (const char* name : {"a", "b"})
      all += decision(name + std::to_string(i), "max(a" + below + ", b" + below + ") + 1",
                      requires_decision("a" + below) + requires_decision("b" + below));
  }
  EXPECT_EQ(to_json_text(DecisionTable::parse(model(all), "t.dmn", "a60").decide({}).result), "61");
}

// The order is that of the requirements and not of the file.
TEST(Hostile, ALongChainIsNoDeepOne) {
  std::string all;
  for (int i = 1500; i > 0; --i) {
    const auto below = "d" + std::to_string(i - 1);
    all += decision("d" + std::to_string(i), below + " + 1", requires_decision(below));
  }
  EXPECT_EQ(to_json_text(DecisionTable::parse(model(all + decision("d0", "0")), "t.dmn").decide({}).result), "1500");
}

}  // namespace
}  // namespace zhuqi
