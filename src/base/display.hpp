// Text for a terminal: how wide it is, and tables that stand straight with Chinese in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zhuqi {

// What could move the cursor or turn the direction of text (controls, format characters, line separators), and bytes
// that are not UTF-8, become U+FFFD.
std::string inert(std::string_view text);

// Columns on a terminal: a Chinese character takes two. `text` is inert.
std::size_t display_width(std::string_view text);

// Rows of cells, the first row being the head; the first `texts` columns to the left, the others, numbers, to the
// right, two blanks between. Each line ends with a line feed, none in blanks.
std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t texts = 1);

}  // namespace zhuqi
