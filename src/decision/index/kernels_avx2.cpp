#include "decision/index/vectors_256.inl"

namespace {

typedef std::uint64_t Native __attribute__((vector_size(32)));

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
