#include "base/sha256.hpp"

#include <array>
#include <vector>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

std::string hex(const unsigned char* bytes, std::size_t count) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(count * 2, '0');
  for (std::size_t i = 0; i < count; ++i) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw Refused(Code::internal, "SHA-256 is not available in this OpenSSL");
  return hex(digest.data(), size);
}

std::string random_hex(std::size_t count) {
  std::vector<unsigned char> bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1)
    throw Refused(Code::internal, "the system has no randomness to give");
  return hex(bytes.data(), count);
}

}  // namespace zhuqi
