// Needs that may have been said before: by the words that they share, without any model.
//
// A text is folded, and its signs (no white space, no punctuation) are cut into runs of three, each kept as a number:
// its shingles. MinHash draws 128 values from them, of which each four make one of 32 band keys. Two texts of Jaccard
// likeness s share a band key with probability 1 - (1 - s⁴)³²: 0.38 at 0.35, 0.87 at 0.5, 0.9999 at 0.7. Whoever shares
// one is compared exactly. Everything is the same on every machine and in every run: band keys may be stored.
//
// No text can be read out of 32 band keys, but whoever holds a text can tell whether it is the same: they are derived
// from personal text and vanish with it at redaction (docs/coordination.md). Shingles are not to be stored: runs of
// three signs can be guessed one by one.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

using Shingles = std::vector<std::uint64_t>;  // ascending, each once
using BandKeys =
    std::array<std::uint64_t, 32>;  // each tells its band too: keys of different bands are never meant alike

// Of a text without signs: none. Of one or two signs: the whole as one.
Shingles shingles(std::string_view text);

// Nothing for no shingles: what has no words is like nothing.
std::optional<BandKeys> band_keys(const Shingles& shingles);

// Shared shingles / all shingles of both; 0 if both are empty.
double jaccard(const Shingles& a, const Shingles& b);

enum class Likeness {
  none,
  possibly_related,  // 0.35 or more
  likely_the_same,   // 0.5 or more, and the same place or the same enterprise
};

inline constexpr double related_from = 0.35, same_from = 0.5;

// What two needs are compared by, beside the words. Empty is no place and no enterprise, and never the same.
struct Whereabouts {
  std::string place;  // as the host cuts it: a region, a building
  EnterpriseId enterprise;
};

Likeness likeness(double jaccard, const Whereabouts& a, const Whereabouts& b);

struct PossibleDuplicate {
  NeedId need;
  Likeness likeness = Likeness::none;
  double jaccard = 0;

  bool operator==(const PossibleDuplicate&) const = default;
};

// Which needs share a band key. Holds keys, ids and whereabouts, no text. One thread at a time. Some 2.5 KB a need.
class DuplicateIndex {
 public:
  // Gives the text of a need, or nothing if it was redacted.
  using TextOf = std::function<std::optional<std::string>(const NeedId&)>;

  // Of one band key, the newest needs that a look-up goes through: texts that all say the same must not slow it down.
  static constexpr std::size_t most_of_one_key = 200;

  // Of the candidates, those that find compares exactly: the ones that share the most keys.
  static constexpr std::size_t most_compared = 100;

  // A need that is there already is replaced.
  void add(const NeedId& need, const BandKeys& keys, Whereabouts whereabouts);

  // At redaction. Unknown needs are none.
  void remove(const NeedId& need);

  std::size_t size() const { return places_.size(); }

  // The needs that share a key, most shared keys first, then the newest.
  std::vector<NeedId> candidates(const BandKeys& keys) const;

  // Those of the candidates that are alike by their exact Jaccard: likely the same first, then by likeness, then the
  // newest; at most `limit`.
  std::vector<PossibleDuplicate> find(std::string_view text, const Whereabouts& whereabouts, const TextOf& text_of,
                                      std::size_t limit = 5) const;

 private:
  struct Entry {
    NeedId need;
    BandKeys keys;
    Whereabouts whereabouts;
  };

  std::vector<std::uint64_t> slots_of(const BandKeys& keys) const;

  std::uint64_t next_ = 0;  // entries are numbered as they come
  std::unordered_map<std::uint64_t, Entry> entries_;
  std::unordered_map<NeedId, std::uint64_t> places_;
  std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> bands_;  // key -> numbers, ascending
};

}  // namespace zhuqi
