// Sources to compiled decisions: tables in compile_table.cpp, boxed expressions in compile_boxed.cpp, the model and the
// order of its decisions in compile.cpp.
#pragma once

#include <optional>

#include "decision/compiled.hpp"
#include "decision/feel/lexer.hpp"

namespace zhuqi {

void compile_table(const ModelSource& model, const TableSource& source, const feel::Dialect& dialect,
                   DecisionTable::Compiled& table, FindingLog& report);

// As one expression; nothing if there was a finding.
std::optional<feel::Expression> compile_boxed(const ModelSource& model, const BoxedSource& source,
                                              const feel::Dialect& dialect, FindingLog& report);

}  // namespace zhuqi
