// Included by one file per level, each compiled for its own instruction set, after it has defined what its
// instructions do best. Nothing here may be an inline function of a shared header: the linker could take the widest
// copy for all.
namespace {

// 128 bytes of bit rows, in registers of the level's width: so much that in most tables no branch asks for more.
struct Line {
  Native parts[128 / sizeof(Native)];
};
typedef std::uint8_t UnalignedBytes __attribute__((vector_size(32), aligned(1)));

std::uint64_t load(const char* p) {
  std::uint64_t word;
  __builtin_memcpy(&word, p, 8);
  return word;
}

inline __attribute__((always_inline)) void common(const zhuqi::RowView& view, const std::uint32_t* rows,
                                                  std::uint32_t word, Line& line) {
  constexpr std::size_t parts = sizeof(Line) / sizeof(Native);
  const Native* from = reinterpret_cast<const Native*>(view.bits + rows[0] + word);
  for (std::size_t p = 0; p < parts; ++p) line.parts[p] = from[p];
  for (std::uint32_t g = 1; g < view.groups; ++g) {
    from = reinterpret_cast<const Native*>(view.bits + rows[g] + word);
    for (std::size_t p = 0; p < parts; ++p) line.parts[p] &= from[p];
  }
}

void first_in_rows(const zhuqi::RowView& view, const std::uint32_t* rows, std::uint32_t count, std::uint32_t* best) {
  for (std::uint32_t i = 0; i < count; ++i, rows += view.groups) {
    std::uint32_t rule = zhuqi::no_rule;
    for (std::uint32_t w = 0; w < view.words; w += 16) {
      alignas(64) Line line;
      common(view, rows, w, line);
      const std::uint32_t some = nonzero_words(line.parts);
      if (some == 0) continue;
      const std::uint32_t k = static_cast<std::uint32_t>(__builtin_ctz(some));
      std::uint32_t word;
      __builtin_memcpy(&word, reinterpret_cast<const char*>(&line) + 4 * k, 4);
      rule = view.rules[w * 64 + k * 32 + static_cast<std::uint32_t>(__builtin_ctz(word))];
      break;
    }
    best[i] = rule;
  }
}

void and_rows(const zhuqi::RowView& view, const std::uint32_t* rows, std::uint64_t* out) {
  for (std::uint32_t w = 0; w < view.words; w += 16) {
    alignas(64) Line line;
    common(view, rows, w, line);
    __builtin_memcpy(out + w, &line, sizeof line);
  }
}

// The lanes of a block that match, two bits each. A lane of a range matches if class - low, without sign, is at most
// the length.
inline __attribute__((always_inline)) std::uint32_t matching(const std::uint16_t* block, const std::uint16_t* fields,
                                                             std::uint32_t masks, std::uint32_t ranges) {
  constexpr int parts = 32 / sizeof(Lanes);
  const Lanes* field = reinterpret_cast<const Lanes*>(block + 32);
  Lanes miss[parts] = {};
  for (std::uint32_t m = 0; m < masks; ++m, field += parts) {
    const Lanes own = Lanes{} + fields[m];
    for (int p = 0; p < parts; ++p) miss[p] |= field[p] & own;
  }
  fields += masks;
  for (std::uint32_t r = 0; r < ranges; ++r, field += 2 * parts) {
    const Lanes own = Lanes{} + fields[r];
    for (int p = 0; p < parts; ++p) miss[p] |= beyond(own - field[p], field[parts + p]);
  }
  return zero_lanes(miss) & 0x3FFFFFFF;
}

std::uint32_t match_block(const zhuqi::ListView& lists, const std::uint16_t* block, const std::uint16_t* fields) {
  std::uint32_t pairs = matching(block, fields, lists.masks, lists.ranges), bits = 0;
  for (; pairs != 0; pairs &= pairs - 1, pairs &= pairs - 1) bits |= 1u << (__builtin_ctz(pairs) / 2);
  return bits;
}

// The first block is tested in any case, and the least number kept without a branch; few lists go on after it.
void lower(const zhuqi::ListView& lists, const std::uint32_t* heads, const zhuqi::Visit* visits, std::uint32_t count,
           const std::uint16_t* fields, std::uint32_t stride, std::uint32_t* best) {
  const std::uint32_t masks = lists.masks, ranges = lists.ranges;
  const std::uint32_t block_stride = 32 + 16 * (masks + 2 * ranges);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint16_t* block = lists.blocks + std::uint64_t{heads[visits[i].key]} * block_stride;
    const std::uint16_t* own = fields + std::uint64_t{visits[i].record} * stride;
    std::uint32_t least = best[visits[i].record];
    std::uint32_t next;
    do {
      const std::uint32_t* numbers = reinterpret_cast<const std::uint32_t*>(block);
      const std::uint32_t hits = matching(block, own, masks, ranges);
      const std::uint32_t rule = numbers[__builtin_ctz(hits | 0x80000000u) / 2];
      const std::uint32_t none = static_cast<std::uint32_t>(-static_cast<std::int32_t>(hits == 0)) >> 1;
      const std::uint32_t found = rule | none;  // no_rule if there is none
      least = found < least ? found : least;
      next = numbers[zhuqi::rules_per_block];
      block += block_stride;
    } while (next < least);
    best[visits[i].record] = least;
  }
}

// Characters of three bytes are stepped over by a branch that is nearly always right; places are written without one.
std::uint32_t step(std::uint32_t lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 4; }

std::uint32_t pair_bit(std::uint64_t head) {
  const std::uint32_t sum = static_cast<std::uint32_t>(head >> 8) + static_cast<std::uint32_t>(head >> 16);
  return sum * zhuqi::pair_factor >> (32 - zhuqi::pair_bits);
}

