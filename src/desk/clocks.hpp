// The clocks that events carry, and the calendars by which they were computed: what explain tells and verify checks.
#pragma once

#include <zhuqi/casework/event.hpp>

#include "desk/library.hpp"

namespace zhuqi {

// The calendar that an event names among its versions.
Calendar calendar_of(Reader& reader, Library& library, const Event& event);

}  // namespace zhuqi
