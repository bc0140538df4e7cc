#include <immintrin.h>

#include "decision/index/kernels.hpp"

namespace {

typedef std::uint16_t Lanes __attribute__((vector_size(32)));
typedef std::uint8_t Bytes __attribute__((vector_size(32)));
typedef std::uint64_t Native __attribute__((vector_size(32)));

std::uint32_t zero_lanes(const Lanes& miss) {
  const __m256i zero = _mm256_setzero_si256();
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi16(reinterpret_cast<__m256i>(miss), zero)));
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

// A bit for each of eight words that is not zero.
std::uint32_t nonzero_words(const Native* words) {
  const __m256i zero = _mm256_setzero_si256();
  const auto zeros = [&](Native half) {
    return _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(reinterpret_cast<__m256i>(half), zero)));
  };
  return ~static_cast<std::uint32_t>(zeros(words[0]) | zeros(words[1]) << 4) & 0xFF;
}

}  // namespace

#include "decision/index/kernels.inl"

namespace zhuqi {
extern const Kernels kernels_avx2;
const Kernels kernels_avx2 = {"AVX2",     first_in_rows, and_rows, lower,          match_block, find_pairs_scalar,
                              find_chars, find_bytes,    examine,  find_separators};
}  // namespace zhuqi
