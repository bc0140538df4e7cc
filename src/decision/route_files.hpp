// The two ends of routing: blocks of whole records in, text out.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/route.hpp>

namespace zhuqi {

enum class RecordForm { csv, json_lines };

// Nothing if the file's ending is none of .csv, .jsonl, .ndjson.
std::optional<RecordForm> form_by_ending(const std::string& path);

// Reads a file in blocks that end where a record ends. One thread at a time.
class BlockReader {
 public:
  explicit BlockReader(const std::string& path);

  RecordForm form() const { return form_; }
  // False at the end of the file. Throws Refused(io), Refused(too_large) for a record that is too long.
  bool next(std::string& block);
  std::uint64_t bytes_read() const { return read_; }
  std::uint64_t total() const { return total_; }

 private:
  bool fill();
  std::size_t whole_records() const;
  std::string_view held() const { return {rest_.data(), held_}; }

  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin && file != stdout) std::fclose(file);
    }
  };
  std::string path_, rest_;
  std::size_t held_ = 0;  // how many bytes of rest_ were read and not given yet
  std::unique_ptr<std::FILE, Close> file_;
  RecordForm form_ = RecordForm::csv;
  std::uint64_t read_ = 0, total_ = 0;
  bool ended_ = false;

  friend class TextWriter;
};

// True if the CSV file that begins with this block is in GB18030, which hardly ever is valid UTF-8.
bool is_gb18030(const std::string& block);

// Takes the header off the front of a CSV file. Throws Refused(invalid_document) if there is none.
std::vector<std::string> take_header(std::string& block, bool gb18030);

// Writes UTF-8 in the character set asked for. What was written stays if a later write fails. One thread at a time.
class TextWriter {
 public:
  TextWriter(const std::string& path, TextEncoding encoding);
  void write(const std::string& utf8);
  // Throws Refused(io) if not everything reached the file.
  void finish();

 private:
  void put(const std::string& bytes);

  std::string path_;
  TextEncoding encoding_;
  bool first_ = true;
  std::unique_ptr<std::FILE, BlockReader::Close> file_;
};

}  // namespace zhuqi
