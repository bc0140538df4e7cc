// Vectors of 32 bytes and what the loops of kernels.inl do with them: AVX2, and AVX-512, which has these registers too.
#include <immintrin.h>

#include "decision/index/kernels.hpp"

namespace {

typedef std::uint16_t Lanes __attribute__((vector_size(32)));
typedef std::uint8_t Bytes __attribute__((vector_size(32)));

std::uint32_t zero_lanes(const Lanes* miss) {
  const __m256i zero = _mm256_setzero_si256();
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi16(reinterpret_cast<__m256i>(*miss), zero)));
}

Lanes beyond(const Lanes& distance, const Lanes& length) {
  return reinterpret_cast<Lanes>(
      _mm256_subs_epu16(reinterpret_cast<__m256i>(distance), reinterpret_cast<__m256i>(length)));
}

// 0xFF where it is so.
Bytes equal(const Bytes& a, const Bytes& b) {
  return reinterpret_cast<Bytes>(_mm256_cmpeq_epi8(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
}

Bytes at_least(const Bytes& bytes, std::uint8_t least) {
  const __m256i b = reinterpret_cast<__m256i>(bytes);
  return reinterpret_cast<Bytes>(_mm256_cmpeq_epi8(_mm256_max_epu8(b, _mm256_set1_epi8(static_cast<char>(least))), b));
}

bool any_bit(const Bytes& bytes) {
  const __m256i b = reinterpret_cast<__m256i>(bytes);
  return _mm256_testz_si256(b, b) == 0;
}

std::uint32_t sign_bits(const Bytes& bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(bytes)));
}

}  // namespace
