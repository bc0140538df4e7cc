#include "decision/index/vectors_256.inl"

namespace {

typedef std::uint64_t Native __attribute__((vector_size(32)));

// A bit for each of 32 words of 32 bits that is not zero.
std::uint32_t nonzero_words(const Native* line) {
  const auto zeros = [&](int p) {
    const __m256i is_zero = _mm256_cmpeq_epi32(reinterpret_cast<__m256i>(line[p]), _mm256_setzero_si256());
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(is_zero)));
  };
  return ~(zeros(0) | zeros(1) << 8 | zeros(2) << 16 | zeros(3) << 24);
}

}  // namespace

#include "decision/index/kernels.inl"

namespace {

// By which of eight characters are meant: where in a text they begin, the first at 0.
struct Beginnings {
  std::uint8_t of[256][8] = {};
  constexpr Beginnings() {
    for (int set = 0; set < 256; ++set)
      for (int k = 0, n = 0; k < 8; ++k)
        if ((set >> k & 1) != 0) of[set][n++] = static_cast<std::uint8_t>(3 * k);
  }
};
constexpr Beginnings beginnings;

// Eight characters of three bytes at a time, where as many follow each other: four pairs in each half of the register,
// and a bit of the filter gathered for each.
std::uint32_t find_pairs(const std::uint32_t* filter, const char* text, std::uint32_t size, std::uint32_t* out) {
  constexpr std::uint32_t every_third = 0x249249;
  const __m256i front = _mm256_broadcastsi128_si256(_mm_setr_epi8(1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11, 12, 13));
  const __m256i back = _mm256_add_epi8(front, _mm256_set1_epi8(1));
  const __m256i factor = _mm256_set1_epi32(static_cast<int>(zhuqi::pair_factor));
  const int* const fine = reinterpret_cast<const int*>(filter);
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size;) {
    const __m128i* const first = reinterpret_cast<const __m128i*>(text + i);
    const __m128i* const second = reinterpret_cast<const __m128i*>(text + i + 12);
    const Bytes leads = equal(at(text + i) & all(0xF0), all(0xE0));
    if ((~sign_bits(leads) & every_third) != 0) [[unlikely]] {
      i = look_at(filter, text, i, out, count);
      continue;
    }
    const __m256i bytes =
        _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(first)), _mm_loadu_si128(second), 1);
    const __m256i sum = _mm256_add_epi32(_mm256_shuffle_epi8(bytes, front), _mm256_shuffle_epi8(bytes, back));
    const __m256i hash = _mm256_mullo_epi32(sum, factor);
    const __m256i bit = _mm256_srli_epi32(hash, 32 - zhuqi::pair_bits);
    const __m256i word = _mm256_i32gather_epi32(fine, _mm256_srli_epi32(bit, 5), 4);
    const __m256i top = _mm256_sllv_epi32(word, _mm256_andnot_si256(bit, _mm256_set1_epi32(31)));
    const std::uint32_t hits = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(top)));
    const __m256i places = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(beginnings.of[hits])));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + count),
                        _mm256_add_epi32(places, _mm256_set1_epi32(static_cast<int>(i))));
    count += static_cast<std::uint32_t>(__builtin_popcount(hits));
    i += 24;
  }
  return count;
}

}  // namespace

namespace zhuqi {
extern const Kernels kernels_avx2;
const Kernels kernels_avx2 = {"AVX2",     first_in_rows, and_rows,   lower,   match_block,
                              find_pairs, find_chars,    find_bytes, examine, find_separators};
}  // namespace zhuqi
