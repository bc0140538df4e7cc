// Tables written out again: as DMN for other tools, as CSV for spreadsheets.
#pragma once

#include <string>

#include <zhuqi/decision/encoding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

// The whole model that the table was loaded from, as DMN 1.3 XML in UTF-8. The spreadsheet's forms become FEEL (a
// keyword is contains(fold(?), fold("…"))); how the spreadsheet wrote a cell stays beside it in attributes of our own,
// so that DMN made from CSV becomes the same CSV again. Decides as the table does, rule ids included.
std::string write_dmn(const DecisionTable& table);

// The table as CSV. It decides as the table does. Throws Refused(unsupported) for what a spreadsheet cannot say: a
// decision that is no table, or that requires other decisions or functions, or that uses data which is not an input.
std::string write_csv(const DecisionTable& table, TextEncoding encoding = TextEncoding::utf8);

}  // namespace zhuqi
