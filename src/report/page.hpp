// The pieces of a page for a browser: text in two languages, tables, pictures. Pure: strings from values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/report/phrase.hpp>

namespace zhuqi::page {

// Inert: no markup, and what could turn the direction of text is shown as U+FFFD.
std::string escape(std::string_view text);

// Both languages; the page shows the one that is chosen.
std::string both(const Phrase& phrase);

struct Column {
  Phrase title;
  bool is_number = false;
};

struct Cell {
  std::string html;
  std::string order = {};  // what it is sorted by, if not by what is read
};

Cell number(std::int64_t value);
// "81.3%", sorted by value, with numerator and denominator behind it.
Cell share(std::int64_t numerator, std::int64_t denominator);
Cell time(std::int64_t seconds, std::int64_t count);  // in hours
Cell text(std::string_view plain);
Cell text(const Phrase& phrase);

// Its columns sort when their heads are pressed. `foot`, the total, stays below; it may be empty.
std::string table(std::string_view id, const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                  const std::vector<Cell>& foot = {});

// A section with a heading and an anchor.
std::string section(std::string_view id, const Phrase& title, const std::string& body);
std::string paragraph(const Phrase& phrase, std::string_view style = "note");
// A figure that stands for itself: large, with what it counts below it.
std::string card(const Phrase& title, const std::string& figure, const std::string& below, std::string_view id = {});
std::string cards(const std::vector<std::string>& all);

// --- Pictures: a row each, label, SVG, figure; they shrink and grow with the screen -------------------------------

struct Bar {
  std::string label;  // HTML
  std::int64_t value = 0;
  std::string figure;  // HTML
  std::string_view tone = "a";
};
std::string bars(const std::vector<Bar>& all, std::int64_t greatest, bool centred = false);

// Median as a bar, the 90th percentile as a line to its end; in seconds.
struct Range {
  std::string label;
  std::int64_t median = 0;
  std::int64_t p90 = 0;
  std::string figure;
};
std::string ranges(const std::vector<Range>& all);

// A difference with its interval on a common scale, with a line at zero.
struct Interval {
  std::string label;
  double value = 0, low = 0, high = 0;
  bool is_known = false;
  bool is_clear = false;
  std::string figure;
};
std::string intervals(const std::vector<Interval>& all);

// The whole file.
std::string document(const Phrase& title, const std::string& head, const std::string& contents);

}  // namespace zhuqi::page
