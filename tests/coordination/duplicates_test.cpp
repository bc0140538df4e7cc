#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/coordination/duplicates.hpp>

namespace zhuqi {
namespace {

double likeness_of(std::string_view a, std::string_view b) { return jaccard(shingles(a), shingles(b)); }

TEST(Shingles, AreRunsOfThreeSignsOfTheFoldedText) {
  EXPECT_EQ(shingles("").size(), 0u);
  EXPECT_EQ(shingles(" ，。！").size(), 0u);
  EXPECT_EQ(shingles("\xff").size(), 0u);
  EXPECT_EQ(shingles("贷").size(), 1u);
  EXPECT_EQ(shingles("贷款").size(), 1u);
  EXPECT_EQ(shingles("贷款难").size(), 1u);
  EXPECT_EQ(shingles("贷款难贷款难").size(), 3u);  // each once
  EXPECT_EQ(shingles("缺抵押物，凭专利贷款"), shingles("缺抵押物 凭专利、贷款。"));
  EXPECT_EQ(shingles("ＡＩ算力Ａ１"), shingles("ai算力a1"));
  EXPECT_NE(shingles("贷款难"), shingles("难贷款"));
}

TEST(Shingles, JaccardIsSharedOverAll) {
  EXPECT_EQ(likeness_of("一二三四", "一二三五"), 1.0 / 3);
  EXPECT_EQ(likeness_of("一二三四五", "一二三四五"), 1);
  EXPECT_EQ(likeness_of("一二三", "四五六"), 0);
  EXPECT_EQ(likeness_of("", ""), 0);
}

// The keys may be stored: another value would orphan what is stored. These were computed apart, from the definition.
TEST(Bands, AreTheSameOnEveryMachine) {
  const auto keys = band_keys(shingles("缺抵押物,凭专利贷款被银行拒了"));
  ASSERT_TRUE(keys);
  EXPECT_EQ((*keys)[0], 1680084365741914068u);
  EXPECT_EQ((*keys)[31], 4254516385355503451u);
  EXPECT_FALSE(band_keys({}));
}

// Shingle sets of a known likeness share a band key as often as the theory says.
TEST(Bands, ShareKeysAsOftenAsTheirLikenessSays) {
  std::mt19937_64 random(1);
  for (const double s : {0.2, 0.35, 0.5, 0.7}) {
    const int trials = 2000, all = 120, shared = static_cast<int>(s * all);
    int met = 0;
    for (int trial = 0; trial < trials; ++trial) {
      Shingles a, b;
      for (int i = 0; i < all; ++i) {
        const auto shingle = random();
        if (i < shared || i % 2 == 0) a.push_back(shingle);
        if (i < shared || i % 2 == 1) b.push_back(shingle);
      }
      for (auto* set : {&a, &b}) std::sort(set->begin(), set->end());
      const auto x = *band_keys(a), y = *band_keys(b);
      bool any = false;
      for (std::size_t band = 0; band < x.size(); ++band) any = any || x[band] == y[band];
      met += any;
    }
    const double expected = 1 - std::pow(1 - std::pow(s, 4), 32);
    EXPECT_NEAR(static_cast<double>(met) / trials, expected, 0.05) << s;
  }
}

// An index with the texts beside it, as a host has them.
struct Needs {
  DuplicateIndex index;
  std::map<NeedId, std::string> texts;

  void add(const char* id, const std::string& text, const char* place, const char* enterprise) {
    texts[NeedId(id)] = text;
    if (const auto keys = band_keys(shingles(text))) index.add(NeedId(id), *keys, {place, EnterpriseId(enterprise)});
  }

