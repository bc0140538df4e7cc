// Streams of record batches (Arrow C Stream Interface): what comes out is worked out when it is asked for, so that no
// more than one batch is in memory, however many there are.
#pragma once

#include <string_view>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// The results of an ArrowRouter for each batch of `batches`, in order. Reads the schema of `batches` and then takes it
// over: its `release` is called with that of the result, and becomes null here. If this throws, it is the caller's
// still. Throws as ArrowRouter does, Refused(invalid_argument) for a stream that is released, and Refused(io) with the
// stream's own words if it gives no schema.
//
// The result gives EINVAL for a batch that is refused, ENOMEM, or what `batches` gave, and why by get_last_error; the
// batches after it may still be asked for. The caller calls its `release`. One thread at a time.
ArrowArrayStream decide_stream(const DecisionTable& table, ArrowArrayStream& batches);

// The same with an ArrowCalendar. Throws as that does.
ArrowArrayStream calendar_stream(const Calendar& calendar, std::string_view operation, ArrowArrayStream& batches);

}  // namespace zhuqi
