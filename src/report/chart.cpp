// The pictures of a page. Each row is an SVG of its own, 100 wide, stretched to the room that there is; words stand
// beside it as HTML, so that they keep their size on a phone.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/page.hpp"

namespace zhuqi::page {

namespace {

double part(double value, double greatest) {
  return greatest <= 0 ? 0 : std::clamp(100 * value / greatest, 0.0, 100.0);
}

std::string row(const std::string& label, const std::string& shapes, const std::string& figure) {
  return fmt::format(
      "<div class=\"row\"><span>{}</span><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\">{}</svg><span class=\"n\">{}</span></div>\n",
      label, shapes, figure);
}

std::string picture(const std::string& rows) { return "<div class=\"chart\">\n" + rows + "</div>\n"; }

}  // namespace

std::string bars(const std::vector<Bar>& all, std::int64_t greatest, bool centred) {
  std::string rows;
  for (const auto& bar : all) {
    const double width = part(static_cast<double>(bar.value), static_cast<double>(greatest));
    rows += row(bar.label,
                fmt::format("<rect class=\"{}\" x=\"{:.2f}\" y=\"1\" width=\"{:.2f}\" height=\"8\"/>", bar.tone,
                            centred ? (100 - width) / 2 : 0.0, width),
                bar.figure);
  }
  return picture(rows);
}

std::string ranges(const std::vector<Range>& all) {
  std::int64_t greatest = 1;
  for (const auto& range : all) greatest = std::max(greatest, range.p90);
  const auto place = [&](std::int64_t value) {
    return part(static_cast<double>(value), static_cast<double>(greatest));
  };
  std::string rows;
  for (const auto& range : all)
    rows += row(range.label,
                fmt::format("<rect class=\"a\" y=\"1\" width=\"{0:.2f}\" height=\"8\"/><path class=\"l\" d=\"M{0:.2f} "
                            "5H{1:.2f}M{1:.2f} 1V9\"/>",
                            place(range.median), place(range.p90)),
                range.figure);
  return picture(rows);
}

std::string intervals(const std::vector<Interval>& all) {
  double reach = 1e-9;
  for (const auto& interval : all)
    if (interval.is_known) reach = std::max({reach, std::abs(interval.low), std::abs(interval.high)});
  const auto place = [&](double value) { return 50 + 48 * value / reach; };
  std::string rows;
  for (const auto& interval : all) {
    std::string shapes = "<path class=\"z\" d=\"M50 0V10\"/>";
    if (interval.is_known)
      shapes += fmt::format(
          "<path class=\"l{}\" d=\"M{:.2f} 5H{:.2f}M{:.2f} 2V8M{:.2f} 2V8\"/><rect class=\"{}\" x=\"{:.2f}\" y=\"2.5\" "
          "width=\"1.6\" height=\"5\"/>",
          interval.is_clear ? " c" : "", place(interval.low), place(interval.high), place(interval.low),
          place(interval.high), interval.is_clear ? "c" : "a", place(interval.value) - 0.8);
    rows += row(interval.label, shapes, interval.figure);
  }
  return picture(rows);
}

}  // namespace zhuqi::page
