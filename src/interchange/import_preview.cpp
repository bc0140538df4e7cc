#include <zhuqi/interchange/documents.hpp>

#include "base/json.hpp"

namespace zhuqi {

std::string to_json_text(const ImportPreview& preview) {
  Json changes = Json::array();
  for (const ImportPreview::Change& change : preview.changes)
    changes.push_back(
        {{"date", to_string(change.date)}, {"name", change.name}, {"before", change.before}, {"after", change.after}});
  return Json{{"changes", std::move(changes)},
              {"unchanged", preview.unchanged},
              {"known", {to_string(preview.known.first), to_string(preview.known.last)}},
              {"notes", Json::parse(to_json_text(preview.notes))},
              {"calendar", preview.calendar}}
      .dump();
}

}  // namespace zhuqi
