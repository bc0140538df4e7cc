// What an import would change, for people and their terminals.
#include <algorithm>

#include <fmt/format.h>
#include <utf8proc.h>

#include <zhuqi/calendar/import.hpp>

namespace zhuqi {

namespace {

// In columns of a terminal: an ideograph takes two.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (utf8proc_ssize_t left = static_cast<utf8proc_ssize_t>(text.size()); left > 0;) {
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t length = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(bytes, left, &character));
    width += character < 0 ? 1 : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(character)));
    bytes += length;
    left -= length;
  }
  return width;
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string_view weekday_of(Date date) {
  constexpr std::string_view names[]{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return names[std::chrono::weekday(date).c_encoding()];
}

}  // namespace

std::string to_text(const ImportPreview& preview) {
  std::size_t names = 0, befores = 0;
  for (const ImportPreview::Change& change : preview.changes) {
    names = std::max(names, width_of(change.name));
    befores = std::max(befores, width_of(change.before));
  }
  std::string text;
  for (const ImportPreview::Change& change : preview.changes)
    text += fmt::format("{} {}  {}  {} -> {}\n", to_string(change.date), weekday_of(change.date),
                        padded(change.name, names), padded(change.before, befores), change.after);
  for (const Finding& note : preview.notes) text += to_string(note) + '\n';
  const auto days = [](std::size_t n) { return fmt::format("{} {}", n, n == 1 ? "day" : "days"); };
  return text + fmt::format("{} would change, {} as before; known {} to {}\n", days(preview.changes.size()),
                            days(static_cast<std::size_t>(preview.unchanged)), to_string(preview.known.first),
                            to_string(preview.known.last));
}

ImportForm import_form_of(std::string_view file_name) {
  if (file_name.ends_with(".json")) return ImportForm::json;
  if (file_name.ends_with(".ics")) return ImportForm::icalendar;
  if (file_name.ends_with(".csv")) return ImportForm::csv;
  throw Refused(Code::invalid_argument,
                fmt::format("{}: the form of notified days is told by the file's name: .json, .ics or .csv", file_name),
                std::string(file_name));
}

}  // namespace zhuqi
