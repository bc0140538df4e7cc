// Bytes as a DMN model.
#include <cstdint>
#include <string_view>

#include "table_use.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhuqi;
  try {
    use(DecisionTable::parse({reinterpret_cast<const char*>(data), size}, "t.dmn"));
  } catch (const InvalidDocument&) {
  } catch (const Refused&) {
  }
  return 0;
}
