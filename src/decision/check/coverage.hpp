// Whether rules together catch every record of a box.
#pragma once

#include <functional>
#include <unordered_map>

#include "decision/check/space.hpp"

namespace zhuqi::checking {

// What a rule, or a whole table, may be asked for.
struct Box {
  std::vector<ClassSet> values;  // by column of values
  TextSearch::Cells texts;       // hold of every record in it
  bool with_null_texts = true;   // a column of keywords may have no text
};

Box box_of_rule(const Space& space, std::uint32_t rule);
Box box_of_table(const Space& space, bool with_null);

enum class Verdict { found, none, undecided };

// Goes through the box column by column, each cut where some rule begins or ends, the least crowded pieces first. What
// no rule surely catches is made a record and given to `accept`; that it is refused leaves the question open, for then
// an expression had to decide. Steps are taken from `steps`.
class Coverage {
 public:
  using Accept = std::function<bool(const ValueContext& record)>;

  Coverage(const Space& space, const Box& box, const std::vector<std::uint32_t>& rules, std::uint64_t& steps,
           const Accept& accept);

  Verdict search();
  const ValueContext& record() const { return record_; }  // what was found

 private:
  struct Rule {
    std::uint32_t number = 0;
    std::uint64_t key = 0;       // of a set of rules: the keys together
    std::size_t last_level = 0;  // from here on every column of values accepts all that the box has
    bool open_text = false;
  };
  // A piece of a column in which the same rules hold.
  struct Piece {
    std::uint64_t key = 0;
    std::uint32_t count = 0, example = 0;
  };
  using Rules = std::vector<std::uint32_t>;  // indices into rules_

  Verdict explore(std::size_t level, const Rules& alive, std::uint64_t key);
  Verdict explore_pieces(std::size_t level, const Rules& alive);
  Verdict explore_texts(const Rules& alive);
  Verdict offer();
  std::vector<Piece> pieces(std::size_t v, const Rules& alive) const;
  std::uint32_t example_in(std::size_t v, std::uint32_t first, std::uint32_t last) const;
  bool spend(std::uint64_t steps);

  const Space& space_;
  const Box& box_;
  std::uint64_t& steps_;
  const Accept& accept_;
  std::vector<Rule> rules_;
  std::vector<std::size_t> columns_;  // by level
  Choice choice_;
  ValueContext record_;
  std::unordered_map<std::uint64_t, Verdict> seen_;
};

}  // namespace zhuqi::checking
