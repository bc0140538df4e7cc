// Record batches that Python holds and hands out: each consumer gets structs of its own over the same buffers.
#pragma once

#include <memory>
#include <vector>

#include <zhuqi/interchange/arrow_abi.hpp>

#include "native.hpp"

namespace zhuqi::python {

using SharedSchema = std::shared_ptr<const ArrowSchema>;
using SharedArray = std::shared_ptr<const ArrowArray>;

// Results of deciding: one schema, any number of batches. Immutable.
class Columns {
 public:
  Columns(ArrowSchema schema, std::vector<SharedArray> batches);

  std::int64_t rows() const { return rows_; }
  py::list names() const;
  // Column name -> list of values.
  py::dict to_dict() const;

  // The PyCapsule interface. An array needs the results in one batch; a stream takes any number.
  bool is_one_batch() const { return batches_.size() == 1; }
  py::capsule schema_capsule() const;
  py::tuple array_capsules() const;
  py::capsule stream_capsule() const;

 private:
  SharedSchema schema_;
  std::vector<SharedArray> batches_;
  std::int64_t rows_ = 0;
};

// Takes over a struct; it is released when the last user is gone.
SharedArray share(ArrowArray array);
SharedSchema share(ArrowSchema schema);

// Another handle on the same: the struct may be moved, taken apart and released by whoever gets it.
ArrowSchema handle_of(const SharedSchema& schema);
ArrowArray handle_of(const SharedArray& array);

// Yields `batches` one after the other.
ArrowArrayStream stream_of(SharedSchema schema, std::vector<SharedArray> batches);

}  // namespace zhuqi::python
