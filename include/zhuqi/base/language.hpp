// The languages in which people are told why.
#pragma once

namespace zhuqi {

enum class Language { chinese, english };

}  // namespace zhuqi
