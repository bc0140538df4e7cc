#include <immintrin.h>

#include "decision/index/kernels.hpp"

namespace {

typedef std::uint16_t Lanes __attribute__((vector_size(32)));
typedef signed char bool_bytes __attribute__((vector_size(32)));

std::uint32_t zero_lanes(const Lanes& miss) {
  const __m256i zero = _mm256_setzero_si256();
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi16(reinterpret_cast<__m256i>(miss), zero)));
}

Lanes beyond(const Lanes& distance, const Lanes& length) {
  return reinterpret_cast<Lanes>(
      _mm256_subs_epu16(reinterpret_cast<__m256i>(distance), reinterpret_cast<__m256i>(length)));
}

bool any_bit(const std::uint8_t __attribute__((vector_size(32))) & bytes) {
  const __m256i b = reinterpret_cast<__m256i>(bytes);
  return _mm256_testz_si256(b, b) == 0;
}

std::uint32_t sign_bits(const std::uint8_t __attribute__((vector_size(32))) & bytes) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(bytes)));
}

std::uint32_t nonzero_words(const std::uint64_t __attribute__((vector_size(64))) & words) {
  const __m256i* half = reinterpret_cast<const __m256i*>(&words);
  const __m256i zero = _mm256_setzero_si256();
  const int low = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(half[0], zero)));
  const int high = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpeq_epi64(half[1], zero)));
  return ~static_cast<std::uint32_t>(low | high << 4) & 0xFF;
}

}  // namespace

#include "decision/index/kernels.inl"

namespace zhuqi {
extern const Kernels kernels_avx2;
const Kernels kernels_avx2 = {"AVX2",     first_in_rows, and_rows, lower,          match_block, find_pairs_scalar,
                              find_chars, find_bytes,    examine,  find_separators};
}  // namespace zhuqi
