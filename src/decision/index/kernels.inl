// Included by one file per level, each compiled for its own instruction set. Nothing here may be an inline function of
// a shared header: the linker could take the widest copy for all.
namespace {

typedef std::uint16_t Lanes __attribute__((vector_size(32)));
typedef std::uint64_t Words __attribute__((vector_size(32)));

std::uint32_t first_in_list(const zhuqi::ListView& lists, std::uint32_t block, const std::uint16_t* fields, std::uint32_t best) {
  const std::uint32_t masks = lists.masks, ranges = lists.ranges;
  const std::uint32_t stride = 32 + 16 * (masks + 2 * ranges);
  for (const std::uint16_t* p = lists.blocks + static_cast<std::uint64_t>(block) * stride;; p += stride) {
    const std::uint32_t* numbers = reinterpret_cast<const std::uint32_t*>(p);
    if (numbers[0] >= best) return best;
    const Lanes* field = reinterpret_cast<const Lanes*>(p + 32);
    Lanes miss = {};
    for (std::uint32_t m = 0; m < masks; ++m) miss |= *field++ & fields[m];
    for (std::uint32_t r = 0; r < ranges; ++r, field += 2) {
      const Lanes distance = fields[masks + r] - field[0];
      miss |= reinterpret_cast<Lanes>(distance > field[1]);
    }
    const Words hits = reinterpret_cast<Words>(miss == Lanes{});
    for (int w = 0; w < 4; ++w)
      if (hits[w] != 0) {
        const std::uint32_t rule = numbers[4 * w + __builtin_ctzll(hits[w]) / 16];
        return rule < best ? rule : best;
      }
  }
}

std::uint32_t first_in_rows(const std::uint64_t* const* rows, std::uint32_t count, std::uint32_t words) {
  for (std::uint32_t w = 0; w < words; w += 8) {
    Words low = *reinterpret_cast<const Words*>(rows[0] + w), high = *reinterpret_cast<const Words*>(rows[0] + w + 4);
    for (std::uint32_t r = 1; r < count; ++r) {
      low &= *reinterpret_cast<const Words*>(rows[r] + w);
      high &= *reinterpret_cast<const Words*>(rows[r] + w + 4);
    }
    const Words any = low | high;
    if ((any[0] | any[1] | any[2] | any[3]) == 0) continue;
    for (std::uint32_t i = 0; i < 8; ++i) {
      const std::uint64_t word = i < 4 ? low[i] : high[i - 4];
      if (word != 0) return (w + i) * 64 + static_cast<std::uint32_t>(__builtin_ctzll(word));
    }
  }
  return zhuqi::no_rule;
}

}  // namespace
