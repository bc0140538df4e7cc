// Which departments led each need, in order: the table case_leads, part of the projection of cases.
#pragma once

#include <zhuqi/casework/case.hpp>
#include <zhuqi/store/session.hpp>

namespace zhuqi {

void create_leads(Session& session);
void clear_leads(Session& session);
void note_lead(Session& session, const Case& before, const Case& after);

}  // namespace zhuqi
