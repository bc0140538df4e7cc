// What people read, in both languages.
#pragma once

#include <string>

#include <zhuqi/base/language.hpp>

namespace zhuqi {

struct Phrase {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const { return language == Language::chinese ? zh : en; }

  bool operator==(const Phrase&) const = default;
};

}  // namespace zhuqi
