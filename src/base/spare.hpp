// Room to work in, kept from one call to the next.
#pragma once

#include <atomic>
#include <memory>

namespace zhuqi {

// Keeps one object for whoever comes next. Thread-safe: who finds none, because another works with it, makes his own.
template <class T>
class Spare {
 public:
  Spare() = default;
  Spare(const Spare&) = delete;
  Spare& operator=(const Spare&) = delete;
  ~Spare() { delete kept_.load(std::memory_order_acquire); }

  // A null pointer if there is none.
  std::unique_ptr<T> take() { return std::unique_ptr<T>(kept_.exchange(nullptr, std::memory_order_acq_rel)); }
  // What comes while one is kept already goes.
  void give(std::unique_ptr<T> object) {
    T* none = nullptr;
    if (kept_.compare_exchange_strong(none, object.get(), std::memory_order_acq_rel)) object.release();
  }

 private:
  std::atomic<T*> kept_{nullptr};
};

}  // namespace zhuqi
