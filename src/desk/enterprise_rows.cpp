#include "desk/enterprise_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/decision/decimal.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/text.hpp"
#include "desk/cells.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t no_field = EnterpriseRow::field_count;
constexpr std::string_view number_prefix = "numbers.";
constexpr std::int64_t fen_in_wan = 1'000'000;

const std::vector<FieldForm>& forms() { return description_of<Enterprise>().fields; }

std::size_t field_of(std::string_view name) {
  const auto found =
      std::find_if(forms().begin(), forms().end(), [&](const FieldForm& form) { return name == form.name; });
  return static_cast<std::size_t>(found - forms().begin());
}

// How a cell of each field is read.
template <std::size_t... I>
constexpr auto cell_readers(std::index_sequence<I...>) {
  constexpr auto all = fields(Of<Enterprise>{});
  const auto reader = []<class M>(const Field<Enterprise, M>&) { return &detail::Cell<M>::read; };
  return std::array<Json (*)(const std::string&, const std::string&), sizeof...(I)>{reader(std::get<I>(all))...};
}

// 1234.5 of 10,000 yuan, in fen; exactly.
Json read_wan(const std::string& text, const std::string& name) {
  const auto amount = Decimal::parse(text);
  const auto fen = amount ? multiply(*amount, Decimal(fen_in_wan)) : std::nullopt;
  if (const auto whole = fen ? fen->to_int64() : std::nullopt) return *whole;
  throw Refused(Code::invalid_argument,
                name + ": expected an amount in 万元, as in 1234.5, without thousands separators", name);
}

// The value of one field, in place.
void* place_of(Enterprise& enterprise, std::size_t field) {
  return reinterpret_cast<char*>(&enterprise) + forms()[field].offset;
}

// A message without the name of its field in front.
std::string without_name(std::string message, std::string_view field) {
  const auto front = fmt::format("{}: ", field);
  return message.starts_with(front) ? message.substr(front.size()) : message;
}

}  // namespace

bool EnterpriseRow::gives(std::string_view field) const {
  const auto index = field_of(field);
  return index < field_count && given[index];
}

Enterprise EnterpriseRow::upon(Enterprise known) const {
  static const auto numbers = field_of("numbers");
  std::size_t index = 0;
  const auto copy = [&]<class M>(const Field<Enterprise, M>& f) {
    if (given[index] && index != numbers) known.*f.member = says.*f.member;
    ++index;
  };
  std::apply([&](const auto&... f) { (copy(f), ...); }, fields(Of<Enterprise>{}));
  for (const auto& name : given_numbers) {
    const auto found = says.numbers.find(name);
    if (found == says.numbers.end())
      known.numbers.erase(name);
    else
      known.numbers.insert_or_assign(name, found->second);
  }
  return known;
}

EnterpriseRows::EnterpriseRows(std::istream& in, std::string file) : rows_(in, std::move(file)) {
  if (!rows_.is_csv()) return;
  Findings findings;
  for (const auto& name : rows_.header()) {
    columns_.push_back(column_of(name));
    if (columns_.back().field == no_field)
      findings.push_back({Finding::Severity::error, rows_.file(), 1, static_cast<int>(columns_.size()), name,
                          "no field of an enterprise", "a field of docs/enterprises.md, or numbers.NAME"});
  }
  if (rows_.column("id") == 0)
    findings.push_back({Finding::Severity::error, rows_.file(), 1, 0, "", "the header has no column «id»",
                        "the unified social credit code"});
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
}

EnterpriseRows::Column EnterpriseRows::column_of(const std::string& name) const {
  static constexpr auto readers = cell_readers(std::make_index_sequence<EnterpriseRow::field_count>());
  if (name.starts_with(number_prefix))
    return {field_of("numbers"), &detail::Cell<std::int64_t>::read, name.substr(number_prefix.size()), false};
  for (const std::string_view amount : {"revenue", "assets", "research"})
    if (name == amount) return {field_of(fmt::format("{}_fen", amount)), &read_wan, {}, true};
  const auto field = name == "numbers" ? no_field : field_of(name);
  return {field, field == no_field ? nullptr : readers[field], {}, false};
}

