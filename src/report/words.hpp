// What the report's figures are called, in both languages.
#pragma once

#include <string_view>

#include <zhuqi/report/phrase.hpp>

namespace zhuqi {

Phrase stage_words(std::string_view stage);      // "in_progress"
Phrase vote_words(std::string_view vote);        // "5", "none"
Phrase loss_words(std::string_view loss);        // "declined"
Phrase part_words(std::string_view part);        // "to_sign"
Phrase role_words(std::string_view role);        // "tax"
Phrase team_words(std::string_view role);        // as role_words; empty: never dispatched
Phrase channel_words(std::string_view channel);  // "visit"; as it is where there are no words for it

}  // namespace zhuqi
