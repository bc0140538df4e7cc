// A policy that may benefit enterprises: published as a document, matched by zhuqi/policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// One condition on one fact of an enterprise: {"fact": "staff", "test": "< 300", "text": "从业人员少于300人"}.
struct Condition {
  std::string fact;  // a name of zhuqi/classify/facts.hpp
  std::string test;  // FEEL unary tests, as in a cell of a decision table
  std::string text;  // how it is told to people

  bool operator==(const Condition&) const = default;
};

// How it is claimed (the words of the provincial notice): paid without applying, applied for and paid fast, or
// ordinary.
enum class Claim { automatic, fast, ordinary };

struct Policy {
  PolicyId id;
  std::string title;
  std::string issuer;                            // the issuing department, as people name it
  std::string region;                            // GB/T 2260 of where it holds
  Date from{};                                   // first day
  Date until{};                                  // last day, inclusive
  std::vector<std::vector<Condition>> branches;  // eligible if every condition of at least one branch holds
  std::string benefit;                           // in words
  Claim claim = Claim::ordinary;

  bool operator==(const Policy&) const = default;
};

// Reads the JSON document that `publish policy` takes: one policy. Throws InvalidDocument. Whether the tests can be
// read is checked by compiling it (zhuqi/policy/match.hpp).
Policy parse_policy(std::string_view json, std::string_view file);

}  // namespace zhuqi
