// Thirty-two bytes at a time, by the method of John Keiser and Daniel Lemire ("Validating UTF-8 in less than one
// instruction per byte", 2021): every fault of two bytes that follow each other is found by their half bytes in three
// tables of sixteen; what remains is whether each third and fourth byte of a character is where it must be. Nothing
// here may be an inline function of a shared header: the linker could take the widest copy for all.
#include <immintrin.h>

#include "base/utf8.hpp"

namespace {

// By half bytes, a bit for each fault that is still possible: the upper and the lower half of the first byte, the upper
// half of the second.
struct Faults {
  alignas(16) unsigned char upper[16] = {}, lower[16] = {}, next[16] = {};

  // It is a fault if a byte from `from` to `to` is followed by one from `next_from` to `next_to`. The ranges of one
  // bit must differ in one of the halves only: what they have in common is not told apart.
  constexpr void add(int bit, int from, int to, int next_from, int next_to) {
    for (int byte = from; byte <= to; ++byte) {
      upper[byte >> 4] = static_cast<unsigned char>(upper[byte >> 4] | bit);
      lower[byte & 15] = static_cast<unsigned char>(lower[byte & 15] | bit);
    }
    for (int byte = next_from; byte <= next_to; ++byte)
      next[byte >> 4] = static_cast<unsigned char>(next[byte >> 4] | bit);
  }

  constexpr Faults() {
    add(0x01, 0xC0, 0xFF, 0x00, 0x7F);  // a character ends too early
    add(0x01, 0xC0, 0xFF, 0xC0, 0xFF);
    add(0x02, 0x00, 0x7F, 0x80, 0xBF);  // a continuation of nothing
    add(0x04, 0xC0, 0xC1, 0x80, 0xBF);  // overlong forms
    add(0x08, 0xE0, 0xE0, 0x80, 0x9F);
    add(0x10, 0xF0, 0xF0, 0x80, 0x8F);
    add(0x10, 0xF5, 0xFF, 0x80, 0x8F);  // beyond U+10FFFF
    add(0x20, 0xF4, 0xFF, 0x90, 0xBF);
    add(0x40, 0xED, 0xED, 0xA0, 0xBF);  // surrogates
    add(0x80, 0x80, 0xBF, 0x80, 0xBF);  // two continuations: a fault unless a lead before them asks for it
  }
};
constexpr Faults faults;

__m256i table_of(const unsigned char* table) {
  return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(table)));
}

// The bytes that stand `distance` before those of `bytes`.
template <int distance>
__m256i shifted(__m256i bytes, __m256i before) {
  return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 16 - distance);
}

// Not zero where something is wrong.
__m256i faults_of(__m256i bytes, __m256i before) {
  const __m256i half = _mm256_set1_epi8(0x0F);
  const __m256i first = shifted<1>(bytes, before);
  const __m256i of_upper =
      _mm256_shuffle_epi8(table_of(faults.upper), _mm256_and_si256(_mm256_srli_epi16(first, 4), half));
  const __m256i of_lower = _mm256_shuffle_epi8(table_of(faults.lower), _mm256_and_si256(first, half));
  const __m256i of_next =
      _mm256_shuffle_epi8(table_of(faults.next), _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half));
  const __m256i found = _mm256_and_si256(_mm256_and_si256(of_upper, of_lower), of_next);
  // The highest bit remains for third bytes, whose lead is 0xE0 or more, and fourth ones, whose lead is 0xF0 or more.
  const __m256i third = _mm256_subs_epu8(shifted<2>(bytes, before), _mm256_set1_epi8(0xE0 - 0x80));
  const __m256i fourth = _mm256_subs_epu8(shifted<3>(bytes, before), _mm256_set1_epi8(0xF0 - 0x80));
  const __m256i asked = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
  return _mm256_xor_si256(found, asked);
}

}  // namespace

namespace zhuqi {

// Zeros behind the end show what is not finished.
bool valid_utf8_avx2(const char* text, std::size_t size) {
  __m256i before = _mm256_setzero_si256(), wrong = before;
  std::size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + i));
    wrong = _mm256_or_si256(wrong, faults_of(bytes, before));
    before = bytes;
  }
  char rest[32] = {};
  __builtin_memcpy(rest, text + i, size - i);
  const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rest));
  wrong = _mm256_or_si256(wrong, faults_of(bytes, before));
  return _mm256_testz_si256(wrong, wrong) != 0;
}

}  // namespace zhuqi