// Puts down place i, where a pair begins, if a keyword may begin with it.
inline __attribute__((always_inline)) void note_pair(const std::uint32_t* fine, std::uint64_t head, std::uint32_t i,
                                                     std::uint32_t* out, std::uint32_t& count) {
  const std::uint32_t bit = pair_bit(head);
  out[count] = i;
  count += fine[bit / 32] >> (bit % 32) & 1;
}

// The place of the character after the one at i.
[[maybe_unused]] std::uint32_t look_at(const std::uint32_t* fine, const char* text, std::uint32_t i, std::uint32_t* out,
                                       std::uint32_t& count) {
  const std::uint64_t head = load(text + i);
  if ((head & 0xF0) != 0xE0) return i + step(head & 0xFF);
  note_pair(fine, head, i, out, count);
  return i + 3;
}

// Four characters of three bytes at a time, where as many follow each other.
[[maybe_unused]] std::uint32_t find_pairs_scalar(const std::uint32_t* filter, const char* text, std::uint32_t size,
                                                 std::uint32_t* out) {
  constexpr std::uint64_t leads = 0xE00000E0, of_leads = 0xF00000F0;
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size;) {
    const std::uint64_t first = load(text + i), third = load(text + i + 6);
    if ((((first ^ leads) | (third ^ leads)) & of_leads) != 0) [[unlikely]] {
      i = look_at(filter, text, i, out, count);
      continue;
    }
    note_pair(filter, first, i, out, count);
    note_pair(filter, load(text + i + 3), i + 3, out, count);
    note_pair(filter, third, i + 6, out, count);
    note_pair(filter, load(text + i + 9), i + 9, out, count);
    i += 12;
  }
  return count;
}

std::uint32_t find_chars(const std::uint64_t* bits, const char* text, std::uint32_t size, std::uint32_t* out) {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size;) {
    std::uint32_t head;
    __builtin_memcpy(&head, text + i, 4);
    if ((head & 0xF0) == 0xE0) [[likely]] {
      const std::uint32_t bit = ((head << 8) * zhuqi::char_factor) >> 16;
      out[count] = i;
      count += bits[bit / 64] >> (bit % 64) & 1;
      i += 3;
    } else {
      i += step(head & 0xFF);
    }
  }
  return count;
}

std::uint32_t find_bytes(const std::uint8_t* set, const char* text, std::uint32_t size, std::uint32_t* out) {
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    out[count] = i;
    count += set[static_cast<std::uint8_t>(text[i])];
  }
  return count;
}

Bytes between(const Bytes& bytes, std::uint8_t low, std::uint8_t high) {
  return at_least(bytes, low) & ~at_least(bytes, static_cast<std::uint8_t>(high + 1));
}

Bytes at(const char* p) { return *reinterpret_cast<const UnalignedBytes*>(p); }
Bytes all(std::uint8_t byte) { return Bytes{} + byte; }

// UTF-8: a byte goes on with a character exactly if the one before it leads, or the one before that leads three bytes.
// Leads of which not every continuation is allowed, and leads of four, are odd. So are the blocks of characters that
// folding turns into ideographs: radicals, numerals of Suzhou, enclosed and squared ones, compatibility ideographs.
[[maybe_unused]] bool examine(const char* text, std::uint32_t size, std::uint8_t* odd) {
  bool any = false;
  char start[96] = {};
  __builtin_memcpy(start + 2, text, 64);
  for (std::uint32_t i = 0; i <= size; i += 32) {
    const char* p = i == 0 ? start + 2 : text + i;
    const Bytes b = at(p), next = at(p + 1), third = at(p + 2), last = at(p - 1), last_but_one = at(p - 2);
    const Bytes goes_on = equal(b & all(0xC0), all(0x80));
    Bytes wrong = goes_on ^ (at_least(last, 0xC0) | at_least(last_but_one, 0xE0));
    wrong |= at_least(b, 0xF0) | equal(b, all(0xE0)) | equal(b, all(0xED)) | equal(b & all(0xFE), all(0xC0));
    wrong |= equal(b, all(0xE2)) & at_least(next, 0xBA);
    wrong |= equal(b, all(0xE3)) & (between(next, 0x86, 0x8F) | (equal(next, all(0x80)) & at_least(third, 0xB6)));
    wrong |= equal(b, all(0xEF)) & between(next, 0xA4, 0xAB);
    const bool here = any_bit(wrong);
    odd[i / 32] = here;
    any |= here;
  }
  return any;
}

[[maybe_unused]] std::uint32_t find_separators(const char* text, std::uint32_t size, std::uint32_t* out) {
  std::uint32_t count = 0;
  char last[32];
  for (std::uint32_t i = 0; i < size; i += 32) {
    const char* p = text + i;
    if (size - i < 32) {
      __builtin_memset(last, 0, 32);
      __builtin_memcpy(last, p, size - i);
      p = last;
    }
    const Bytes b = at(p);
    std::uint32_t bits = sign_bits(equal(b, all(',')) | equal(b, all('"')) | equal(b, all('\r')) | equal(b, all('\n')));
    const std::uint32_t next = count + static_cast<std::uint32_t>(__builtin_popcount(bits));
    for (int k = 0; k < 4; ++k, bits &= bits - 1) out[count + k] = i + static_cast<std::uint32_t>(__builtin_ctz(bits | 0x80000000u));
    for (std::uint32_t k = count + 4; k < next; ++k, bits &= bits - 1) out[k] = i + static_cast<std::uint32_t>(__builtin_ctz(bits));
    count = next;
  }
  return count;
}

}  // namespace
