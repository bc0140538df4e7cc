#include "report/page.hpp"

#include <fmt/format.h>

#include "base/display.hpp"
#include "report/print.hpp"

namespace zhuqi::page {

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : inert(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string both(const Phrase& phrase) {
  if (phrase.zh == phrase.en) return escape(phrase.zh);
  return fmt::format("<span class=\"zh\" lang=\"zh\">{}</span><span class=\"en\" lang=\"en\">{}</span>",
                     escape(phrase.zh), escape(phrase.en));
}

Cell number(std::int64_t value) { return {std::to_string(value), std::to_string(value)}; }

Cell share(std::int64_t numerator, std::int64_t denominator) {
  const auto order =
      denominator == 0 ? std::string("-1") : fmt::format("{:.6f}", double(numerator) / double(denominator));
  return {fmt::format("<b>{}</b> <small>{} / {}</small>", percent(numerator, denominator), numerator, denominator),
          order};
}

Cell time(std::int64_t seconds, std::int64_t count) {
  return {hours(seconds, count), count == 0 ? "-1" : std::to_string(seconds)};
}

Cell text(std::string_view plain) { return {escape(plain)}; }
Cell text(const Phrase& phrase) { return {both(phrase)}; }

namespace {

std::string cell(const char* tag, const Cell& cell, bool is_number) {
  return fmt::format("<{0}{1}{2}>{3}</{0}>", tag, is_number ? " class=\"n\"" : "",
                     cell.order.empty() ? "" : fmt::format(" data-v=\"{}\"", cell.order), cell.html);
}

std::string line(const std::vector<Column>& columns, const std::vector<Cell>& cells) {
  std::string row = "<tr>";
  for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i)
    row += cell(i == 0 && !columns[i].is_number ? "th" : "td", cells[i], columns[i].is_number);
  return row + "</tr>\n";
}

}  // namespace

std::string table(std::string_view id, const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                  const std::vector<Cell>& foot) {
  std::string out = fmt::format("<div class=\"wide\"><table id=\"{}\"><thead><tr>", id);
  for (const auto& column : columns)
    out += fmt::format("<th scope=\"col\"{}><button type=\"button\">{}</button></th>",
                       column.is_number ? " class=\"n\"" : "", both(column.title));
  out += "</tr></thead><tbody>\n";
  for (const auto& row : rows) out += line(columns, row);
  out += "</tbody>";
  if (!foot.empty()) out += "<tfoot>" + line(columns, foot) + "</tfoot>";
  return out + "</table></div>\n";
}

std::string section(std::string_view id, const Phrase& title, const std::string& body) {
  return fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, both(title), body);
}

std::string paragraph(const Phrase& phrase, std::string_view style) {
  return fmt::format("<p class=\"{}\">{}</p>\n", style, both(phrase));
}

std::string card(const Phrase& title, const std::string& figure, const std::string& below, std::string_view id) {
  return fmt::format("<div class=\"card\"{}><h3>{}</h3><p class=\"big\">{}</p><p class=\"note\">{}</p></div>",
                     id.empty() ? "" : fmt::format(" id=\"{}\"", id), both(title), figure, below);
}

std::string cards(const std::vector<std::string>& all) {
  std::string out = "<div class=\"cards\">";
  for (const auto& one : all) out += one;
  return out + "</div>\n";
}

}  // namespace zhuqi::page