bool EnterpriseRows::next(EnterpriseRow& row) {
  if (!rows_.next()) return false;
  row = EnterpriseRow{};
  row.line = rows_.line();
  row.bytes = rows_.text().size();
  if (!(rows_.is_csv() ? read_cells(row) : read_object(row))) return true;
  row.says.id = EnterpriseId(normal_credit_code(row.says.id.str()));
  row.says.industry = normal_industry_code(row.says.industry);
  for (auto& fault : faults(row.says)) {
    if (row.gives(fault.field) || fault.field == "id")
      tell(row, fault.field, fault.message, fault.is_a_check);
    else
      row.lacks.push_back(std::move(fault));
  }
  return true;
}

bool EnterpriseRows::read_cells(EnterpriseRow& row) const {
  if (rows_.broken()) {
    tell(row, {}, rows_.broken()->what());
    return false;
  }
  const auto& cells = rows_.cells();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& column = columns_[i];
    const std::string& name = rows_.header()[i];
    try {
      if (!column.number.empty()) {
        row.given_numbers.push_back(column.number);
        if (!cells[i].empty())
          row.says.numbers[column.number] = column.read(std::string(cells[i]), name).get<std::int64_t>();
      } else if (cells[i].empty()) {
        row.given.set(column.field);
      } else {
        take(row, column.field, column.read(std::string(cells[i]), name));
      }
    } catch (const Refused& refused) {
      tell(row, name, without_name(refused.what(), name));
    }
  }
  return true;
}

bool EnterpriseRows::read_object(EnterpriseRow& row) const {
  Json object;
  try {
    object = parse_json(trim(rows_.text()), "row");
    if (!object.is_object()) throw Refused(Code::invalid_argument, "expected an object");
  } catch (const Refused& refused) {
    tell(row, {}, refused.what());
    return false;
  }
  for (const auto& [name, value] : object.items()) {
    const auto field = field_of(name);
    try {
      if (field == no_field) throw Refused(Code::invalid_argument, "no field of an enterprise");
      if (value.is_null())
        row.given.set(field);
      else
        take(row, field, value);
    } catch (const Refused& refused) {
      tell(row, name, without_name(refused.what(), name));
    }
  }
  if (row.gives("numbers"))
    for (const auto& [name, number] : row.says.numbers) row.given_numbers.push_back(name);
  return true;
}

void EnterpriseRows::take(EnterpriseRow& row, std::size_t field, const Json& value) const {
  row.given.set(field);
  forms()[field].form->from(value, forms()[field].name, place_of(row.says, field));
}

void EnterpriseRows::tell(EnterpriseRow& row, std::string_view field, std::string message, bool is_a_check) const {
  Finding f = finding(row.line, field, std::move(message));
  if (is_a_check) f.severity = Finding::Severity::warning;
  auto known = field_of(field);
  std::string_view value;
  if (rows_.is_csv()) {
    // An amount stands in its own column or in that of 万元.
    for (std::size_t i = 0; i < columns_.size() && f.column == 0; ++i)
      if (columns_[i].field == known && known != no_field) f.column = static_cast<int>(i) + 1;
    if (const auto column = static_cast<std::size_t>(f.column); column > 0 && column <= rows_.cells().size()) {
      known = columns_[column - 1].field;
      value = rows_.cells()[column - 1];
    }
  } else {
    const auto place = place_in_line(rows_.text(), field);
    f.column = place.column;
    value = place.value;
  }
  if (known != no_field && !forms()[known].is_personal) f.value = cut(value, 200);
  row.wrong.push_back(std::move(f));
}

Finding EnterpriseRows::finding(int line, std::string_view field, std::string message) const {
  Finding f;
  f.file = rows_.file();
  f.row = line;
  if (rows_.is_csv()) f.column = rows_.column(field);
  f.message = field.empty() ? std::move(message) : fmt::format("{}: {}", field, message);
  return f;
}

}  // namespace zhuqi
