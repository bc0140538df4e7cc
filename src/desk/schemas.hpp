// The schemas of the documents that documents.cpp and import_documents.cpp read and writes.
#pragma once

#include "base/json.hpp"

namespace zhuqi {

Json command_schema();
Json receipt_schema();
Json step_schema();
Json need_view_schema();
Json preview_schema();
Json shares_schema();
Json assignment_plan_schema();
Json finding_schema();
Json case_import_schema();
Json enterprise_import_schema();

}  // namespace zhuqi
