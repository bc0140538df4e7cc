// A policy that may benefit enterprises: published as a document, matched by zhuqi/policy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/amount.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// One condition on one fact of an enterprise: {"fact": "staff", "test": "< 300", "text": "从业人员少于300人"}.
struct Condition {
  std::string fact;  // a name of zhuqi/classify/facts.hpp
  std::string test;  // FEEL unary tests, as in a cell of a decision table
  std::string text;  // how it is told to people

  bool operator==(const Condition&) const = default;
};

// How it is claimed (the words of the provincial notice): ordinarily, applied for and paid fast (快申快享), or paid
// without applying (免申即享).
enum class Claim { ordinary, fast, automatic };

// What tells an enterprise how to come by it. The notice asks for it within seven working days of a new policy.
struct Guide {
  std::string who;                     // who benefits, in a sentence
  std::string where;                   // where to apply: a counter, an address on the web
  std::string phone;                   // of the office
  std::vector<std::string> materials;  // what has to be handed in

  bool operator==(const Guide&) const = default;
};

// What is promised for each step of a claim, in working days; the day of the event itself is not counted. Absent:
// nothing is promised.
struct PolicyDeadlines {
  std::optional<int> deliver;     // from the match until the enterprise is told
  std::optional<int> accept;      // from the application until it is accepted, or turned down
  std::optional<int> supplement;  // from the request until what was missing is there; then the claim expires
  std::optional<int> review;      // from acceptance until the result of the review
  std::optional<int> publicity;   // how long the result is made public before it is paid
  std::optional<int> pay;         // from the application (paid without one: from the match) until it is paid

  bool operator==(const PolicyDeadlines&) const = default;
};

struct Policy {
  PolicyId id;
  std::string title;
  std::string reference;                         // the text that it stands in: 云工信规〔2026〕3号
  std::string issuer;                            // the issuing department, as people name it
  std::string region;                            // GB/T 2260 of where it holds
  Date from{};                                   // first day
  Date until{};                                  // last day, inclusive
  std::vector<std::vector<Condition>> branches;  // eligible if every condition of at least one branch holds
  std::string benefit;                           // in words
  std::vector<Amount> amounts;                   // none: cannot be computed; one for all branches; or one for each
  Claim claim = Claim::ordinary;
  std::optional<Date> apply_until;  // the last day to apply; absent: `until`
  std::vector<int> remind;          // so many working days before the last day the enterprise is reminded
  PolicyDeadlines deadlines;
  Guide guide;

  Date last_day_to_apply() const { return apply_until.value_or(until); }
  bool operator==(const Policy&) const = default;
};

// Reads the JSON document that `publish policy` takes: one policy. Throws InvalidDocument with every field and every
// condition that cannot be read. What it means is checked by compiling it (zhuqi/policy/match.hpp).
Policy parse_policy(std::string_view json, std::string_view file);

}  // namespace zhuqi
