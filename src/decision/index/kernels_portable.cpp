// What every machine can run: SSE2 on x86-64, plain loops that a compiler may widen elsewhere.
#include "decision/index/kernels.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace {

typedef std::uint16_t Lanes __attribute__((vector_size(16)));
typedef std::uint8_t Bytes __attribute__((vector_size(32)));
typedef std::uint64_t Native __attribute__((vector_size(16)));

#if defined(__SSE2__)

// Two bits for each lane that is zero.
std::uint32_t zero_lanes(const Lanes* miss) {
  const __m128i zero = _mm_setzero_si128();
  const auto zeros = [&](const Lanes& half) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi16(reinterpret_cast<__m128i>(half), zero)));
  };
  return zeros(miss[0]) | zeros(miss[1]) << 16;
}

// Not zero where distance > length.
Lanes beyond(Lanes distance, Lanes length) {
  return reinterpret_cast<Lanes>(
      _mm_subs_epu16(reinterpret_cast<__m128i>(distance), reinterpret_cast<__m128i>(length)));
}

// 0xFF where it is so.
Bytes equal(const Bytes& a, const Bytes& b) {
  Bytes out;
  for (int h = 0; h < 2; ++h)
    reinterpret_cast<__m128i*>(&out)[h] =
        _mm_cmpeq_epi8(reinterpret_cast<const __m128i*>(&a)[h], reinterpret_cast<const __m128i*>(&b)[h]);
  return out;
}

Bytes at_least(const Bytes& bytes, std::uint8_t least) {
  Bytes out;
  for (int h = 0; h < 2; ++h) {
    const __m128i b = reinterpret_cast<const __m128i*>(&bytes)[h];
    reinterpret_cast<__m128i*>(&out)[h] = _mm_cmpeq_epi8(_mm_max_epu8(b, _mm_set1_epi8(static_cast<char>(least))), b);
  }
  return out;
}

bool any_bit(const Bytes& bytes) {
  const __m128i* half = reinterpret_cast<const __m128i*>(&bytes);
  return _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_or_si128(half[0], half[1]), _mm_setzero_si128())) != 0xFFFF;
}

// A bit for each byte of which the highest is set.
std::uint32_t sign_bits(const Bytes& bytes) {
  const __m128i* half = reinterpret_cast<const __m128i*>(&bytes);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(half[0])) | static_cast<std::uint32_t>(_mm_movemask_epi8(half[1]))
                                                                      << 16;
}

// A bit for each of 32 words of 32 bits that is not zero.
std::uint32_t nonzero_words(const Native* line) {
  const __m128i* parts = reinterpret_cast<const __m128i*>(line);
  const auto is_zero = [&](int p) { return _mm_cmpeq_epi32(parts[p], _mm_setzero_si128()); };
  const auto zeros = [&](int p) {
    const __m128i low = _mm_packs_epi32(is_zero(p), is_zero(p + 1));
    const __m128i high = _mm_packs_epi32(is_zero(p + 2), is_zero(p + 3));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(low, high)));
  };
  return ~(zeros(0) | zeros(4) << 16);
}

#else

std::uint32_t zero_lanes(const Lanes* miss) {
  std::uint32_t bits = 0;
  for (int i = 0; i < 16; ++i) bits |= (miss[i / 8][i % 8] == 0 ? 3u : 0u) << (2 * i);
  return bits;
}

Lanes beyond(Lanes distance, Lanes length) { return reinterpret_cast<Lanes>(distance > length); }

Bytes equal(const Bytes& a, const Bytes& b) { return reinterpret_cast<Bytes>(a == b); }

Bytes at_least(const Bytes& bytes, std::uint8_t least) { return reinterpret_cast<Bytes>(bytes >= (Bytes{} + least)); }

bool any_bit(const Bytes& bytes) {
  const std::uint64_t* words = reinterpret_cast<const std::uint64_t*>(&bytes);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

std::uint32_t sign_bits(const Bytes& bytes) {
  std::uint32_t bits = 0;
  for (int i = 0; i < 32; ++i) bits |= static_cast<std::uint32_t>(bytes[i] >> 7) << i;
  return bits;
}

std::uint32_t nonzero_words(const Native* line) {
  const std::uint32_t* words = reinterpret_cast<const std::uint32_t*>(line);
  std::uint32_t bits = 0;
  for (int i = 0; i < 32; ++i) bits |= (words[i] != 0 ? 1u : 0u) << i;
  return bits;
}

#endif

}  // namespace

#include "decision/index/kernels.inl"

namespace zhuqi {
extern const Kernels kernels_portable;
const Kernels kernels_portable = {"baseline",        first_in_rows, and_rows,   lower,   match_block,
                                  find_pairs_scalar, find_chars,    find_bytes, examine, find_separators};
}  // namespace zhuqi
