// A desk from nothing to a routed need: desk FILE.db, in a folder with the documents, such as examples/town. Run it
// twice: each command has a key, so that nothing is done twice.
#include <fstream>
#include <iostream>
#include <iterator>

#include <zhuqi/zhuqi.hpp>

static std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int main(int argc, char** argv) try {
  auto desk = zhuqi::ServiceDesk::open(argc > 1 ? argv[1] : "park.db");
  const auto with_key = [](const char* key) {
    return zhuqi::Envelope{zhuqi::Actor::host(), "example", key, zhuqi::system_now(), false};
  };
  desk.publish({"organisation", "", read("organisation.json"), "organisation.json", {}}, with_key("1"));
  desk.publish({"calendar", "", "cn", "cn", {}}, with_key("2"));
  desk.publish({"sla", "", read("sla.csv"), "sla.csv", {}}, with_key("3"));
  desk.publish({"routing", "", read("routing.csv"), "routing.csv", {}}, with_key("4"));

  zhuqi::Enterprise enterprise;
  enterprise.id = zhuqi::EnterpriseId("91530102MA6000016F");
  enterprise.name = "滇池精工";
  enterprise.region = "530102";
  desk.apply(zhuqi::RegisterEnterprise{enterprise}, with_key("5"));

  zhuqi::Need need;
  need.enterprise = enterprise.id;
  need.text = "缺抵押物,凭专利贷款被银行拒了";
  const auto receipt = desk.apply(zhuqi::RegisterNeed{need}, with_key("visit-1207-1"));
  std::cout << receipt.lead_name << '\n'
            << receipt.because << '\n'
            << (receipt.due ? zhuqi::to_string(*receipt.due) : "no date yet: the calendar ends before") << '\n';
} catch (const zhuqi::Refused& refused) {
  std::cerr << refused.what() << '\n';
  return 1;
}
