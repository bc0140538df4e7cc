// Imports go batch by batch: one is read while the one before it is taken.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <utility>
#include <vector>

namespace zhuqi {

template <class Row>
struct ImportBatch {
  std::vector<Row> rows;   // none: the file has ended
  std::int64_t bytes = 0;  // of the file, up to the end of these rows
};

// Calls read() on a thread of its own, one call after the other, until it gives no rows: whatever read() uses is its
// own until the end. At most two batches are there at once. If no thread is to be had, it reads when asked.
template <class Row>
class ReadAhead {
 public:
  explicit ReadAhead(std::function<ImportBatch<Row>()> read) : read_(std::move(read)), next_(std::async(read_)) {}

  // Throws what read() threw; it is not to be called again then, nor after the end.
  ImportBatch<Row> next() {
    auto batch = next_.get();
    if (!batch.rows.empty()) next_ = std::async(read_);
    return batch;
  }

 private:
  std::function<ImportBatch<Row>()> read_;
  std::future<ImportBatch<Row>> next_;  // waits for its thread when it goes
};

// Takes batch after batch, and tells the progress after each: the shape of an import. `total` is the summary that
// take(rows) keeps.
template <class Row, class Summary, class Options, class Take>
void import_batches(std::function<ImportBatch<Row>()> read, const Options& options, Summary& total, const Take& take) {
  ReadAhead<Row> ahead(std::move(read));
  for (;;) {
    ImportBatch<Row> batch = ahead.next();
    if (batch.rows.empty()) return;
    take(batch.rows);
    if (!options.progress || options.progress({total.rows, batch.bytes, options.total})) continue;
    total.stopped = true;
    return;
  }
}

}  // namespace zhuqi
