// What fell due and what happened, a JSON object a line.
#include <iostream>
#include <limits>
#include <memory>

#include <nlohmann/json.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

using Json = nlohmann::json;

void print(const Json& records) {
  for (const Json& record : records) std::cout << record.dump() << '\n';
}

struct EventsOptions {
  DeskOption desk;
  std::int64_t after = 0;
  std::int64_t limit = std::numeric_limits<std::int64_t>::max();
};

void print_events(const EventsOptions& options) {
  constexpr std::int64_t batch = 1000;
  const ServiceDesk desk = options.desk.open();
  std::int64_t after = options.after;
  for (std::int64_t left = options.limit; left > 0 && std::cout;) {
    const Json document = Json::parse(desk.events_document(after, std::min(batch, left)));
    const Json& events = document.at("events");
    if (events.empty()) break;
    print(events);
    left -= static_cast<std::int64_t>(events.size());
    after = document.at("next").get<std::int64_t>();
  }
}

}  // namespace

void add_tick(CLI::App& app) {
  struct FollowArguments {
    DeskOption desk;
    std::optional<Instant> now;
  };
  auto* command = app.add_subcommand("tick", "Record every step that fell due, and print those that were new");
  auto options = std::make_shared<FollowArguments>();
  options->desk.add_to(*command);
  add_instant(*command, "--now", options->now, "Up to when; without it now");
  command->callback([options] {
    ServiceDesk desk = options->desk.open();
    print(Json::parse(desk.tick_document(options->now.value_or(system_now()))).at("steps"));
  });
}

void add_events(CLI::App& app) {
  auto* command = app.add_subcommand("events", "Print what happened, in its one order, an event a line");
  auto options = std::make_shared<EventsOptions>();
  options->desk.add_to(*command);
  command->add_option("--after", options->after, "Only events after this sequence number")->capture_default_str();
  command->add_option("--limit", options->limit, "At most so many")->check(CLI::PositiveNumber);
  command->callback([options] { print_events(*options); });
}

}  // namespace zhuqi::tool
