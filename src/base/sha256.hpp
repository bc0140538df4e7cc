// SHA-256 and random salt, by way of OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace zhuqi {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// `count` bytes from the system's generator, as 2 * count hexadecimal digits. Throws Refused(internal) if there are
// none to be had.
std::string random_hex(std::size_t count);

}  // namespace zhuqi
