#include <array>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>

namespace zhuqi {

namespace {

// GB 32100-2015: the letters I, O, S, V, Z are not used.
constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array credit_weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array body_weights = {3, 7, 9, 10, 5, 8, 4, 2};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int base36(char c) { return is_digit(c) ? c - '0' : c - 'A' + 10; }

// GB 11714: the check character of the organisation code, over its first eight characters.
char body_check(std::string_view body) {
  int sum = 0;
  for (std::size_t i = 0; i < body_weights.size(); ++i) sum += base36(body[i]) * body_weights[i];
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

char credit_check(std::string_view code) {
  int sum = 0;
  for (std::size_t i = 0; i < credit_weights.size(); ++i)
    sum += static_cast<int>(credit_alphabet.find(code[i])) * credit_weights[i];
  return credit_alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

}  // namespace

std::optional<std::string> credit_code_fault(std::string_view code) {
  if (code.size() != 18) return fmt::format("a credit code has 18 characters, this has {} bytes", code.size());
  for (std::size_t i = 0; i < 18; ++i)
    if (credit_alphabet.find(code[i]) == std::string_view::npos)
      return fmt::format("character {} is none of {}", i + 1, credit_alphabet);
  if (!is_region_code(code.substr(2, 6))) return "characters 3 to 8 are not a region code";
  if (const char check = body_check(code.substr(8, 8)); code[16] != check)
    return fmt::format("character 17 is {}, the organisation code's check gives {}", code[16], check);
  if (const char check = credit_check(code); code[17] != check)
    return fmt::format("character 18 is {}, the credit code's check gives {}", code[17], check);
  return std::nullopt;
}

bool is_region_code(std::string_view code) {
  if (code.size() != 6) return false;
  for (const char c : code)
    if (!is_digit(c)) return false;
  return true;
}

std::string parent_region(std::string_view code) {
  if (!code.ends_with("00")) return std::string(code.substr(0, 4)) + "00";
  if (!code.ends_with("0000")) return std::string(code.substr(0, 2)) + "0000";
  return {};
}

std::optional<std::string> industry_code_fault(std::string_view code) {
  const bool letter = !code.empty() && code[0] >= 'A' && code[0] <= 'T';
  bool digits = code.size() == 1 || (code.size() >= 3 && code.size() <= 5);
  for (const char c : code.substr(letter ? 1 : 0)) digits = digits && is_digit(c);
  if (letter && digits) return std::nullopt;
  return "an industry code is a letter A to T and none or two to four digits, as in C2710";
}

}  // namespace zhuqi
