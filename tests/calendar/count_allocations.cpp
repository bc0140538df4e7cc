#include "calendar/count_allocations.hpp"

#include <cstdlib>
#include <new>

// Clang's thread sanitizer has an operator new of its own, which cannot be replaced: there nothing is counted.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ZHUQI_COUNTS_NO_ALLOCATIONS
#endif
#endif

namespace {

thread_local std::size_t allocations = 0;

}  // namespace

std::size_t zhuqi::allocations_made() { return allocations; }

#ifndef ZHUQI_COUNTS_NO_ALLOCATIONS
void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif
