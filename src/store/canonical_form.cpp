#include "store/canonical_form.hpp"

#include <charconv>
#include <cstdint>
#include <cstring>

#include "base/json.hpp"
#include "base/json_string.hpp"

namespace zhuqi {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

// Bytes at the start of the text that are ASCII and stand for themselves in a JSON string.
std::size_t plain_run(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && !is_escaped(text[size]) && static_cast<unsigned char>(text[size]) < 0x80) ++size;
  return size;
}

// Bytes of the UTF-8 character at the start of a text that is not empty; 0 if it is not valid.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const bool overlong = first == 0xe0 && second < 0xa0;
    const bool surrogate = first == 0xed && second > 0x9f;
    return !overlong && !surrogate && continues(1) && continues(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool overlong = first == 0xf0 && second < 0x90;
    const bool too_high = first == 0xf4 && second > 0x8f;
    return !overlong && !too_high && continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

class Reading {
 public:
  explicit Reading(std::string_view text) : rest_(text) {}

  bool document() { return object(1) && rest_.empty(); }

 private:
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool value(int depth) {
    if (rest_.empty() || depth > max_document_depth) return false;
    switch (rest_.front()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string(nullptr);
      case 't':
        return take("true");
      case 'f':
        return take("false");
      case 'n':
        return take("null");
      default:
        return number();
    }
  }

  bool object(int depth) {
    if (!take('{')) return false;
    if (take('}')) return true;
    std::string last, key;
    for (bool first = true;; first = false) {
      key.clear();
      if (!string(&key) || (!first && key <= last) || !take(':') || !value(depth + 1)) return false;
      if (take('}')) return true;
      if (!take(',')) return false;
      last.swap(key);
    }
  }

  bool array(int depth) {
    if (!take('[')) return false;
    if (take(']')) return true;
    for (;;) {
      if (!value(depth + 1)) return false;
      if (take(']')) return true;
      if (!take(',')) return false;
    }
  }

  bool string(std::string* decoded) {
    if (!take('"')) return false;
    for (;;) {
      auto size = plain_run(rest_);
      if (size == rest_.size() || is_control(rest_[size])) return false;
      if (size == 0 && rest_[0] == '"') return take('"');
      if (size == 0 && rest_[0] == '\\') {
        if (!escape(decoded)) return false;
        continue;
      }
      if (size == 0) size = character_size(rest_);
      if (size == 0) return false;
      if (decoded) decoded->append(rest_.substr(0, size));
      rest_.remove_prefix(size);
    }
  }

  // Exactly the escapes that append_json_string writes.
  bool escape(std::string* decoded) {
    for (int code = 0; code < 0x80; ++code) {
      const char c = static_cast<char>(code);
      if (!is_escaped(c)) continue;
      std::string written;
      append_json_string(written, std::string_view(&c, 1));
      if (!take(std::string_view(written).substr(1, written.size() - 2))) continue;
      if (decoded) decoded->push_back(c);
      return true;
    }
    return false;
  }

  bool number() {
    std::int64_t parsed = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), parsed);
    if (error != std::errc()) return false;
    const std::string_view written(rest_.data(), static_cast<std::size_t>(end - rest_.data()));
    if (written != std::to_string(parsed)) return false;  // -0, 007
    rest_.remove_prefix(written.size());
    return true;  // a fraction or an exponent is left over and fails there
  }

  std::string_view rest_;
};

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    std::uint64_t eight = 0;
    if (text.size() >= sizeof eight) std::memcpy(&eight, text.data(), sizeof eight);
    const bool ascii = text.size() >= sizeof eight && (eight & 0x8080808080808080u) == 0;
    const auto size = ascii ? sizeof eight : character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

bool is_canonical_object(std::string_view text) { return Reading(text).document(); }

}  // namespace zhuqi
