// Needs that may have been said before: the words of each need as band keys, in a table and, of the newest, in memory.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include <zhuqi/casework/event.hpp>
#include <zhuqi/coordination/duplicates.hpp>
#include <zhuqi/store/ledger.hpp>

namespace zhuqi {

// The table need_words: a row a need, gone once its text is redacted. None of what was imported: past cases are
// history.
std::shared_ptr<const Projection> words_projection();

// Thread-safe. Holds the newest needs, about 2.5 KB each, and follows the table, whoever writes to it.
class SaidBefore {
 public:
  static constexpr std::int64_t most_held = 10'000;
  static constexpr std::size_t most_told = 5;

  // What may be the same as `need`, whose enterprise is in `region`. With `own_only`, needs of its enterprise alone: an
  // enterprise is not told of the needs of others.
  std::vector<SimilarNeed> find(Reader& reader, const Need& need, const std::string& region, bool own_only);

 private:
  void follow(Session& session);

  struct Held {
    std::int64_t seq;  // of the event that holds the text
    EnterpriseId enterprise;
  };

  std::mutex mutex_;
  std::int64_t last_ = 0;  // the number of the last need that was read
  DuplicateIndex index_;
  std::unordered_map<NeedId, Held> held_;
};

}  // namespace zhuqi
