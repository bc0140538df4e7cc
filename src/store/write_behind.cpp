#include "store/write_behind.hpp"

#include <iterator>
#include <utility>

namespace zhuqi {

namespace {

constexpr std::size_t handed_over_at_once = 32;
constexpr std::size_t most_queued = 256;

}  // namespace

WriteBehind::WriteBehind(std::function<void(const Posted&)> run) : run_(std::move(run)), thread_([this] { work(); }) {}

WriteBehind::~WriteBehind() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

PreparedStatement& WriteBehind::post(std::string_view sql) {
  recorder_.begin(sql);
  return recorder_;
}

bool WriteBehind::Recorder::step() {
  behind_.gathered_.push_back(std::move(posted_));
  if (behind_.gathered_.size() >= handed_over_at_once) behind_.hand_over(false);
  return false;
}

void WriteBehind::settle() { hand_over(true); }

void WriteBehind::hand_over(bool wait_for_all) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return error_ || queue_.size() < most_queued; });
  queue_.insert(queue_.end(), std::make_move_iterator(gathered_.begin()), std::make_move_iterator(gathered_.end()));
  gathered_.clear();
  changed_.notify_all();
  if (wait_for_all) changed_.wait(lock, [&] { return error_ || (queue_.empty() && !busy_); });
  if (error_) std::rethrow_exception(error_);
}

void WriteBehind::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return ends_ || (!queue_.empty() && !error_); });
    if (ends_) return;
    const std::vector<Posted> taken = std::exchange(queue_, {});
    busy_ = true;
    changed_.notify_all();
    lock.unlock();
    std::exception_ptr error;
    try {
      for (const auto& posted : taken) run_(posted);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    busy_ = false;
    error_ = error;
    changed_.notify_all();
  }
}

}  // namespace zhuqi
