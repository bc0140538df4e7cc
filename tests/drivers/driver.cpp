// The driver in C++: see driver.c.
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/calendar/operations.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/desk/desk.hpp>
#include <zhuqi/interchange/documents.hpp>

namespace {

using Arguments = std::vector<std::string>;

class Driver {
 public:
  std::string carry_out(const std::string& verb, const Arguments& args) {
    if (verb == "table") return table_ = zhuqi::DecisionTable::load(args.at(0), args.at(1)), "null";
    if (verb == "decide") return zhuqi::decide_document(table_.value(), args.at(0));
    if (verb == "explain") return zhuqi::explain_document(table_.value(), args.at(0), args.at(1));
    if (verb == "calendar")
      return calendar_ = args.at(0) == "cn" ? zhuqi::Calendar::china() : zhuqi::Calendar::load(args.at(0)), "null";
    if (verb == "run") return zhuqi::calendar_result(calendar_.value(), args.at(0));
    if (verb == "clock") return now_ = instant(args.at(0)), "null";
    if (verb == "open") return desk_ = zhuqi::ServiceDesk::open(args.at(0), {.clock = [this] { return now_; }}), "null";
    if (verb == "close") return desk_.reset(), "null";
    if (verb == "apply") return desk_.value().apply_document(args.at(0));
    if (verb == "query") return desk_.value().query_document(args.at(0));
    if (verb == "tick") return desk_.value().tick_document(instant(args.at(0)));
    if (verb == "events") return desk_.value().events_document(std::stoll(args.at(0)), std::stoll(args.at(1)));
    if (verb == "verify") return zhuqi::to_json_text(desk_.value().verify(args.at(0)));
    if (verb == "head") return desk_.value().head_document();
    if (verb == "backup") return desk_.value().backup(args.at(0)), "null";
    throw std::invalid_argument("unknown verb " + verb);
  }

 private:
  static zhuqi::Instant instant(const std::string& us) {
    return zhuqi::Instant(std::chrono::microseconds(std::stoll(us)));
  }

  std::optional<zhuqi::DecisionTable> table_;
  std::optional<zhuqi::Calendar> calendar_;
  std::optional<zhuqi::ServiceDesk> desk_;
  zhuqi::Instant now_{};
};

Arguments cut(const std::string& line) {
  Arguments parts;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', start), line.size());
    parts.push_back(line.substr(start, tab - start));
    start = tab + 1;
  }
  return parts;
}

}  // namespace

int main() {
  Driver driver;
  for (std::string line; std::getline(std::cin, line);) {
    Arguments args = cut(line);
    const std::string verb = args.front();
    args.erase(args.begin());
    try {
      const std::string answer = driver.carry_out(verb, args);
      std::cout << "ok\t" << answer << std::endl;
    } catch (const zhuqi::Refused& refused) {
      std::cout << "refused\t" << zhuqi::to_json_text(refused) << std::endl;
    }
  }
}
