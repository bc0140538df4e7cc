// Statements that a second thread runs, in the order in which they are given, while the first one goes on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include <zhuqi/store/session.hpp>

namespace zhuqi {

struct PostedBytes {
  std::string value;
};
using PostedValue = std::variant<std::nullptr_t, std::int64_t, std::string, PostedBytes>;

struct Posted {
  std::string sql;
  std::vector<PostedValue> values;
};

// Used by one thread, and for it: between settle() and the next post nothing runs. Holds some hundred statements at
// most: who posts faster than they run waits.
class WriteBehind {
 public:
  // `run` is called on the second thread, for one statement at a time. After it has thrown nothing more is run. Throws
  // std::system_error if there can be no thread.
  explicit WriteBehind(std::function<void(const Posted&)> run);
  // What has not begun to run is dropped: call settle() before.
  ~WriteBehind();
  WriteBehind(const WriteBehind&) = delete;
  WriteBehind& operator=(const WriteBehind&) = delete;

  // Bind the values, then step once: it is posted.
  PreparedStatement& post(std::string_view sql);

  // Returns when all has run. Throws what `run` threw, now and ever after.
  void settle();

 private:
  // Takes values down instead of running with them.
  class Recorder final : public PreparedStatement {
   public:
    explicit Recorder(WriteBehind& behind) : behind_(behind) {}
    void begin(std::string_view sql) { posted_ = {std::string(sql), {}}; }
    void bind_integer(int, std::int64_t value) override { posted_.values.emplace_back(value); }
    void bind_text(int, std::string_view value) override { posted_.values.emplace_back(std::string(value)); }
    void bind_bytes(int, std::string_view value) override {
      posted_.values.emplace_back(PostedBytes{std::string(value)});
    }
    void bind_null(int) override { posted_.values.emplace_back(nullptr); }
    bool step() override;
    int columns() const override { return 0; }
    bool is_null(int) const override { return true; }
    bool is_integer(int) const override { return false; }
    std::int64_t integer(int) const override { return 0; }
    std::string_view text(int) const override { return {}; }
    void release() noexcept override {}

   private:
    WriteBehind& behind_;
    Posted posted_;
  };

  void hand_over(bool wait_for_all);
  void work();

  const std::function<void(const Posted&)> run_;
  Recorder recorder_{*this};
  std::vector<Posted> gathered_;  // not handed over yet: a lock for each would cost more than most statements

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<Posted> queue_;
  bool busy_ = false;
  bool ends_ = false;
  std::exception_ptr error_;

  std::thread thread_;  // last: it begins when all else is there
};

}  // namespace zhuqi
