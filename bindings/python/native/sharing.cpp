#include <cerrno>

#include "columns.hpp"

namespace zhuqi::python {

namespace {

// A node of a handle: a struct over `part`, which lives as long as `root`.
template <class Struct>
struct Node {
  std::shared_ptr<const Struct> root;
  std::vector<Struct> children;
  std::vector<Struct*> child_pointers;
  std::vector<Struct> dictionary;  // none or one

  ~Node() {
    for (Struct& child : children) release(child);
    for (Struct& values : dictionary) release(values);
  }

  static void release(Struct& part) {
    if (part.release != nullptr) part.release(&part);
  }
};

template <class Struct>
Struct handle_on(const std::shared_ptr<const Struct>& root, const Struct& part) {
  auto node = std::make_unique<Node<Struct>>();
  node->root = root;
  node->children.reserve(static_cast<std::size_t>(part.n_children));
  for (std::int64_t i = 0; i < part.n_children; ++i) node->children.push_back(handle_on(root, *part.children[i]));
  for (Struct& child : node->children) node->child_pointers.push_back(&child);
  if (part.dictionary != nullptr) node->dictionary.push_back(handle_on(root, *part.dictionary));
  Struct handle = part;
  handle.children = node->child_pointers.empty() ? nullptr : node->child_pointers.data();
  handle.dictionary = node->dictionary.empty() ? nullptr : node->dictionary.data();
  handle.release = [](Struct* self) {
    delete static_cast<Node<Struct>*>(self->private_data);
    self->release = nullptr;
  };
  handle.private_data = node.release();
  return handle;
}

struct Stream {
  SharedSchema schema;
  std::vector<SharedArray> batches;
  std::size_t next = 0;
};

Stream& state_of(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

// Consumers see errno values; all that can fail here is memory.
template <class Body>
int guarded(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    return ENOMEM;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded([&] { *out = handle_of(state_of(stream).schema); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded([&] {
    Stream& state = state_of(stream);
    *out = state.next < state.batches.size() ? handle_of(state.batches[state.next]) : ArrowArray{};
    ++state.next;
  });
}

const char* last_error(ArrowArrayStream*) { return "there is not enough memory"; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<Stream*>(stream->private_data);
  stream->release = nullptr;
}

template <class Struct>
std::shared_ptr<const Struct> shared(Struct value) {
  return {new Struct(value), [](const Struct* held) {
            auto* owned = const_cast<Struct*>(held);
            if (owned->release != nullptr) owned->release(owned);
            delete owned;
          }};
}

}  // namespace

SharedArray share(ArrowArray array) { return shared(array); }
SharedSchema share(ArrowSchema schema) { return shared(schema); }

ArrowSchema handle_of(const SharedSchema& schema) { return handle_on(schema, *schema); }
ArrowArray handle_of(const SharedArray& array) { return handle_on(array, *array); }

ArrowArrayStream stream_of(SharedSchema schema, std::vector<SharedArray> batches) {
  ArrowArrayStream stream{};
  stream.get_schema = get_schema;
  stream.get_next = get_next;
  stream.get_last_error = last_error;
  stream.release = release_stream;
  stream.private_data = new Stream{std::move(schema), std::move(batches)};
  return stream;
}

}  // namespace zhuqi::python
