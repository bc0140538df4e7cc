// Routes a file: route_file TABLE IN OUT, where OUT may be - for standard output. Prints what became of it.
#include <iostream>

#include <zhuqi/decision/route.hpp>

int main(int argc, char** argv) {
  if (argc != 4) return std::cerr << "usage: route_file TABLE IN OUT\n", 2;
  try {
    const auto table = zhuqi::DecisionTable::load(argv[1]);
    const auto summary = zhuqi::route(table, argv[2], argv[3], {.threads = 0});
    std::cerr << summary.rows << " rows, " << summary.unmatched << " without a rule, " << summary.errors << " bad\n";
    for (const auto& [result, rows] : summary.by_result) std::cerr << rows << ' ' << result << '\n';
  } catch (const zhuqi::Refused& refused) {
    std::cerr << refused.what() << '\n';
    return 1;
  }
}
