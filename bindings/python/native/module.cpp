#include <zhuqi/base/version.hpp>

#include "native.hpp"

PYBIND11_MODULE(_native, module) {
  using namespace zhuqi::python;
  module.doc() = "The native part of zhuqi. Use the package zhuqi.";
  module.def("version", &zhuqi::version);
  define_errors(module);
  define_table(module);
  define_columns(module);
  define_calendar(module);
  define_desk(module);
  define_documents(module);
  define_policies(module);
}
