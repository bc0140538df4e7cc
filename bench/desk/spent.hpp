// What a piece of work costs: time as it passes, and time of the processors that worked on it.
#pragma once

#include <chrono>
#include <ctime>
#include <sys/resource.h>

namespace zhuqi::bench {

struct Spent {
  double seconds = 0;
  double processors = 0;  // seconds of all threads together: what other programs on the machine do not change much

  Spent& operator+=(const Spent& other) {
    seconds += other.seconds;
    processors += other.processors;
    return *this;
  }
};

class Stopwatch {
 public:
  Spent spent() const {
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(),
            static_cast<double>(std::clock() - processors_) / CLOCKS_PER_SEC};
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::clock_t processors_ = std::clock();
};

// The most memory that this process had in use so far.
inline long peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

}  // namespace zhuqi::bench
