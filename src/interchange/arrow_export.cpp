#include "interchange/arrow_export.hpp"

#include <limits>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

// What a struct owns. A consumer may move a child out: then that child's release is null here.
template <class Struct>
struct Owned {
  std::string format, name;          // of schemas
  std::vector<ArrowBuffer> buffers;  // of arrays
  std::vector<const void*> buffer_pointers;
  std::vector<Struct> children;
  std::vector<Struct*> child_pointers;
  std::optional<Struct> dictionary;

  ~Owned() {
    for (Struct& child : children) release(child);
    if (dictionary) release(*dictionary);
  }

  static void release(Struct& part) {
    if (part.release != nullptr) part.release(&part);
  }
};

template <class Struct>
void release_owned(Struct* self) {
  delete static_cast<Owned<Struct>*>(self->private_data);
  self->private_data = nullptr;
  self->release = nullptr;
}

template <class Struct>
std::unique_ptr<Owned<Struct>> own(std::vector<Struct> children, std::optional<Struct> dictionary) {
  auto owned = std::make_unique<Owned<Struct>>();
  owned->children = std::move(children);
  owned->dictionary = dictionary;
  for (Struct& child : owned->children) owned->child_pointers.push_back(&child);
  return owned;
}

// Hands the ownership to the struct itself.
template <class Struct>
Struct finished(Struct made, std::unique_ptr<Owned<Struct>> owned) {
  made.n_children = static_cast<std::int64_t>(owned->child_pointers.size());
  made.children = owned->child_pointers.empty() ? nullptr : owned->child_pointers.data();
  made.dictionary = owned->dictionary ? &*owned->dictionary : nullptr;
  made.release = release_owned<Struct>;
  made.private_data = owned.release();
  return made;
}

}  // namespace

ArrowSchema make_schema(std::string_view format, std::string_view name, std::vector<ArrowSchema> children,
                        std::optional<ArrowSchema> dictionary) {
  auto owned = own(std::move(children), dictionary);
  owned->format = format;
  owned->name = name;
  ArrowSchema schema{};
  schema.format = owned->format.c_str();
  schema.name = owned->name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  return finished(schema, std::move(owned));
}

ArrowArray make_array(std::int64_t length, std::int64_t nulls, std::vector<ArrowBuffer> buffers,
                      std::vector<ArrowArray> children, std::optional<ArrowArray> dictionary) {
  auto owned = own(std::move(children), dictionary);
  owned->buffers = std::move(buffers);
  for (const ArrowBuffer& buffer : owned->buffers) owned->buffer_pointers.push_back(buffer.get());
  ArrowArray array{};
  array.length = length;
  array.null_count = nulls;
  array.n_buffers = static_cast<std::int64_t>(owned->buffers.size());
  array.buffers = owned->buffer_pointers.data();
  return finished(array, std::move(owned));
}

void TextBuilder::add(std::string_view text) {
  if (bytes_.size() + text.size() > std::numeric_limits<std::int32_t>::max())
    throw Refused(Code::too_large, "more than 2 GiB of text in one column of results: cut the batch up");
  validity_.set(static_cast<std::int64_t>(offsets_.size()) - 1, true);
  bytes_ += text;
  offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
}

void TextBuilder::add_null() {
  validity_.set(static_cast<std::int64_t>(offsets_.size()) - 1, false);
  offsets_.push_back(offsets_.back());
}

ArrowArray TextBuilder::build() && {
  const auto rows = static_cast<std::int64_t>(offsets_.size()) - 1;
  const std::int64_t nulls = validity_.nulls();
  return make_array(
      rows, nulls, {std::move(validity_).buffer(), arrow_buffer(std::move(offsets_)), arrow_buffer(std::move(bytes_))});
}

}  // namespace zhuqi
