// Facts as columns, and rows of columns as facts.
#include <array>
#include <cmath>

#include <zhuqi/classify/facts.hpp>

#include "policy/built.hpp"

namespace zhuqi {

namespace {

// The nearest double; but one whose shortest decimal is short, and another number, stands one step towards the value:
// bounds are short decimals, and the value must not be taken for one.
double double_of(const Decimal& value) {
  const double nearest = value.to_double();
  const auto read = Decimal::from_double(nearest);
  if (!read || *read == value || read->to_string().size() > 16) return nearest;
  return std::nextafter(nearest, *read < value ? INFINITY : -INFINITY);
}

struct FactColumn {
  const FactType* fact = nullptr;
  std::vector<std::uint8_t> validity;
  std::vector<double> numbers;
  std::vector<std::int64_t> offsets{0};
  std::string bytes;
};

std::string cell_of(const ValueList& tags) {
  std::string cell(1, tag_separator);
  for (const auto& tag : tags)
    if (tag.string() != nullptr) cell += *tag.string() + tag_separator;
  return cell;
}

}  // namespace

struct FactColumns::State {
  std::int64_t rows = 0;
  std::vector<FactColumn> facts;
  std::vector<Column> columns;
};

FactColumns::FactColumns() : state_(std::make_unique<State>()) {
  for (const FactType& fact : fact_types())
    if (!fact.of_need) state_->facts.emplace_back().fact = &fact;
}
FactColumns::~FactColumns() = default;
FactColumns::FactColumns(FactColumns&&) noexcept = default;
FactColumns& FactColumns::operator=(FactColumns&&) noexcept = default;

void FactColumns::add(const Facts& facts) {
  const auto row = static_cast<std::size_t>(state_->rows++);
  for (FactColumn& column : state_->facts) {
    const auto found = facts.find(column.fact->name);
    const Value* value = found == facts.end() || found->second.is_null() ? nullptr : &found->second;
    if (row % 8 == 0) column.validity.push_back(0);
    if (value != nullptr) column.validity.back() |= static_cast<std::uint8_t>(1 << row % 8);
    if (column.fact->type == "number") {
      column.numbers.push_back(value && value->number() ? double_of(*value->number()) : NAN);
      continue;
    }
    if (value && value->string()) column.bytes += *value->string();
    if (value && value->list()) column.bytes += cell_of(*value->list());
    column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
  }
}

void FactColumns::clear() {
  state_->rows = 0;
  for (FactColumn& column : state_->facts) {
    const FactType* fact = column.fact;
    column = {};
    column.fact = fact;
  }
}

Batch FactColumns::batch() {
  state_->columns.clear();
  for (const FactColumn& fact : state_->facts) {
    Column column;
    column.name = fact.fact->name;
    const bool is_number = fact.fact->type == "number";
    column.type = is_number ? ColumnType::float64 : ColumnType::string64;
    column.validity = fact.validity.data();
    column.values = is_number ? static_cast<const void*>(fact.numbers.data()) : fact.offsets.data();
    column.data = fact.bytes.data();
    state_->columns.push_back(column);
  }
  return {state_->rows, state_->columns};
}

Facts enterprise_facts(const Batch& enterprises, std::int64_t row) {
  Facts facts = facts_at(enterprises, row);
  const auto tags = facts.find("tags");
  if (tags != facts.end() && tags->second.string() != nullptr) tags->second = tags_in(*tags->second.string());
  return facts;
}

}  // namespace zhuqi
