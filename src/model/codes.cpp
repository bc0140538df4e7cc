#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>

#include "base/text.hpp"

namespace zhuqi {

namespace {

// GB 32100-2015: the letters I, O, S, V, Z are not used.
constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array credit_weights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array body_weights = {3, 7, 9, 10, 5, 8, 4, 2};

// GB/T 2260, with a blank on each side.
constexpr std::string_view provinces =
    " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 ";

// GB/T 4754-2017: the last division of each letter A to T; each begins after the last of the one before.
constexpr std::array last_divisions = {5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// The letter of the division with which these digits begin; 0 if there is none.
char letter_of(std::string_view digits) {
  if (digits.size() < 2 || !is_digit(digits[0]) || !is_digit(digits[1])) return 0;
  const int division = (digits[0] - '0') * 10 + digits[1] - '0';
  if (division == 0) return 0;
  for (std::size_t i = 0; i < last_divisions.size(); ++i)
    if (division <= last_divisions[i]) return static_cast<char>('A' + i);
  return 0;
}

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

std::string normal_credit_code(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }))
    return std::string(text);
  std::string code;
  for (const char c : fold(text))
    if (c != ' ' && c != '-' && c != '\t') code.push_back(upper(c));
  return code;
}

std::optional<std::string> credit_code_form_fault(std::string_view code) {
  if (code.size() != 18) return fmt::format("a credit code has 18 characters, this has {} bytes", code.size());
  for (std::size_t i = 0; i < 18; ++i)
    if (credit_alphabet.find(code[i]) == std::string_view::npos)
      return fmt::format("character {} is none of {}", i + 1, credit_alphabet);
  if (std::string_view("123456789NY").find(code[0]) == std::string_view::npos)
    return "character 1 names no authority that registers enterprises (1 to 9, N, Y)";
  if (!is_region_code(code.substr(2, 6))) return "characters 3 to 8 are not a region code";
  return std::nullopt;
}

std::optional<std::string> credit_code_check_fault(std::string_view code) {
  if (const char check = body_check(code.substr(8, 8)); code[16] != check)
    return fmt::format("character 17 is {}, the organisation code's check gives {}", code[16], check);
  if (const char check = credit_check(code); code[17] != check)
    return fmt::format("character 18 is {}, the credit code's check gives {}", code[17], check);
  return std::nullopt;
}

std::optional<std::string> credit_code_fault(std::string_view code) {
  auto fault = credit_code_form_fault(code);
  return fault ? fault : credit_code_check_fault(code);
}

bool is_region_code(std::string_view code) {
  if (code.size() != 6) return false;
  for (const char c : code)
    if (!is_digit(c)) return false;
  return true;
}

std::optional<std::string> region_code_fault(std::string_view code) {
  if (!is_region_code(code)) return "a region code has six digits, as in 530102";
  const char province[] = {' ', code[0], code[1], ' '};
  if (provinces.find(std::string_view(province, sizeof province)) == std::string_view::npos)
    return fmt::format("no province has the code {}", code.substr(0, 2));
  if (code.substr(2, 2) == "00" && code.substr(4) != "00") return "a county lies in a prefecture, as in 530102";
  return std::nullopt;
}

std::string parent_region(std::string_view code) {
  if (!code.ends_with("00")) return std::string(code.substr(0, 4)) + "00";
  if (!code.ends_with("0000")) return std::string(code.substr(0, 2)) + "0000";
  return {};
}

std::string prefecture_of(std::string_view region) {
  return is_region_code(region) ? std::string(region.substr(0, 4)) + "00" : std::string(region);
}

std::string normal_industry_code(std::string_view text) {
  std::string code(trim(text));
  if (code.empty()) return code;
  code[0] = upper(code[0]);
  if (is_digit(code[0]))
    if (const char letter = letter_of(code)) code.insert(code.begin(), letter);
  return code;
}

std::optional<std::string> industry_code_fault(std::string_view code) {
  const bool letter = !code.empty() && code[0] >= 'A' && code[0] <= 'T';
  bool digits = code.size() == 1 || (code.size() >= 3 && code.size() <= 5);
  for (const char c : code.substr(letter ? 1 : 0)) digits = digits && is_digit(c);
  if (!letter || !digits) return "an industry code is a letter A to T and none or two to four digits, as in C2710";
  if (code.size() == 1) return std::nullopt;
  const char right = letter_of(code.substr(1));
  if (right == code[0]) return std::nullopt;
  const auto division = code.substr(1, 2);
  return right ? fmt::format("division {} belongs to {}, not to {}", division, right, code[0])
               : fmt::format("there is no division {}", division);
}

}  // namespace zhuqi
