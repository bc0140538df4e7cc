// The report as one file for a browser: which sections it has, and its head.
#include <fmt/format.h>

#include "report/html_sections.hpp"
#include "report/page.hpp"

namespace zhuqi {

namespace {

using namespace page;

struct Section {
  const char* id;
  Phrase title;
  std::string (*body)(const Report&);
};

const std::vector<Section>& sections() {
  static const std::vector<Section> all = {
      {"funnel", {"从发现到确认", "From found to confirmed"}, html::funnel},
      {"rates", {"指标", "Rates"}, html::rates},
      {"doors", {"三扇门与最后一公里", "The doors, and the last mile"}, html::doors},
      {"trust", {"信任票", "The vote of trust"}, html::trust},
      {"effect", {"实效", "What it brought"}, html::effect},
      {"times", {"各环节用时", "How long each part took"}, html::times},
      {"fairness", {"公平", "Fairness"}, html::fairness},
      {"policies", {"政策", "Policies"}, html::policies},
      {"population",
       {"企业群体:数量、活力、结构、成长", "Enterprises: number, vitality, structure, growth"},
       html::population},
      {"departments", {"按主办部门", "By lead department"}, html::departments},
      {"items", {"按服务事项与来源", "By service item and channel"}, html::items},
      {"workload", {"人员负荷", "Workload"}, html::workload},
      {"oldest", {"最久未了结的需求", "The oldest open needs"}, html::oldest},
      {"reasons", {"失去的需求:书面理由", "Needs that were lost: the written reasons"}, html::reasons},
  };
  return all;
}

std::string head(const Report& report) {
  const auto& q = report.query;
  Phrase about{fmt::format("统计时点 {}", to_string(report.as_of)), fmt::format("As of {}", to_string(report.as_of))};
  const auto add = [&](const std::string& zh, const std::string& en) {
    about.zh += " · " + zh, about.en += " · " + en;
  };
  if (q.from) add(fmt::format("登记自 {}", to_string(*q.from)), fmt::format("registered from {}", to_string(*q.from)));
  if (q.until)
    add(fmt::format("登记早于 {}", to_string(*q.until)), fmt::format("registered before {}", to_string(*q.until)));
  if (!q.region.empty()) add("区域 " + q.region, "region " + q.region);
  if (!q.department.empty()) add("部门 " + q.department.str(), "department " + q.department.str());
  add(fmt::format("依据账本第 {} 号及以前的事件", report.ledger_seq),
      fmt::format("counted from the ledger's events up to no. {}", report.ledger_seq));
  return fmt::format("<h1>{}</h1>\n{}", both({"企业需求办理报告", "How the needs of enterprises fared"}),
                     paragraph(about, "meta"));
}

}  // namespace

std::string to_html(const Report& report) {
  std::string nav = "<nav>", contents;
  for (const auto& one : sections()) {
    const std::string body = one.body(report);
    if (body.empty()) continue;
    nav += fmt::format("<a href=\"#{}\">{}</a>", one.id, both(one.title));
    contents += section(one.id, one.title, body);
  }
  contents += paragraph({"每个比率都附分子、分母和不计入的件数;定义见说明文档“report”。",
                         "Every rate stands with its numerator, its denominator and what it leaves out."});
  return document({"企业需求办理报告", "How the needs of enterprises fared"},
                  head(report) + html::summary(report) + nav + "</nav>\n", contents);
}

}  // namespace zhuqi
