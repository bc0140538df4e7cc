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

// Sixteen characters at a time: the places of ideographs that another follows, of 48 bytes; the bytes of each such pair
// that vary, picked by two permutations; and a bit of the filter gathered for each.
std::uint32_t find_pairs(const std::uint32_t* filter, const char* text, std::uint32_t size, std::uint32_t* out) {
  alignas(64) std::uint8_t numbers[64];
  for (int i = 0; i < 64; ++i) numbers[i] = static_cast<std::uint8_t>(i);
  const __m512i places = _mm512_load_si512(numbers);
  const __m512i front = _mm512_set1_epi32(0x04030201), back = _mm512_set1_epi32(0x05040302);
  const __m512i repeat = _mm512_broadcast_i32x4(_mm_set_epi8(12, 12, 12, 12, 8, 8, 8, 8, 4, 4, 4, 4, 0, 0, 0, 0));
  const __m512i factor = _mm512_set1_epi32(static_cast<int>(zhuqi::pair_factor)), one = _mm512_set1_epi32(1);
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size; i += 48) {
    const __m512i bytes = _mm512_loadu_si512(text + i);
    const __mmask64 leads =
        _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(static_cast<char>(0xE4))), _mm512_set1_epi8(6));
    const std::uint64_t pairs = leads & leads >> 3 & 0xFFFFFFFFFFFFu;
    const __m512i place =
        _mm512_cvtepu8_epi32(_mm512_castsi512_si128(_mm512_maskz_compress_epi8(static_cast<__mmask64>(pairs), places)));
    const std::uint32_t number = static_cast<std::uint32_t>(__builtin_popcountll(pairs));
    const __mmask16 there = number < 16 ? static_cast<__mmask16>((1u << number) - 1) : static_cast<__mmask16>(0xFFFF);
    const __m512i first = _mm512_shuffle_epi8(place, repeat);
    const __m512i sum = _mm512_add_epi32(_mm512_permutexvar_epi8(_mm512_add_epi8(first, front), bytes),
                                         _mm512_permutexvar_epi8(_mm512_add_epi8(first, back), bytes));
    const __m512i bit = _mm512_srli_epi32(_mm512_mullo_epi32(sum, factor), 32 - zhuqi::pair_bits);
    const __m512i word =
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), there, _mm512_srli_epi32(bit, 5), filter, 4);
    const __mmask16 hits = _mm512_test_epi32_mask(_mm512_rorv_epi32(word, bit), one);
    const __m512i found =
        _mm512_add_epi32(_mm512_maskz_compress_epi32(hits, place), _mm512_set1_epi32(static_cast<int>(i)));
    _mm512_storeu_si512(out + count, found);
    count += static_cast<std::uint32_t>(__builtin_popcount(hits));
  }
  return count;
}

__mmask64 equal(__m512i bytes, int byte) {
  return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(static_cast<char>(byte)));
}

__mmask64 at_least(__m512i bytes, int byte) {
  return _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(static_cast<char>(byte)));
}

__mmask64 between(__m512i bytes, int low, int high) { return at_least(bytes, low) & ~at_least(bytes, high + 1); }

// As examine() in kernels.inl, two pieces at a time.
bool examine_wide(const char* text, std::uint32_t size, std::uint8_t* odd) {
  std::uint64_t any = 0, goes_on = 0;  // of the first bytes of the next two pieces: a lead before them wants it
  for (std::uint32_t i = 0; i <= size; i += 64) {
    const __m512i b = _mm512_loadu_si512(text + i), next = _mm512_loadu_si512(text + i + 1);
    const __m512i third = _mm512_loadu_si512(text + i + 2);
    const std::uint64_t leads = at_least(b, 0xC0), long_leads = at_least(b, 0xE0);
    std::uint64_t wrong = (at_least(b, 0x80) & ~leads) ^ (leads << 1 | long_leads << 2 | goes_on);
    goes_on = leads >> 63 | long_leads >> 62;
    wrong |= at_least(b, 0xF0) | equal(b, 0xE0) | equal(b, 0xED) | (leads & ~at_least(b, 0xC2));
    wrong |= equal(b, 0xE2) & at_least(next, 0xBA);
    wrong |= equal(b, 0xE3) & (between(next, 0x86, 0x8F) | (equal(next, 0x80) & at_least(third, 0xB6)));
    wrong |= equal(b, 0xEF) & between(next, 0xA4, 0xAB);
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
