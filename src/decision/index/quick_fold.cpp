#include "decision/index/quick_fold.hpp"

#include <cstdint>
#include <vector>

#include "base/text.hpp"

namespace zhuqi {

namespace {

// Punctuation and full-width forms, which fold one by one: none of them is a mark that joins what stands before it.
struct Block {
  std::uint32_t first, last;
};
constexpr Block blocks[] = {{0x2010, 0x2027}, {0x3000, 0x3029}, {0x3030, 0x303F}, {0xFF01, 0xFF5E}};

std::string utf8(std::uint32_t c) {
  return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
          static_cast<char>(0x80 | (c & 0x3F))};
}

class Forms {
 public:
  Forms() {
    for (const auto& [first, last] : blocks)
      for (auto c = first; c <= last; ++c) forms_.push_back(fold(utf8(c)));
  }
  // A null pointer if the character is none of these.
  const std::string* find(std::uint32_t c) const {
    std::size_t before = 0;
    for (const auto& [first, last] : blocks) {
      if (c >= first && c <= last) return &forms_[before + c - first];
      before += last - first + 1;
    }
    return nullptr;
  }

 private:
  std::vector<std::string> forms_;
};

}  // namespace

std::string_view quick_fold(std::string_view text, std::string& room) {
  static const Forms forms;
  room.clear();
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0xE4 && lead <= 0xE9) {
      i += 3;
    } else if (lead < 0x80) {
      if (lead >= 'A' && lead <= 'Z') {
        room.append(text, copied, i - copied);
        room += static_cast<char>(lead | 0x20);
        copied = i + 1;
      }
      ++i;
    } else {
      const std::string* form = nullptr;
      if ((lead & 0xF0) == 0xE0)
        form = forms.find((lead & 0x0Fu) << 12 | (static_cast<unsigned char>(text[i + 1]) & 0x3Fu) << 6 |
                          (static_cast<unsigned char>(text[i + 2]) & 0x3Fu));
      if (form == nullptr) {
        room = fold(text);
        return room;
      }
      room.append(text, copied, i - copied);
      room += *form;
      copied = i += 3;
    }
  }
  if (copied == 0) return text;
  room.append(text, copied);
  return room;
}

}  // namespace zhuqi
