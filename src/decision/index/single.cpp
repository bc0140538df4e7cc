#include "decision/index/single.hpp"

#include <algorithm>

#include <zhuqi/decision/columns.hpp>

#include "base/spare.hpp"

namespace zhuqi {

namespace {

class RecordCheck : public PlainCheck {
 public:
  RecordCheck(const DecisionTable::Compiled& table, const Record& record) : table_(table), record_(record) {}
  bool hits(std::uint32_t, std::uint32_t rule) override { return rule_hits(table_, record_, rule); }

 private:
  const DecisionTable::Compiled& table_;
  const Record& record_;
};

void encode(const Index& index, const Kernels& kernels, std::span<const Value* const> inputs, EncodedBlock& block) {
  block.begin(index, 1);
  for (std::size_t c = 0; c < inputs.size(); ++c) {
    const auto& domain = index.columns()[c].domain;
    block.classes[c] = inputs[c] != nullptr ? domain.class_of(*inputs[c]) : domain.null_class();
  }
  for (std::size_t t = 0; t < index.texts().size(); ++t) {
    const auto* value = inputs[index.texts()[t].column];
    const auto* text = value != nullptr ? value->string() : nullptr;
    const std::string_view view = text != nullptr ? std::string_view(*text) : std::string_view();
    block.set_texts(index, kernels, t, {&view, 1});
  }
  block.finish(index);
}

// A long text leaves more behind than is worth keeping.
bool is_small(const EncodedBlock& block) {
  return std::all_of(block.texts.begin(), block.texts.end(),
                     [](const auto& text) { return text.bytes.size() < 16'384; });
}

}  // namespace

std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, std::span<const Value* const> inputs,
                                        PlainCheck& check, const Kernels& kernels) {
  auto room = table.index->room().take();
  if (room == nullptr || room->kernels != &kernels) room = std::make_unique<SingleRoom>(*table.index, kernels);
  auto& [none, block, matcher] = *room;
  encode(*table.index, kernels, inputs, block);
  std::vector<std::uint32_t> hits;
  if (table.policy == HitPolicy::first) {
    std::int32_t rule = row_unmatched;
    matcher.first_hits(block, check, &rule);
    if (rule >= 0) hits.push_back(static_cast<std::uint32_t>(rule));
  } else {
    matcher.find(block);
    matcher.all_hits(block, check, 0, hits);
  }
  if (is_small(block)) table.index->room().give(std::move(room));
  return hits;
}

std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, const Record& record,
                                        const Kernels& kernels) {
  std::vector<const Value*> inputs;
  for (const auto& value : record.inputs) inputs.push_back(&value);
  RecordCheck check(table, record);
  return indexed_hits(table, inputs, check, kernels);
}

}  // namespace zhuqi
