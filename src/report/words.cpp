#include "report/words.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <zhuqi/casework/case.hpp>

namespace zhuqi {

namespace {

struct Word {
  std::string_view key;
  const char* zh;
  const char* en;
};

// In Chinese stages are called as everywhere: title(Stage).
constexpr std::pair<std::string_view, const char*> english_stages[] = {
    {"registered", "registered"},
    {"dispatched", "dispatched"},
    {"returned", "returned"},
    {"signed", "signed"},
    {"in_progress", "in progress"},
    {"suspended", "suspended"},
    {"resolved", "resolved"},
    {"confirmed", "confirmed"},
    {"closed", "closed"},
    {"declined", "declined"},
    {"withdrawn", "withdrawn, to be called back"},
    {"merged", "merged"},
    {"archived", "archived"},
};

constexpr Word votes[] = {
    {"5", "非常满意", "very satisfied"},      {"4", "满意", "satisfied"},
    {"3", "基本满意", "fairly satisfied"},    {"2", "不满意", "dissatisfied"},
    {"1", "非常不满意", "very dissatisfied"}, {"none", "未评价", "no vote"},
};

constexpr Word losses[] = {
    {"declined", "不予受理", "declined: not taken up"},
    {"returned", "被退单(至少一次)", "returned at least once"},
    {"merged", "并入其他需求", "merged into another need"},
    {"withdrawn", "撤单", "withdrawn"},
    {"not_possible", "无法解决", "held not possible"},
    {"disputed", "企业不认可办结", "disputed by the enterprise"},
};

constexpr Word time_parts[] = {
    {"to_dispatch", "登记到首次派单", "registration to first dispatch"},
    {"to_sign", "首次派单到首次签收", "first dispatch to first signature"},
    {"to_resolve", "首次签收到首次办结", "first signature to first resolution"},
    {"to_confirm", "现行办结到企业确认", "standing resolution to confirmation"},
};

constexpr Word roles[] = {
    {"general", "综合服务", "general"},
    {"market_regulation", "市场监管", "market regulation"},
    {"tax", "税务", "tax"},
    {"investment", "招商", "investment promotion"},
    {"building", "楼宇联络", "building liaison"},
    {"handler", "承办人", "handler"},
    {"supervisor", "督办", "supervisor"},
    {"administrator", "平台管理员", "administrator"},
};

constexpr Word channels[] = {
    {"visit", "走访", "visit"},   {"survey", "问卷", "survey"}, {"call", "来电", "call"},
    {"portal", "平台", "portal"}, {"import", "导入", "import"},
};

template <std::size_t n>
Phrase find(const Word (&words)[n], std::string_view key) {
  const auto found =
      std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.key == key; });
  return found == std::end(words) ? Phrase{std::string(key), std::string(key)} : Phrase{found->zh, found->en};
}

}  // namespace

Phrase stage_words(std::string_view stage) {
  for (const Stage one : all_stages())
    if (name(one) == stage)
      for (const auto& [key, english] : english_stages)
        if (key == stage) return {std::string(title(one)), english};
  return {std::string(stage), std::string(stage)};
}
Phrase vote_words(std::string_view vote) { return find(votes, vote); }
Phrase loss_words(std::string_view loss) { return find(losses, loss); }
Phrase part_words(std::string_view part) { return find(time_parts, part); }
Phrase role_words(std::string_view role) { return find(roles, role); }
Phrase team_words(std::string_view role) {
  return role.empty() ? Phrase{"尚未派单", "never dispatched"} : role_words(role);
}
Phrase channel_words(std::string_view channel) { return find(channels, channel); }

}  // namespace zhuqi
