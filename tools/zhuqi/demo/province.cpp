#include "demo/province.hpp"

#include <map>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>

#include "base/csv.hpp"
#include "demo/data.hpp"

namespace zhuqi::demo {

namespace {

using Row = std::map<std::string, std::string, std::less<>>;

// The demo's own tables: well-formed, so that no finding is possible.
std::vector<Row> rows_of(std::string_view csv) {
  CsvReader reader(csv);
  std::vector<std::string_view> fields;
  reader.next(fields);
  const std::vector<std::string> header(fields.begin(), fields.end());
  std::vector<Row> rows;
  while (reader.next(fields)) {
    Row row;
    for (std::size_t i = 0; i < header.size() && i < fields.size(); ++i) row.emplace(header[i], fields[i]);
    if (row.size() == header.size()) rows.push_back(std::move(row));
  }
  return rows;
}

struct Region {
  std::string code;
  std::string name;
  std::string level;  // province, prefecture, county
  std::string place;  // 昆明市: what {place} stands for in an office's name
  std::string stem;   // 昆明: likewise {stem}
};

std::vector<Region> regions() {
  std::vector<Region> all;
  for (const auto& row : rows_of(embedded::regions()))
    all.push_back({row.at("code"), row.at("name"), row.at("level"), row.at("place"), row.at("stem")});
  return all;
}

std::vector<Region> of_level(const std::vector<Region>& all, std::string_view level) {
  std::vector<Region> some;
  for (const auto& region : all)
    if (region.level == level) some.push_back(region);
  return some;
}

std::string replace(std::string pattern, std::string_view what, std::string_view by) {
  if (const auto at = pattern.find(what); at != std::string::npos) pattern.replace(at, what.size(), by);
  return pattern;
}

// {place} and {stem} are the region's, {above} is the place that contains it.
std::string office_name(const std::string& pattern, const Region& region, const std::vector<Region>& all) {
  std::string above;
  for (const auto& other : all)
    if (other.code == parent_region(region.code)) above = other.place;
  return replace(replace(replace(pattern, "{place}", region.place), "{stem}", region.stem), "{above}", above);
}

// Some offices exist only in some places: their codes, with spaces between. Provinces are always among them.
bool exists_in(const std::string& only, const Region& region) {
  return only.empty() || region.level == "province" || only.find(region.code) != std::string::npos;
}

// "530100-税务": the department of a function in a region.
DepartmentId department_id(const std::string& region, const std::string& function) {
  return DepartmentId(region + "-" + function);
}

// Departments of every function at the levels at which it exists, each below the one of the level above; a function
// that has none above stands below the province's owner of last resort.
void add_departments(Organisation& organisation, const std::vector<Region>& all) {
  std::map<DepartmentId, bool> exists;
  const DepartmentId top = department_id("530000", "综合服务");
  for (const auto& function_row : rows_of(embedded::functions())) {
    const auto& function = function_row.at("function");
    for (const auto& region : all) {
      const auto& pattern = function_row.at(region.level);
      if (pattern.empty() || !exists_in(function_row.at("only"), region)) continue;
      Department d;
      d.id = department_id(region.code, function);
      d.name = office_name(pattern, region, all);
      d.function = function;
      d.region = region.code;
      for (auto above = parent_region(region.code); !above.empty() && d.parent.empty(); above = parent_region(above))
        if (exists.contains(department_id(above, function))) d.parent = department_id(above, function);
      if (d.parent.empty() && d.id != top) d.parent = top;
      exists.emplace(d.id, true);
      organisation.departments.push_back(std::move(d));
    }
  }
}

// A handler for each department, and a supervisor for those of the province and the prefectures.
void add_staff(Organisation& organisation) {
  for (const auto& department : organisation.departments) {
    organisation.officers.push_back(
        {OfficerId("h-" + department.id.str()), department.name + "承办人", Role::handler, department.id});
    if (department.region.ends_with("00"))
      organisation.officers.push_back(
          {OfficerId("s-" + department.id.str()), department.name + "督办", Role::supervisor, department.id});
  }
  organisation.officers.push_back(
      {OfficerId("admin"), "平台管理员", Role::administrator, department_id("530000", "综合服务")});
}

// A group of five for each of the sixteen prefectures.
void add_groups(Organisation& organisation, const std::vector<Region>& prefectures) {
  static constexpr std::pair<Role, const char*> posts[] = {{Role::general, "综合专员"},
                                                           {Role::market_regulation, "市监专员"},
                                                           {Role::tax, "税务专员"},
                                                           {Role::investment, "招商专员"},
                                                           {Role::building, "楼宇专员"}};
  int number = 0;
  for (const auto& prefecture : prefectures) {
    ++number;
    ServiceGroup group{GroupId(fmt::format("G{:02}", number)), prefecture.name + "助企服务组", prefecture.code, {}};
    for (const auto& [role, title] : posts) {
      const OfficerId id(fmt::format("{}-{}", group.id.str(), name(role)));
      organisation.officers.push_back(
          {id, fmt::format("{}{:02}", title, number), role, department_id("530000", "综合服务")});
      group.members.emplace(name(role), id);
    }
    organisation.groups.push_back(std::move(group));
  }
}

// The check characters are found by trying: there are 31 of them, and one holds.
EnterpriseId credit_code(const std::string& region, int number) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const std::string body = fmt::format("91{}MA{:06}", region, number);
  for (const char organisation_check : std::string_view("0123456789X"))
    for (const char check : alphabet) {
      const std::string code = body + organisation_check + check;
      if (!credit_code_fault(code)) return EnterpriseId(code);
    }
  return {};
}

constexpr int enterprise_count = 832;
constexpr std::int64_t ten_thousand_yuan = 1'000'000;  // fen

// Far from the capital of the province: 昭通, 临沧, 普洱, 怒江, 迪庆.
bool is_remote(std::string_view county) {
  for (const auto prefecture : {"5306", "5308", "5309", "5333", "5334"})
    if (county.starts_with(prefecture)) return true;
  return false;
}

std::vector<Enterprise> make_enterprises(Random& random, const std::vector<Region>& all,
                                         const Organisation& organisation) {
  static const std::vector<std::string> tiers = {"创新型",   "创新型",   "创新型", "创新型",
                                                 "专精特新", "专精特新", "小巨人"};
  static const std::vector<std::pair<const char*, const char*>> industries = {
      {"C1331", "食品"}, {"C2710", "医药"}, {"C3021", "建材"}, {"C3240", "有色"}, {"C3489", "机械"}, {"C3985", "电子"},
      {"I6513", "软件"}, {"M7320", "检测"}, {"F5179", "商贸"}, {"A0170", "花卉"}, {"G5910", "物流"}};
  const auto counties = of_level(all, "county");
  std::vector<Enterprise> enterprises;
  for (int i = 1; i <= enterprise_count; ++i) {
    const auto& county = random.pick(counties);
    const auto& [code, trade] = random.pick(industries);
    Enterprise e;
    e.id = credit_code(county.code, i);
    e.name = fmt::format("{}示范{}企业{:03}号", county.name, trade, i);
    e.region = county.code;
    e.industry = code;
    e.tier = random.pick(tiers);
    e.staff = random.between(5, 600);
    e.revenue_fen = random.between(200, 30'000) * ten_thousand_yuan;
    e.assets_fen = *e.revenue_fen * random.between(50, 250) / 100;
    // Some have not said what they spend on research: a policy that asks for it says "unknown" then.
    if (!random.percent(25)) e.research_fen = *e.revenue_fen * random.between(0, 12) / 100;
    static constexpr const char* owners[] = {"民营", "民营", "民营", "民营", "民营",
                                             "民营", "民营", "国有", "国有", "外资"};
    e.tags.emplace_back(owners[random.below(10)]);
    if (is_remote(county.code)) e.tags.emplace_back("偏远");
    e.founded = std::chrono::year(2'000 + static_cast<int>(random.below(24))) / 3 / 1;
    e.tier_from = std::chrono::year(2'023 + static_cast<int>(random.below(3))) / 1 / 1;
    e.tier_until = *e.tier_from + std::chrono::years(3) + std::chrono::months(11);
    e.address = fmt::format("{}示范园{}号", county.name, i);
    e.contact_name = fmt::format("联系人{:03}", i);
    if (!random.percent(15)) e.contact_verified = std::chrono::year(2'025) / (1 + random.below(12)) / 15;
    e.numbers = {{"niche_years", random.between(1, 12)}, {"score", random.between(35, 95)}};
    for (const auto& group : organisation.groups)
      if (group.region == parent_region(county.code)) e.group = group.id;
    enterprises.push_back(std::move(e));
  }
  return enterprises;
}

}  // namespace

Province make_province(Random& random) {
  Province province;
  const auto all = regions();
  add_departments(province.organisation, all);
  add_staff(province.organisation);
  add_groups(province.organisation, of_level(all, "prefecture"));
  province.enterprises = make_enterprises(random, all, province.organisation);
  std::map<std::string, std::string> items = {{"", "其他"}};
  for (const auto& row : rows_of(embedded::services())) items.emplace(row.at("id"), row.at("name"));
  for (const auto& row : rows_of(embedded::needs()))
    province.wordings.push_back(
        {row.at("text"), ServiceItemId(row.at("service_item")), items.at(row.at("service_item"))});
  return province;
}

std::string csv_of(const std::vector<Enterprise>& enterprises) {
  std::string csv =
      "id,name,region,industry,staff,revenue_fen,assets_fen,research_fen,tier,tier_from,tier_until,group,founded,"
      "address,contact_name,contact_verified,tags,numbers.niche_years,numbers.score\n";
  const auto add = [&](const auto& cell) { append_csv_field(csv, cell), csv += ','; };
  const auto number = [&](const std::optional<std::int64_t>& cell) { add(cell ? std::to_string(*cell) : ""); };
  const auto date = [&](const std::optional<Date>& cell) { add(cell ? to_string(*cell) : ""); };
  for (const auto& e : enterprises) {
    for (const auto& text : {e.id.str(), e.name, e.region, e.industry}) add(text);
    for (const auto& figure : {e.staff, e.revenue_fen, e.assets_fen, e.research_fen}) number(figure);
    add(e.tier), date(e.tier_from), date(e.tier_until), add(e.group.str()), date(e.founded);
    add(e.address), add(e.contact_name), date(e.contact_verified);
    add(fmt::format("{}", fmt::join(e.tags, ";"))), number(e.numbers.at("niche_years"));
    csv += std::to_string(e.numbers.at("score")) + "\n";
  }
  return csv;
}

}  // namespace zhuqi::demo
