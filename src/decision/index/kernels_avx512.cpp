// For machines that can permute bytes across a register (VBMI, VBMI2): Ice Lake, Zen 4 and later.
#include "decision/index/vectors_256.inl"

namespace {

typedef std::uint64_t Native __attribute__((vector_size(64)));

// A bit for each of 32 words of 32 bits that is not zero.
std::uint32_t nonzero_words(const Native* line) {
  const __m512i low = reinterpret_cast<__m512i>(line[0]), high = reinterpret_cast<__m512i>(line[1]);
  return static_cast<std::uint32_t>(_mm512_test_epi32_mask(low, low)) |
         static_cast<std::uint32_t>(_mm512_test_epi32_mask(high, high)) << 16;
}

}  // namespace

#include "decision/index/kernels.inl"

namespace {

// The bits of the filter for the pairs that begin at sixteen places, of which each stands four times in `places`.
__m512i pair_bits_at(__m512i bytes, __m512i places) {
  const __m512i front = _mm512_set1_epi32(0x04030201), back = _mm512_set1_epi32(0x05040302);
  const __m512i sum = _mm512_add_epi32(_mm512_permutexvar_epi8(_mm512_add_epi8(places, front), bytes),
                                       _mm512_permutexvar_epi8(_mm512_add_epi8(places, back), bytes));
  const __m512i factor = _mm512_set1_epi32(static_cast<int>(zhuqi::pair_factor));
  return _mm512_srli_epi32(_mm512_mullo_epi32(sum, factor), 32 - zhuqi::pair_bits);
}

// Of the places that are there, from i on, puts down those whose bits the filter has; how many.
std::uint32_t put_pairs(const std::uint32_t* filter, __mmask16 there, __m512i bits, __m512i places, std::uint32_t i,
                        std::uint32_t* out) {
  const __m512i word =
      _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), there, _mm512_srli_epi32(bits, 5), filter, 4);
  const __mmask16 hits = _mm512_test_epi32_mask(_mm512_rorv_epi32(word, bits), _mm512_set1_epi32(1));
  const __m512i found =
      _mm512_add_epi32(_mm512_maskz_compress_epi32(hits, places), _mm512_set1_epi32(static_cast<int>(i)));
  _mm512_storeu_si512(out, found);
  return static_cast<std::uint32_t>(__builtin_popcount(hits));
}

// Sixteen characters at a time. Where seventeen of three bytes follow each other, their places are known beforehand;
// elsewhere those of ideographs that another follows are picked out of 48 bytes, and the next bytes begin with one.
std::uint32_t find_pairs(const std::uint32_t* filter, const char* text, std::uint32_t size, std::uint32_t* out) {
  alignas(64) std::uint8_t numbers[64];
  alignas(64) std::uint32_t thirds[16];
  for (int i = 0; i < 64; ++i) numbers[i] = static_cast<std::uint8_t>(i);
  for (std::uint32_t i = 0; i < 16; ++i) thirds[i] = 3 * i;
  const __m512i all_places = _mm512_load_si512(numbers), every_third = _mm512_load_si512(thirds);
  const __m512i repeat = _mm512_broadcast_i32x4(_mm_set_epi8(12, 12, 12, 12, 8, 8, 8, 8, 4, 4, 4, 4, 0, 0, 0, 0));
  const __m512i repeated_thirds = _mm512_shuffle_epi8(every_third, repeat);
  constexpr std::uint64_t seventeen = 0x1249249249249;
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size; i += 48) {
    const __m512i bytes = _mm512_loadu_si512(text + i);
    const std::uint64_t threes = _mm512_cmpeq_epi8_mask(
        _mm512_and_si512(bytes, _mm512_set1_epi8(static_cast<char>(0xF0))), _mm512_set1_epi8(static_cast<char>(0xE0)));
    if ((threes & seventeen) == seventeen) [[likely]] {
      count += put_pairs(filter, 0xFFFF, pair_bits_at(bytes, repeated_thirds), every_third, i, out + count);
      continue;
    }
    const std::uint64_t leads =
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(static_cast<char>(0xE4))), _mm512_set1_epi8(6));
    const std::uint64_t pairs = leads & leads >> 3 & 0xFFFFFFFFFFFFu;
    const __m512i places = _mm512_cvtepu8_epi32(
        _mm512_castsi512_si128(_mm512_maskz_compress_epi8(static_cast<__mmask64>(pairs), all_places)));
    const std::uint32_t number = static_cast<std::uint32_t>(__builtin_popcountll(pairs));
    const __mmask16 there = number < 16 ? static_cast<__mmask16>((1u << number) - 1) : static_cast<__mmask16>(0xFFFF);
    const __m512i bits = pair_bits_at(bytes, _mm512_shuffle_epi8(places, repeat));
    count += put_pairs(filter, there, bits, places, i, out + count);
    const std::uint64_t beyond = leads >> 48;
    if (beyond != 0) i += static_cast<std::uint32_t>(__builtin_ctzll(beyond));
  }
  return count;
}

