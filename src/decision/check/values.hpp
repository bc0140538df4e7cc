// The values of one column, cut into classes: values of a class satisfy the same cells, where that can be known.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "decision/check/classes.hpp"
#include "decision/compiled.hpp"

namespace zhuqi::checking {

// Where a cell holds: surely in all values of the classes of `must`, possibly in those of `may`, and nowhere else. The
// two are the same but for expressions that no class decides.
struct Reach {
  ClassSet must, may;
};

// Class 0 is null. The others are the single values that the column's cells name and what lies between them; last, for
// types without one order (lists, times with offsets), all that is none of these. Immutable.
class ValueSpace {
 public:
  explicit ValueSpace(const CompiledInput& input);

  // The classes that a record may have: the input's allowed values are heeded.
  const ClassSet& all() const { return all_; }
  const ClassSet& present() const { return present_; }  // without null
  const Reach& cell(std::size_t i) const { return cells_[i]; }
  // What cell `i` would hold for if every value were allowed.
  bool is_satisfiable(std::size_t i) const { return satisfiable_[i]; }
  // A value of the class; nothing where none was found, though there may be one.
  const std::optional<Value>& witness(std::uint32_t c) const { return witnesses_[c]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(witnesses_.size()); }

 private:
  struct Cut {
    Value key;
    bool after = false;  // directly after the key, or before it
  };

  static int order(const Value& a, const Value& b);
  static bool precedes(const Cut& a, const Cut& b);

  void collect(const feel::Expression& e);
  void choose_kind();
  void build_classes();
  void find_witness(const Cut* low, const Cut* high);
  std::vector<Value> candidates(const Cut* low, const Cut* high) const;
  bool is_empty_between(const Cut* low, const Cut* high) const;
  std::uint32_t class_of(const Cut& cut) const;  // the class that begins there
  std::optional<ClassSet> set_of(const feel::Expression& e) const;
  std::optional<ClassSet> set_of_all(const std::vector<feel::Expression>& tests, std::size_t from) const;
  std::optional<ClassSet> set_of_value(const feel::Expression& e) const;
  std::optional<ClassSet> set_of_comparison(feel::Op op, const Value& value) const;
  std::optional<ClassSet> set_of_interval(const Value& low, bool low_open, const Value& high, bool high_open) const;
  Reach reach_of(const feel::Expression& cell);
  void heed_allowed(const feel::Expression& allowed);

  std::string_view type_;
  std::vector<Value> literals_;
  std::vector<std::string> prefixes_;
  std::optional<Value::Kind> kind_;  // of the ordered classes
  bool has_stray_ = false;
  std::vector<Cut> cuts_;
  ClassSet ordered_;  // the classes between cuts that have values
  ClassSet all_, present_;
  std::vector<std::optional<Value>> witnesses_;
  std::vector<bool> single_;  // by class: it is one value
  std::vector<Reach> cells_;
  std::vector<bool> satisfiable_;
  std::uint64_t evaluations_ = 0;
};

// The value of an expression in which nothing depends on a record.
std::optional<Value> constant_value(const feel::Expression& e);

}  // namespace zhuqi::checking
