// Comparing over a file, blocks at a time, several threads at once.
#include <algorithm>
#include <deque>
#include <future>
#include <thread>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/compare.hpp>

#include "decision/compare/block.hpp"

namespace zhuqi {

using comparing::BlockComparer;
using comparing::FileForm;
using comparing::Plan;
using comparing::Tally;

Comparison compare(const DecisionTable& before, const DecisionTable& after, const std::string& path,
                   const CompareOptions& options) {
  const Plan plan(before, after, options);
  BlockReader reader(path);
  std::string block;
  bool more = reader.next(block);
  FileForm form{reader.form(), false, {}};
  if (form.form == RecordForm::csv) {
    form.gb18030 = more && is_gb18030(block);
    form.header = take_header(block, form.gb18030);
  }
  const auto threads = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::deque<BlockComparer> comparers;  // which stay where they are
  for (unsigned t = 0; t < threads; ++t) comparers.emplace_back(plan, form);
  Tally tally(plan);
  while (more) {
    std::vector<std::string> blocks;
    do blocks.push_back(std::move(block));
    while ((more = reader.next(block)) && blocks.size() < threads);
    std::vector<std::future<Tally>> others;
    for (unsigned t = 1; t < blocks.size(); ++t)
      others.push_back(std::async(std::launch::async, [&, t] { return comparers[t].compare(blocks[t]); }));
    tally.append(comparers[0].compare(blocks[0]));
    for (auto& other : others) tally.append(other.get());
    if (options.progress && !options.progress({reader.bytes_read(), reader.total(), tally.records()}))
      throw Refused(Code::cancelled, "comparing was stopped");
  }
  return tally.comparison();
}

}  // namespace zhuqi
