#include <filesystem>
#include <iostream>
#include <memory>

#include <zhuqi/calendar/horizon.hpp>
#include <zhuqi/calendar/import.hpp>
#include <zhuqi/calendar/operations.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "desk_option.hpp"
#include "lines.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

using CalendarPath = std::shared_ptr<std::string>;

Calendar load(const std::string& path) { return path == "cn" ? Calendar::china() : Calendar::load(path); }

// "2027", or "2027-2028".
void read_years(const std::string& text, ImportOptions& options) {
  const auto is_year = [](std::string_view part) {
    return part.size() == 4 && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const std::string first = text.substr(0, 4),
                    last = text.size() == 4 ? first : text.substr(std::min<std::size_t>(5, text.size()));
  if (!is_year(first) || !is_year(last) || (text.size() != 4 && text[4] != '-'))
    throw CLI::ValidationError("--years", "expected a year or a range of years, 2027 or 2027-2028");
  options.first_year = std::stoi(first);
  options.last_year = std::stoi(last);
}

Date date_in(const Calendar& calendar, const std::string& text) {
  try {
    if (text.empty()) return calendar.date_of(system_now());
    return text.size() == 10 ? parse_date(text) : calendar.date_of(parse_instant(text));
  } catch (const Refused& refused) {
    throw CLI::ValidationError("--at", refused.what());
  }
}

// Either the whole new file is there or the old one is.
void replace_file(const std::string& path, std::string_view bytes) {
  const std::string partial = path + ".partial";
  write_file(partial, bytes);
  std::error_code failed;
  std::filesystem::rename(partial, path, failed);
  if (failed) throw Refused(Code::io, path + " cannot be written", path);
}

void add_import(CLI::App& calendar, const CalendarPath& path) {
  struct CalendarArguments {
    std::string source, years, out;
    bool json = false;
  };
  auto* command = calendar.add_subcommand(
      "import", "Take notified days into a calendar: shows what would change; with --out, writes the new calendar");
  auto options = std::make_shared<CalendarArguments>();
  command
      ->add_option("source", options->source,
                   "Notified days: .json {\"year\", \"days\"}, .ics, or .csv of date,status,name")
      ->required();
  command->add_option("--years", options->years,
                      "For which years the source is complete, 2027 or 2027-2028: they become known");
  command->add_option("--out", options->out, "Where to write the new calendar, a whole file, ready to publish");
  command->add_flag("--json", options->json, "The preview as a JSON object instead of a line for each day");
  command->fallthrough();
  command->callback([options, path] {
    ImportOptions import;
    import.file_name = options->source;
    if (!options->years.empty()) read_years(options->years, import);
    import.form = import_form_of(options->source);
    const ImportPreview preview = preview_import(load(*path), read_file(options->source), import);
    if (options->json) {
      std::cout << to_json_text(preview) << '\n';
    } else {
      std::cout << to_text(preview);
    }
    if (!options->out.empty()) replace_file(options->out, preview.calendar);
  });
}

void add_check_horizon(CLI::App& calendar, const CalendarPath& path) {
  struct CalendarArguments {
    std::string at;
    std::int64_t ahead = workdays_to_warn_ahead;
    bool json = false;
  };
  auto* command = calendar.add_subcommand("check", "Warn when the known days of a calendar come to an end");
  auto options = std::make_shared<CalendarArguments>();
  command->add_option("--at", options->at,
                      "As of which day, 2026-10-12; of an instant with its offset, its day there; without it now");
  command->add_option("--ahead", options->ahead, "Warn if fewer working days are left")->capture_default_str();
  command->add_flag("--json", options->json, "Findings as a JSON array instead of a line each");
  command->fallthrough();
  command->callback([options, path] {
    const Calendar calendar = load(*path);
    Findings findings;
    if (auto finding = check_horizon(calendar, date_in(calendar, options->at), options->ahead)) {
      finding->file = *path;
      findings.push_back(*std::move(finding));
    }
    if (options->json) {
      std::cout << to_json_text(findings) << '\n';
    } else {
      for (const Finding& finding : findings) std::cout << to_string(finding) << '\n';
    }
    if (!findings.empty()) throw CLI::RuntimeError(1);
  });
}

}  // namespace

void add_calendar(CLI::App& app) {
  auto* command = app.add_subcommand(
      "calendar", "Count in a working calendar: JSON Lines of operations in, JSON Lines of results out");
  auto path = std::make_shared<std::string>();
  command->add_option("--calendar", *path, "A calendar file, or cn: China 2007-2026")->required();
  command->footer(
      "Operations: is_workday, is_open, next_open, prev_open, opening, closing, workdays_left (start);\n"
      "add_seconds (start, seconds); add_workdays, find_workday, close_of (start, days);\n"
      "between_seconds, between_workdays, days (start, end).\n"
      "Example: {\"op\": \"add_workdays\", \"start\": \"2026-02-14T16:00:00\", \"days\": 7}");
  command->require_subcommand(0, 1);
  add_import(*command, path);
  add_check_horizon(*command, path);
  command->callback([path, command] {
    if (!command->get_subcommands().empty()) return;
    const Calendar calendar = load(*path);
    answer_lines_or_fail([&](std::string_view operation) { return calendar_result(calendar, operation); });
  });
}

}  // namespace zhuqi::tool
