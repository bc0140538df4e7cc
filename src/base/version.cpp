#include <zhuqi/base/version.hpp>

namespace zhuqi {

std::string_view version() { return ZHUQI_VERSION; }

}  // namespace zhuqi
