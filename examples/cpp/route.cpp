// Who handles this need? Run in a folder that has routing.csv, such as examples/town.
#include <iostream>

#include <zhuqi/decision/table.hpp>

int main() {
  const auto table = zhuqi::DecisionTable::load("routing.csv");
  const auto why = table.explain({{"text", "缺抵押物,凭专利贷款被银行拒了"}});
  std::cout << zhuqi::to_text(why.outcome.result) << '\n' << why.text << '\n';
}
