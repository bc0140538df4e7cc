#include "decision/route_files.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t block_bytes = 1 << 18;  // in and out, they stay in a cache
constexpr std::size_t max_record_bytes = 16 << 20;

// UTF-8 as GB18030; what is no UTF-8 is passed on as it came.
std::string to_gb18030_where_possible(std::string_view text) {
  std::string out;
  std::size_t start = 0;
  const auto convert = [&](std::size_t end) { out += to_gb18030(text.substr(start, end - start)).value_or(""); };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t width = 1;
    while (width < 4 && !valid_utf8(text.substr(i, width))) ++width;
    if (valid_utf8(text.substr(i, width))) {
      i += width;
      continue;
    }
    convert(i);
    out += text[i++];
    start = i;
  }
  convert(text.size());
  return out;
}

[[noreturn]] void cannot_be(std::string_view verb, const std::string& path) {
  throw Refused(Code::io, fmt::format("{} cannot be {}", path == "-" ? "the standard stream" : path, verb), path);
}

}  // namespace

std::optional<RecordForm> form_by_ending(const std::string& path) {
  const auto ending = path.substr(std::min(path.rfind('.'), path.size()));
  if (ending == ".csv") return RecordForm::csv;
  if (ending == ".jsonl" || ending == ".ndjson") return RecordForm::json_lines;
  return std::nullopt;
}

BlockReader::BlockReader(const std::string& path) : path_(path) {
  file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (file_ == nullptr) cannot_be("read", path);
  std::error_code none;
  const auto size = path == "-" ? 0 : std::filesystem::file_size(path, none);
  total_ = none ? 0 : size;
  fill();
  if (held().starts_with("\xEF\xBB\xBF")) rest_.erase(0, 3), held_ -= 3;
  form_ = form_by_ending(path).value_or(held().starts_with('{') ? RecordForm::json_lines : RecordForm::csv);
}

bool BlockReader::fill() {
  rest_.resize(std::max(rest_.size(), held_ + block_bytes));
  const auto count = std::fread(rest_.data() + held_, 1, block_bytes, file_.get());
  if (std::ferror(file_.get()) != 0) cannot_be("read", path_);
  held_ += count;
  read_ += count;
  ended_ = count == 0;
  return !ended_;
}

std::size_t BlockReader::whole_records() const {
  if (form_ == RecordForm::csv) return whole_csv_records(held());
  const auto last = held().rfind('\n');
  return last == std::string_view::npos ? 0 : last + 1;
}

// The room of the block that comes back is used again as it is: clearing it would cost as much as reading.
bool BlockReader::next(std::string& block) {
  while (true) {
    const auto whole = ended_ ? held_ : whole_records();
    if (whole > 0 || ended_) {
      const auto left = held_ - whole;
      block.swap(rest_);
      rest_.resize(std::max(rest_.size(), left));
      std::copy_n(block.data() + whole, left, rest_.data());
      held_ = left;
      block.resize(whole);
      if (!ended_ && held_ < block_bytes) fill();
      return !block.empty();
    }
    if (held_ > max_record_bytes)
      throw Refused(Code::too_large, fmt::format("{}: a record of more than {} bytes", path_, max_record_bytes), path_);
    fill();
  }
}

// By its first records that are not ASCII.
bool is_gb18030(const std::string& block) {
  int utf8 = 0, gb18030 = 0;
  for (std::size_t at = 0; at < block.size() && utf8 + gb18030 < 100;) {
    const auto end = std::min(block.find('\n', at), block.size());
    const auto line = std::string_view(block).substr(at, end - at);
    at = end + 1;
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) continue;
    if (valid_utf8(line))
      ++utf8;
    else if (from_gb18030(line))
      ++gb18030;
  }
  return gb18030 > utf8;
}

std::vector<std::string> take_header(std::string& block, bool gb18030) {
  const auto text = gb18030 ? from_gb18030(block).value_or(block) : block;
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  if (!reader.next(fields) || (fields.size() == 1 && trim(fields[0]).empty()))
    throw Refused(Code::invalid_document, "the file has no header: the first row names the columns");
  std::vector<std::string> header;
  for (const auto field : fields) header.emplace_back(trim(field));
  const auto length = gb18030 ? to_gb18030(reader.record()).value_or("").size() : reader.record().size();
  auto rest = std::min(length, block.size());
  if (rest < block.size() && block[rest] == '\r') ++rest;
  if (rest < block.size() && block[rest] == '\n') ++rest;
  block.erase(0, rest);
  return header;
}

TextWriter::TextWriter(const std::string& path, TextEncoding encoding) : path_(path), encoding_(encoding) {
  file_.reset(path == "-" ? stdout : std::fopen(path.c_str(), "wb"));
  if (file_ == nullptr) cannot_be("written", path);
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // blocks are written whole
}

void TextWriter::put(const std::string& bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) cannot_be("written", path_);
}

void TextWriter::write(const std::string& utf8) {
  if (encoding_ == TextEncoding::utf8_bom && first_) put("\xEF\xBB\xBF");
  first_ = false;
  if (encoding_ != TextEncoding::gb18030) return put(utf8);
  if (const auto converted = to_gb18030(utf8)) return put(*converted);
  put(to_gb18030_where_possible(utf8));  // there is a bad record somewhere
}

void TextWriter::finish() {
  if (std::fflush(file_.get()) != 0) cannot_be("written", path_);
}

}  // namespace zhuqi
