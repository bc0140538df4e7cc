// The words in which a routing is told to people: cells of the table and names of the organisation, never facts.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

// "路由表 R017: 文本含 贷款/授信 且 地区属 5301": the cells; of many keywords those that were found.
// `rule` is one that hits with these facts.
std::string because_hit(const DecisionTable& table, const Facts& facts, std::uint32_t rule);

// "路由表规则 R001、R002 相互矛盾", "路由表无法判定 (事实有误)"
std::string because_undecided(const DecisionTable& table, const Outcome& outcome);

// "昆明市金融办 (530102 无, 上收至市级)", or the name alone if it is of the region itself.
std::string because_department(const Department& department, std::string_view region);

}  // namespace zhuqi
