#include <filesystem>
#include <iostream>
#include <memory>

#include <zhuqi/calendar/calendar.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct PublishArguments {
  DeskOption desk;
  Publication publication;
  std::string file, actor = "host", key;
  std::optional<Instant> at, effective;
  bool imported = false, recalculate = false, preview = false, json = false;
};

// The calendar that ships has no file; any other is published with what it is based on, which may stand beside it.
std::string content_of(const PublishArguments& options) {
  if (options.publication.kind == "calendar")
    return options.file == "cn" ? options.file : Calendar::load(options.file).text();
  return read_file(options.file);
}

void run(const PublishArguments& options) {
  Publication publication = options.publication;
  publication.content = content_of(options);
  publication.file = std::filesystem::path(options.file).filename();
  publication.effective = options.effective.value_or(Instant{});
  const Instant at = options.at.value_or(system_now());
  const std::string key = options.key.empty() ? publication.kind + " " + to_string(at) : options.key;
  publication.open_needs = options.recalculate ? OpenNeeds::recalculate : OpenNeeds::keep;
  if (options.preview) {
    const auto preview = options.desk.open().preview(publication, at, parse_actor(options.actor));
    std::cout << (options.json ? to_document(preview) + "\n" : preview.text);
    return;
  }
  const Envelope envelope{parse_actor(options.actor), "zhuqi", key, at, options.imported};
  const Receipt receipt = options.desk.open().publish(publication, envelope);
  for (const auto& warning : receipt.warnings) std::cerr << publication.file << ": " << warning << '\n';
  std::cerr << receipt.text << ": " << publication.file << " is event " << receipt.last << '\n';
}

}  // namespace

void add_publish(CLI::App& app) {
  auto* command = app.add_subcommand("publish", "Put a document in force: an organisation, a table, a calendar");
  auto options = std::make_shared<PublishArguments>();
  options->desk.add_to(*command, true);
  command
      ->add_option("--kind", options->publication.kind,
                   "organisation, services, calendar, routing, sla, size, tier, form, visit_plan, policy or settings")
      ->required();
  command->add_option("--name", options->publication.name, "Of a policy, a form, a plan of visits: its id");
  command->add_option("file", options->file, "The document; cn is the calendar that ships")->required();
  add_instant(*command, "--at", options->at, "When it is published; without it now");
  add_instant(*command, "--effective", options->effective, "From when it is in force; without it from --at on");
  command->add_option("--actor", options->actor, "Who publishes: host or officer:ID")->capture_default_str();
  command->add_option("--key", options->key, "Idempotency key; without it kind and time");
  command->add_flag("--imported", options->imported, "An import of the past: --at may lie far from now");
  command->add_flag("--recalculate", options->recalculate,
                    "Put the running clocks of open needs anew; without it they are kept (sla, calendar)");
  auto* preview = command->add_flag("--preview", options->preview,
                                    "Publish nothing: which clocks --recalculate would make overdue, or no longer");
  command->add_flag("--json", options->json, "The preview as one line of JSON")->needs(preview);
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
