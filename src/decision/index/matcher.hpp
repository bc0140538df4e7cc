// Which rules a block of records hits.
#pragma once

#include <cstdint>
#include <vector>

#include "decision/index/block.hpp"
#include "decision/index/index.hpp"

namespace zhuqi {

// The plain evaluation of one rule for one record of the block: for what no index can say.
class PlainCheck {
 public:
  virtual bool hits(std::uint32_t record, std::uint32_t rule) = 0;

 protected:
  ~PlainCheck() = default;
};

// One thread at a time. Keeps its memory from call to call.
class Matcher {
 public:
  Matcher(const Index& index, const Kernels& kernels);

  // For each record the first rule that hits, row_unmatched or row_invalid: under FIRST that is the winner.
  void first_hits(const EncodedBlock& block, PlainCheck& check, std::int32_t* out);

  // All hits: after find(), for one record after the other, in the order of the table; nothing for invalid ones.
  void find(const EncodedBlock& block);
  void all_hits(const EncodedBlock& block, PlainCheck& check, std::uint32_t record, std::vector<std::uint32_t>& hits);

 private:
  // A keyword that occurs in a record's text.
  struct Found {
    std::uint32_t keyword, record;
  };

  void find_in(const EncodedBlock& block, std::size_t text);
  void group_by_record(std::uint32_t records);
  std::size_t add_visits(const EncodedBlock& block);
  template <class Each>
  void each_match(std::uint32_t list, const std::uint16_t* fields, std::uint32_t limit, Each each) const;
  bool holds(const Index::Condition& condition, PlainCheck& check, std::uint32_t record, std::uint32_t rule) const;
  void note_keywords(std::uint32_t record);
  std::uint32_t first_conditional(const EncodedBlock& block, PlainCheck& check, std::uint32_t record,
                                  std::uint32_t limit);

  const Index& index_;
  const Kernels& kernels_;
  std::vector<std::uint32_t> best_, places_;
  std::vector<Occurrence> occurrences_;
  std::vector<Visit> visits_;  // these two only grow
  std::vector<Found> found_;
  std::size_t found_count_ = 0;
  std::vector<Found> by_record_;
  std::vector<std::uint32_t> starts_;              // by record, where its keywords begin in by_record_
  std::vector<std::uint64_t> present_, row_bits_;  // keywords of the record in hand; its bit row
  std::vector<std::uint32_t> distinct_;            // the same keywords, each once
};

}  // namespace zhuqi