// What is odd about a character of three bytes, by the low six bits of each: a bit for every kind that all three of
// them must have. Of what leads less or more bytes the first alone decides.
struct Oddities {
  alignas(64) std::uint8_t first[64] = {}, second[64] = {}, third[64] = {};
  constexpr Oddities() {
    const auto set = [](std::uint8_t* kinds, int from, int to, int kind) {
      for (int byte = from; byte <= to; ++byte) kinds[byte & 63] = static_cast<std::uint8_t>(kinds[byte & 63] | kind);
    };
    set(first, 0xC0, 0xC1, 1), set(first, 0xE0, 0xE0, 1), set(first, 0xED, 0xED, 1);
    set(first, 0xF0, 0xFF, 1), set(second, 0x80, 0xBF, 1), set(third, 0x80, 0xBF, 1 + 2 + 4 + 16);
    set(first, 0xE2, 0xE2, 2), set(second, 0xBA, 0xBF, 2);
    set(first, 0xE3, 0xE3, 4), set(second, 0x86, 0x8F, 4);
    set(first, 0xE3, 0xE3, 8), set(second, 0x80, 0x80, 8), set(third, 0xB6, 0xBF, 8);
    set(first, 0xEF, 0xEF, 16), set(second, 0xA4, 0xAB, 16);
  }
};
constexpr Oddities oddities;

// As examine() in kernels.inl, two pieces at a time.
bool examine_wide(const char* text, std::uint32_t size, std::uint8_t* odd) {
  const __m512i firsts = _mm512_load_si512(oddities.first), seconds = _mm512_load_si512(oddities.second);
  const __m512i thirds = _mm512_load_si512(oddities.third);
  std::uint64_t any = 0, goes_on = 0;  // of the first bytes of the next two pieces: a lead before them wants it
  for (std::uint32_t i = 0; i <= size; i += 64) {
    const __m512i b = _mm512_loadu_si512(text + i);
    const __mmask64 lead = _mm512_cmpge_epu8_mask(b, _mm512_set1_epi8(static_cast<char>(0xC0)));
    const std::uint64_t leads = lead;
    const std::uint64_t long_leads = _mm512_cmpge_epu8_mask(b, _mm512_set1_epi8(static_cast<char>(0xE0)));
    std::uint64_t wrong = (_mm512_movepi8_mask(b) & ~leads) ^ (leads << 1 | long_leads << 2 | goes_on);
    goes_on = leads >> 63 | long_leads >> 62;
    const __m512i rest = _mm512_and_si512(_mm512_permutexvar_epi8(_mm512_loadu_si512(text + i + 1), seconds),
                                          _mm512_permutexvar_epi8(_mm512_loadu_si512(text + i + 2), thirds));
    wrong |= _mm512_mask_test_epi8_mask(lead, _mm512_permutexvar_epi8(b, firsts), rest);
    odd[i / 32] = static_cast<std::uint32_t>(wrong) != 0;
    odd[i / 32 + 1] = wrong >> 32 != 0;
    any |= wrong;
  }
  return any != 0;
}

// Each of the four is the entry of the table that its low half names, and no other byte is.
std::uint32_t find_separators_wide(const char* text, std::uint32_t size, std::uint32_t* out) {
  alignas(64) std::uint8_t numbers[64];
  for (int i = 0; i < 64; ++i) numbers[i] = static_cast<std::uint8_t>(i);
  const __m512i places = _mm512_load_si512(numbers);
  const __m512i table = _mm512_broadcast_i32x4(_mm_setr_epi8(1, 0, '"', 0, 0, 0, 0, 0, 0, 0, '\n', 0, ',', '\r', 0, 0));
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size; i += 64) {
    const __mmask64 there = size - i < 64 ? (std::uint64_t{1} << (size - i)) - 1 : ~std::uint64_t{0};
    const __m512i bytes = _mm512_maskz_loadu_epi8(there, text + i);
    const __mmask64 found = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, bytes), bytes);
    const std::uint32_t next = count + static_cast<std::uint32_t>(__builtin_popcountll(found));
    __m512i where = _mm512_maskz_compress_epi8(found, places);
    const auto put = [&] {
      const __m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(where));
      _mm512_storeu_si512(out + count, _mm512_add_epi32(wide, _mm512_set1_epi32(static_cast<int>(i))));
    };
    put();
    while (next - count > 16) [[unlikely]] {
        count += 16;
        where = _mm512_shuffle_i32x4(where, where, 0x39);  // the next sixteen
        put();
      }
    count = next;
  }
  return count;
}

}  // namespace

namespace zhuqi {
extern const Kernels kernels_avx512;
const Kernels kernels_avx512 = {"AVX-512",  first_in_rows, and_rows,   lower,        match_block,
                                find_pairs, find_chars,    find_bytes, examine_wide, find_separators_wide};
}  // namespace zhuqi
