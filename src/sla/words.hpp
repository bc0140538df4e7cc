// What operators write is words with spaces between them.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace zhuqi {

// The words of `text`, as views into it.
inline std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) all.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

}  // namespace zhuqi
