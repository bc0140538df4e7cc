// Strong identifiers: an officer's id is not a department's id, and mixing them up does not compile.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace zhuqi {

template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}

  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(const Id&) const = default;

 private:
  std::string value_;
};

}  // namespace zhuqi

template <class Tag>
struct std::hash<zhuqi::Id<Tag>> {
  std::size_t operator()(const zhuqi::Id<Tag>& id) const noexcept { return std::hash<std::string>()(id.str()); }
};
