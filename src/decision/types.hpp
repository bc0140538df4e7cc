// Values against declared types.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/decision/value.hpp>

namespace zhuqi {

// Makes `value` one of `type`: a text becomes the date that it writes, null fits every type. False if it cannot be.
bool conform(Value& value, std::string_view type);

// Reads a field of a file: as conform, but texts become numbers and booleans as well, and an empty one is null.
bool conform_text(std::string_view text, std::string_view type, Value& value);

}  // namespace zhuqi
