// Who could accompany a need, in which order, and the words for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/assignment/choose.hpp>

namespace zhuqi {

struct Candidate {
  const Officer* officer = nullptr;
  int rank = 0;     // lower is better; alike if equal
  std::string way;  // how the need came to this officer: 本组税务服务专员
};

struct Candidates {
  std::vector<Candidate> there;  // on that day; by rank, each officer once
  std::string absent;            // words for those before them who are not: "税务服务专员空缺, 张三休假"
  bool lacks_skill = false;      // nobody who is there has the skills
};

// Who is in the group, or stands in for them, comes before all others, unless a skill is lacking.
enum class Among { group, all };

// Of those alone.
Candidates candidates_for(const Wanted& wanted, const Situation& situation, Among among = Among::all);

// Whoever has this rank comes before all who are not of the group.
bool is_of_group(int rank);

const Load& load_of(const Officer& officer, const Loads& loads);
bool has_room(const Officer& officer, const Load& load);

// What the officer's next need adds to load² / capacity, in millionths. Grows with the load.
std::int64_t next_share(const Officer& officer, std::int64_t open);

// load / capacity in thousandths.
std::int64_t fullness(const Officer& officer, std::int64_t open);

// "3/20", "3" without a capacity.
std::string in_hand(const Officer& officer, std::int64_t open);

// A number that depends on nothing but its arguments: who has the lowest is drawn.
std::string draw(std::uint64_t seed, std::string_view need, std::string_view officer);

// "张三休假; 由李四跟进 (本组企业综合服务专员代理, 在手 3/20)"; `tie` says what decided among those alike, if anything
// did.
std::string because_chosen(const Wanted& wanted, const Candidates& all, const Candidate& chosen, std::int64_t open,
                           const std::string& passed_over, const std::string& tie);

// "张三已满 20/20; 无可派专员"
std::string because_nobody(const Candidates& all, const Loads& loads);

}  // namespace zhuqi