  std::string find(const std::string& text, const char* place, const char* enterprise) const {
    std::string shown;
    const auto text_of = [&](const NeedId& id) {
      const auto found = texts.find(id);
      return found == texts.end() ? std::nullopt : std::optional(found->second);
    };
    for (const auto& one : index.find(text, {place, EnterpriseId(enterprise)}, text_of))
      shown += one.need.str() + (one.likeness == Likeness::likely_the_same ? "=" : "~") + " ";
    return shown;
  }
};

const std::string road = "园区货车进出只有一个路口,早晚高峰天天堵车,请协调交警和交通部门";

TEST(Duplicates, TheSameWordsAtTheSamePlaceAreLikelyTheSame) {
  Needs needs;
  needs.add("N-1", road, "530102", "E-1");
  EXPECT_EQ(needs.find("园区货车进出只有一个路口，早晚高峰天天堵车！请协调交警、交通部门解决", "530102", "E-2"),
            "N-1= ");
  EXPECT_EQ(needs.find("出口退税函调卡住,资金周转紧", "530102", "E-1"), "");
}

// The clear errors on real messages were these: a road here is not a road there.
TEST(Duplicates, TheSameWordsAboutDifferentPlacesAreNotTheSame) {
  Needs needs;
  needs.add("N-1", road, "530102", "E-1");
  EXPECT_EQ(needs.find(road, "530103", "E-2"), "N-1~ ");
  EXPECT_EQ(needs.find(road, "530103", "E-1"), "N-1= ");  // unless it is the same enterprise
  EXPECT_EQ(needs.find(road, "", ""), "N-1~ ");
  needs.add("N-2", road, "", "");
  EXPECT_EQ(needs.find(road, "", ""), "N-2~ N-1~ ");  // no place is no common place; the newest first
}

TEST(Duplicates, LikenessHasTwoThresholds) {
  const Whereabouts here{"530102", EnterpriseId("E-1")}, there{"530103", EnterpriseId("E-2")};
  EXPECT_EQ(likeness(0.34, here, here), Likeness::none);
  EXPECT_EQ(likeness(0.35, here, here), Likeness::possibly_related);
  EXPECT_EQ(likeness(0.5, here, here), Likeness::likely_the_same);
  EXPECT_EQ(likeness(1, here, there), Likeness::possibly_related);
}

TEST(Duplicates, WhatIsRedactedIsFoundNoMore) {
  Needs needs;
  needs.add("N-1", road, "530102", "E-1");
  needs.add("N-2", road, "530102", "E-1");
  needs.texts.erase(NeedId("N-1"));  // the text is gone, the keys are still there
  EXPECT_EQ(needs.find(road, "530102", "E-1"), "N-2= ");
  needs.index.remove(NeedId("N-2"));
  needs.index.remove(NeedId("N-2"));
  EXPECT_EQ(needs.find(road, "530102", "E-1"), "");
  EXPECT_EQ(needs.index.size(), 1u);
}

TEST(Duplicates, AddingAgainReplaces) {
  Needs needs;
  needs.add("N-1", road, "530102", "E-1");
  needs.add("N-1", "出口退税函调卡住,资金周转紧", "530102", "E-1");
  EXPECT_EQ(needs.index.size(), 1u);
  EXPECT_EQ(needs.find(road, "530102", "E-1"), "");
  EXPECT_EQ(needs.find("出口退税函调卡住,资金周转很紧", "530102", "E-1"), "N-1= ");
}

TEST(Duplicates, ManyThatSayTheSameDoNotSlowItDown) {
  Needs needs;
  for (int i = 0; i < 1000; ++i) needs.add(("N-" + std::to_string(i)).c_str(), road, "530102", "E-1");
  EXPECT_EQ(needs.index.candidates(*band_keys(shingles(road))).size(), DuplicateIndex::most_of_one_key);
  EXPECT_EQ(needs.find(road, "530102", "E-1"), "N-999= N-998= N-997= N-996= N-995= ");
}

// Whatever the index gives is alike by the plain definition, and nothing that shares a key is left out.
RC_GTEST_PROP(Duplicates, TheIndexAgreesWithComparingAll, ()) {
  const std::vector<std::string> words = {"贷款", "退税", "用地", "消防", "招工", "园区", "审批", "补贴"};
  const auto any_text = [&] {
    std::string text;
    for (int i = *rc::gen::inRange(0, 8); i >= 0; --i) text += *rc::gen::elementOf(words);
    return text;
  };
  Needs needs;
  std::map<NeedId, Whereabouts> places;
  for (int i = *rc::gen::inRange(0, 15); i > 0; --i) {
    const std::string id = "N-" + std::to_string(i);
    const auto place = *rc::gen::element("530102", "530103");
    needs.add(id.c_str(), any_text(), place, "");
    places[NeedId(id)] = {place, {}};
  }
  if (!needs.texts.empty() && *rc::gen::arbitrary<bool>()) {
    needs.index.remove(needs.texts.begin()->first);
    needs.texts.erase(needs.texts.begin());
  }
  const std::string text = any_text();
  const Whereabouts here{"530102", {}};
  const auto keys = *band_keys(shingles(text));
  std::set<NeedId> expected;
  for (const auto& [id, other] : needs.texts) {
    const auto theirs = *band_keys(shingles(other));
    bool shares = false;
    for (std::size_t band = 0; band < keys.size(); ++band) shares = shares || keys[band] == theirs[band];
    if (shares && likeness(likeness_of(text, other), here, places[id]) != Likeness::none) expected.insert(id);
  }
  std::set<NeedId> found;
  for (const auto& one : needs.index.find(
           text, here, [&](const NeedId& id) { return std::optional(needs.texts.at(id)); }, 100)) {
    RC_ASSERT(one.likeness == likeness(likeness_of(text, needs.texts.at(one.need)), here, places[one.need]));
    found.insert(one.need);
  }
  RC_ASSERT(found == expected);
}

}  // namespace
}  // namespace zhuqi
