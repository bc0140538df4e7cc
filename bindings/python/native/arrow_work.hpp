// From a Python object that speaks Arrow to columns of results: what becomes of its batches is said by a `work`, made
// of their schema, then called with each.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <zhuqi/base/error.hpp>

#include "columns.hpp"

namespace zhuqi::python {

template <class Struct>
Struct& in_capsule(const py::object& capsule, const char* name) {
  auto* held = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (held == nullptr) throw py::error_already_set();
  if (held->release == nullptr)
    throw Refused(Code::invalid_argument, std::string("the capsule ") + name + " is used up");
  return *held;
}

// Moves a struct into a capsule, which releases it if nobody takes it out.
template <class Struct>
py::capsule to_capsule(Struct value, const char* name) {
  auto* owned = new Struct(value);
  return py::reinterpret_steal<py::capsule>(PyCapsule_New(owned, name, [](PyObject* capsule) {
    auto* held = static_cast<Struct*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (held->release != nullptr) held->release(held);
    delete held;
  }));
}

// Releases what a stream gave.
template <class Struct>
struct Releasing {
  Struct value{};
  Releasing() = default;
  Releasing(const Releasing&) = delete;
  Releasing& operator=(const Releasing&) = delete;
  ~Releasing() {
    if (value.release != nullptr) value.release(&value);
  }
};

inline void check(int status, ArrowArrayStream& stream) {
  if (status == 0) return;
  const char* why = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  throw Refused(Code::io, std::string("the Arrow stream failed: ") + (why == nullptr ? "no reason given" : why));
}

template <class MakeWork>
Columns work_through(ArrowArrayStream& stream, MakeWork make_work) {
  Releasing<ArrowSchema> schema;
  check(stream.get_schema(&stream, &schema.value), stream);
  auto work = make_work(schema.value);
  std::vector<SharedArray> done;
  for (;;) {
    Releasing<ArrowArray> batch;
    check(stream.get_next(&stream, &batch.value), stream);
    if (batch.value.release == nullptr) break;
    done.push_back(share(work(batch.value)));
  }
  return {work.result_schema(), std::move(done)};
}

template <class MakeWork>
Columns work_on(const ArrowSchema& schema, const ArrowArray& batch, MakeWork make_work) {
  auto work = make_work(schema);
  std::vector<SharedArray> done{share(work(batch))};
  return {work.result_schema(), std::move(done)};
}

// Any object with __arrow_c_stream__ or __arrow_c_array__. Other Python threads run meanwhile; a producer that is
// written in Python takes the interpreter's lock itself.
template <class MakeWork>
Columns of_arrow(const py::object& source, MakeWork make_work) {
  if (py::hasattr(source, "__arrow_c_stream__")) {
    const py::object capsule = source.attr("__arrow_c_stream__")();
    auto& stream = in_capsule<ArrowArrayStream>(capsule, "arrow_array_stream");
    py::gil_scoped_release released;
    return work_through(stream, make_work);
  }
  const py::tuple capsules = source.attr("__arrow_c_array__")();
  const auto& schema = in_capsule<ArrowSchema>(capsules[0], "arrow_schema");
  const auto& batch = in_capsule<ArrowArray>(capsules[1], "arrow_array");
  py::gil_scoped_release released;
  return work_on(schema, batch, make_work);
}

}  // namespace zhuqi::python
