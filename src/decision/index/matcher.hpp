// Which rules a block of records hits.
#pragma once

#include <cstdint>
#include <span>
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
  void find_keywords(const EncodedBlock& block);
  void group_by_record(std::uint32_t records);
  void lower(const EncodedBlock& block, std::span<const std::uint32_t> heads, std::span<const Visit> visits);
  void lower_by_values(const EncodedBlock& block);
  template <class Each>
  void each_match(std::uint32_t list, const std::uint16_t* fields, std::uint32_t limit, Each each) const;
  bool holds(const Index::Condition& condition, PlainCheck& check, std::uint32_t record, std::uint32_t rule) const;
  void note_keywords(std::uint32_t record);
  std::uint32_t first_conditional(const EncodedBlock& block, PlainCheck& check, std::uint32_t record,
                                  std::uint32_t limit);

  const Index& index_;
  const Kernels& kernels_;
  std::vector<std::uint32_t> best_, places_;
  std::vector<Visit> found_;  // keywords in the order of their places; only grows
  std::size_t found_count_ = 0;
  std::vector<Visit> visits_, by_record_;
  std::vector<std::uint32_t> starts_;              // by record, where its keywords begin in by_record_
  std::vector<std::uint64_t> present_, row_bits_;  // keywords of the record in hand; its bit row
  std::vector<std::uint32_t> distinct_;            // the same keywords, each once
};

}  // namespace zhuqi
