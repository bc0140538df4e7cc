/* zhuqi.h - the C API of zhuqi: who handles a need (decision tables), by when (working calendars), what happened
 * (a desk with its ledger). C99 and C++; the only header.
 *
 * CONVENTIONS
 *
 * Calls      zq_status zq_thing_verb(self, inputs..., outputs..., zq_error **err), in this order. ZQ_OK (0) is success.
 *            On failure outputs are untouched and, if `err` is not NULL, *err is a new error object, to be freed with
 *            zq_error_free; on success *err is untouched. There is no "last error" and no global state.
 * NULL       A NULL where a value is needed gives ZQ_INVALID_ARGUMENT. Freeing or closing NULL is legal.
 * Handles    One of another type than the function takes gives ZQ_INVALID_ARGUMENT too, and is not freed as such.
 * Strings    in: pointer and length in bytes, UTF-8, borrowed for the call; NULL with length 0 is the empty string.
 *            out: a zq_buffer, to be freed with zq_buffer_free, never with free().
 * Documents  cross as JSON (docs/documents.md); the forms of tables and calendars are described at their functions.
 * Columns    cross as Arrow C Data Interface structs: borrowed in, moved out. No Arrow library is needed.
 * Time       Instants are int64_t microseconds since 1970-01-01T00:00:00Z, named ..._us. Intervals are half-open.
 * Options    A struct whose first field is struct_size, filled by its init macro or function; it grows at its end only.
 * Callbacks  are called from the thread of the call that takes them, during it, and must not throw nor jump out of it.
 * Threads    Each type is one of: immutable and shareable; thread-safe; one thread at a time. Nothing is thrown
 *            across this interface, and no call keeps a pointer that it was given, but where that is said.
 * Stability  Numbers of zq_status and names of functions are never reused. See zq_abi_version, and docs/stability.md.
 * Since      All of it is of version 0.1.0, but where another version is named.
 */
#ifndef ZHUQI_H
#define ZHUQI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define ZQ_API
#else
#define ZQ_API __attribute__((visibility("default")))
#endif

/* Marks a function that will go with the next ZQ_ABI_VERSION; its comment says what to use instead. */
#if defined(__GNUC__) && !defined(ZQ_NO_DEPRECATED)
#define ZQ_DEPRECATED(instead) __attribute__((deprecated(instead)))
#else
#define ZQ_DEPRECATED(instead)
#endif

/* ---- Version ---------------------------------------------------------------------------------------------------- */

/* The number of this interface. It changes when something is taken away or changes its meaning, not when something is
 * added. */
#define ZQ_ABI_VERSION 0

/* The number that the library was built with: compare with ZQ_ABI_VERSION. */
ZQ_API int32_t zq_abi_version(void);

/* "0.1.0", static. */
ZQ_API const char* zq_version(void);

/* ---- Status and errors ------------------------------------------------------------------------------------------ */

typedef int32_t zq_status;

enum {
  ZQ_OK = 0,
  ZQ_INVALID_ARGUMENT = 1, /* a value is missing, malformed or out of bounds */
  ZQ_NOT_FOUND = 2,        /* the thing named does not exist, or the viewer may not see it */
  ZQ_NOT_ALLOWED = 3,      /* the actor may not do this, here, now */
  ZQ_ILLEGAL_STATE = 4,    /* the command does not fit the state that the thing is in */
  ZQ_KEY_CONFLICT = 5,     /* the idempotency key was used for another command */
  ZQ_OUT_OF_ORDER = 6,     /* a time lies before the last event, or too far from the desk's clock */
  ZQ_INVALID_DOCUMENT = 7, /* a table, calendar or file has findings */
  ZQ_CALENDAR_UNKNOWN = 8, /* the calendar does not know this year */
  ZQ_CORRUPT = 9,          /* the database does not agree with itself */
  ZQ_FOREIGN = 10,         /* a file that is not ours, or of a newer schema */
  ZQ_BUSY = 11,            /* another writer held the database for too long */
  ZQ_IO = 12,              /* reading or writing failed */
  ZQ_TOO_LARGE = 13,       /* a limit was passed; the message names it */
  ZQ_ALREADY_EXISTS = 14,  /* it is there already */
  ZQ_CANCELLED = 15,       /* the caller asked to stop */
  ZQ_UNSUPPORTED = 16,     /* known, but not supported; the message says what is */
  ZQ_INTERNAL = 17         /* a fault in zhuqi itself, or no memory */
};

/* "ok", "not_found" and so on, static; "unknown" for a number that is none. */
ZQ_API const char* zq_status_name(zq_status status);

/* Why a call failed. Immutable and shareable. */
typedef struct zq_error zq_error;

/* The strings below are UTF-8, end with a zero byte and live as long as the error. A NULL error gives ZQ_OK and "". */
ZQ_API zq_status zq_error_status(const zq_error* error);
/* In plain words what is wrong and what to do; never a phone number, a contact's name or the text of a need. */
ZQ_API const char* zq_error_message(const zq_error* error);
/* The place: a field, a file with row and column, a stream; may be "". */
ZQ_API const char* zq_error_where(const zq_error* error);
/* All of it as JSON: {"code":"invalid_document","message":...,"where":...,"findings":[{"severity":"error","file":...,
 * "row":2,"column":3,"value":...,"message":...,"expected":...}]}; `where` and `findings` only where there are any. */
ZQ_API const char* zq_error_json(const zq_error* error);
/* NULL is legal. */
ZQ_API void zq_error_free(zq_error* error);

/* ---- Strings out ------------------------------------------------------------------------------------------------ */

/* `len` bytes of UTF-8 at `data`, with a zero byte after them that does not count. */
typedef struct zq_buffer {
  char* data;
  size_t len;
} zq_buffer;

/* Frees the bytes and empties the buffer. NULL and an empty buffer are legal. */
ZQ_API void zq_buffer_free(zq_buffer* buffer);

/* ---- Arrow C Data Interface ------------------------------------------------------------------------------------- */

/* As its specification publishes them; left out if another header has brought them. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif

/* Its stream interface, likewise. */
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema*);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray*);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif

/* ---- Decision tables -------------------------------------------------------------------------------------------- */

/* A compiled decision table. Immutable and shareable. */
typedef struct zq_table zq_table;

/* Reads a .csv or .dmn file. `decision` selects one decision of a model by name or id; empty: the only one that no
 * other requires. ZQ_INVALID_DOCUMENT with every finding if the file cannot be used, ZQ_IO, ZQ_NOT_FOUND. */
ZQ_API zq_status zq_table_load(const char* path, size_t path_len, const char* decision, size_t decision_len,
                               zq_table** table, zq_error** err);

/* The same from memory. The end of `file_name` (.csv, .dmn, .xml) says which form `bytes` has, and it stands in
 * findings. */
ZQ_API zq_status zq_table_parse(const char* bytes, size_t bytes_len, const char* file_name, size_t file_name_len,
                                const char* decision, size_t decision_len, zq_table** table, zq_error** err);

/* No other call may use it any more. NULL is legal. */
ZQ_API void zq_table_free(zq_table* table);

/* SHA-256 of the table's bytes in hexadecimal: its version. Ends with a zero byte, lives as long as the table; "" for
 * NULL. */
ZQ_API const char* zq_table_hash(const zq_table* table);

/* Decides one record: `facts` is a JSON object of inputs by name. `decision` becomes {"result":...,"rules":["R001"]}:
 * the value of a single output, an object of several, an array under a policy of several hits; if no rule hit, null or,
 * under such a policy, an empty array.
 * A record that cannot be decided gives ZQ_INVALID_ARGUMENT or ZQ_INVALID_DOCUMENT. */
ZQ_API zq_status zq_table_decide(const zq_table* table, const char* facts, size_t facts_len, zq_buffer* decision,
                                 zq_error** err);

/* Why: for the rule with this id, or for the winner if it is empty. `explanation` becomes {"rule":...,"hit":true,
 * "conditions":[{"input":...,"cell":...,"value":...,"holds":true}],"decision":{...},"table":hash,"text":...}, with the
 * conditions up to the first that failed. ZQ_NOT_FOUND if there is no such rule. */
ZQ_API zq_status zq_table_explain(const zq_table* table, const char* facts, size_t facts_len, const char* rule,
                                  size_t rule_len, zq_buffer* explanation, zq_error** err);

/* Decides a record batch: a struct array ("+s") whose children are columns, found by the names of the inputs; other
 * columns are ignored, an input without a column is null. Types: null, boolean, integers of 8 to 64 bits, floats of 32
 * and 64 bits, date32, utf8, large utf8, utf8 view, and any of these by dictionary. Validity and offsets are
 * respected.
 *
 * `schema` and `batch` are borrowed for the call and not released. `out_schema` and `out_batch` are overwritten with a
 * struct array of as many rows, to be released by the caller: a column for each output of the table (numbers float64,
 * booleans boolean, all else utf8, by dictionary where rules give constants), `rule` (the rule's id; utf8), `error`
 * (utf8: "code: what is wrong", null for a good record). A bad record is a row with an error, not a failed call.
 *
 * ZQ_INVALID_ARGUMENT if schema or batch is released, contradicts itself or has a column of a type that its input
 * cannot have; ZQ_TOO_LARGE beyond 2^31-1 rows. Buffers shorter than they say cannot be told. Any number of threads may
 * route with one table at once. */
ZQ_API zq_status zq_table_route(const zq_table* table, const struct ArrowSchema* schema, const struct ArrowArray* batch,
                                struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err);

/* Decides a stream of such batches: `results` is overwritten with a stream that gives as many, each decided when it is
 * asked for, so that no more than one is in memory. On success `batches` was moved into it (its release is NULL), and
 * goes with it; on failure it is the caller's still. `results` gives EINVAL for a batch that is refused, with the
 * reason by get_last_error, or what `batches` gave; it needs neither `table` nor this call's thread any more, and is
 * used by one thread at a time. ZQ_INVALID_ARGUMENT as above, ZQ_IO with the stream's own words if it gives no schema.
 */
ZQ_API zq_status zq_table_route_stream(const zq_table* table, struct ArrowArrayStream* batches,
                                       struct ArrowArrayStream* results, zq_error** err);

typedef struct zq_route_options {
  uint32_t struct_size; /* of the struct that the caller was compiled with */
  int32_t threads;      /* 1 or more; 0: as many as the machine has */
  int32_t encoding;     /* of CSV output: ZQ_UTF8, ZQ_UTF8_BOM, ZQ_GB18030 */
  int32_t reserved;     /* 0 */
  /* Told now and then how far it is: bytes read, of how many (0: not known), rows written. 0 stops the run. May be
   * NULL. */
  int32_t (*progress)(void* progress_data, uint64_t bytes, uint64_t total, uint64_t rows);
  void* progress_data;
} zq_route_options;

enum { ZQ_UTF8 = 0, ZQ_UTF8_BOM = 1, ZQ_GB18030 = 2 };

#define ZQ_ROUTE_OPTIONS_INIT \
  { (uint32_t)sizeof(zq_route_options), 1, ZQ_UTF8, 0, NULL, NULL }

/* The same as the macro, for languages without it. NULL is legal. */
ZQ_API void zq_route_options_init(zq_route_options* options);

/* Routes a file: `in`, CSV (UTF-8, with BOM or GB18030) or JSON Lines, to `out`, which has its columns and then those
 * of zq_table_route; "-" is standard input or output. `options` may be NULL. `summary` becomes {"rows":...,
 * "unmatched":...,"errors":...,"by_result":[["finance",17]]}: rows by their first output, most first. Rows stay in
 * order, and memory does not grow with the file. ZQ_CANCELLED if `progress` said so (what was written stays), ZQ_IO,
 * ZQ_INVALID_DOCUMENT for CSV without a header, ZQ_TOO_LARGE for a record beyond 16 MiB. */
ZQ_API zq_status zq_table_route_file(const zq_table* table, const char* in, size_t in_len, const char* out,
                                     size_t out_len, const zq_route_options* options, zq_buffer* summary,
                                     zq_error** err);

/* What its writer should know before the table goes live: `findings` becomes a JSON array of {"severity":"warning" or
 * "note","kind":"overlap","rules":["R2","R1"],"row":3,"example":{...},"message":...}; kinds: overlap, shadowed,
 * unreachable, gap, complete, no_last_resort, nested_keyword, undecided (docs/checking-tables.md). Seconds for 10,000
 * rules. */
ZQ_API zq_status zq_table_check(const zq_table* table, zq_buffer* findings, zq_error** err);

/* The whole model that the table was loaded from as DMN 1.3 XML in UTF-8. It decides as the table does, and a table
 * made from CSV becomes the same CSV again. */
ZQ_API zq_status zq_table_to_dmn(const zq_table* table, zq_buffer* dmn, zq_error** err);

/* The table as a CSV file, which decides as the table does. `encoding` is "utf-8", "utf-8-bom" or "gb18030"; empty:
 * "utf-8". `csv` becomes the bytes of that file: the one buffer that is not UTF-8 if you ask for another.
 * ZQ_UNSUPPORTED for what a spreadsheet cannot say: a decision that is no table, or that requires others. */
ZQ_API zq_status zq_table_to_csv(const zq_table* table, const char* encoding, size_t encoding_len, zq_buffer* csv,
                                 zq_error** err);

/* Compares two versions of a table over a record batch, as zq_table_route reads it. `output` names the output to
 * compare; empty: the whole result. `comparison` becomes {"records":...,"alike":...,"changed":...,"failed":{"old":...,
 * "new":...,"both":...},"changes":[{"from":...,"to":...,"records":...,"examples":[{"record":17,"facts":{...}}]}],
 * "other_changes":...,"failures":[...],"output":...,"old":hash,"new":hash}: changes with most records first, three
 * examples of each. A bad record is counted as failed, and the rest goes on. ZQ_INVALID_ARGUMENT as zq_table_route, and
 * if a table has no such output. */
ZQ_API zq_status zq_table_compare(const zq_table* before, const zq_table* after, const struct ArrowSchema* schema,
                                  const struct ArrowArray* batch, const char* output, size_t output_len,
                                  zq_buffer* comparison, zq_error** err);

/* The same over a file of any size, CSV or JSON Lines. ZQ_IO, ZQ_INVALID_DOCUMENT for a CSV file without a header. */
ZQ_API zq_status zq_table_compare_file(const zq_table* before, const zq_table* after, const char* path, size_t path_len,
                                       const char* output, size_t output_len, zq_buffer* comparison, zq_error** err);

/* ---- Working calendars ------------------------------------------------------------------------------------------ */

/* A working calendar. Immutable and shareable. */
typedef struct zq_calendar zq_calendar;

/* Reads a calendar file (docs/calendars.md); "cn" is China 2007-2026, which is part of the library.
 * ZQ_INVALID_DOCUMENT with every finding, ZQ_IO. */
ZQ_API zq_status zq_calendar_open(const char* path, size_t path_len, zq_calendar** calendar, zq_error** err);

/* The same from memory; `file_name` stands in findings. */
ZQ_API zq_status zq_calendar_parse(const char* json, size_t json_len, const char* file_name, size_t file_name_len,
                                   zq_calendar** calendar, zq_error** err);

/* No other call may use it any more. NULL is legal. */
ZQ_API void zq_calendar_free(zq_calendar* calendar);

/* The following give ZQ_CALENDAR_UNKNOWN where they need a day that the calendar does not know. */

/* Carries out one operation, a JSON object: {"op":"add_workdays","start":"2026-02-14T16:00:00","days":7} gives
 * {"result":"2026-03-03T16:00:00"}. Operations: is_workday, is_open, next_open, prev_open (start); add_seconds
 * (start, seconds), add_workdays, close_of (start, days), between_seconds, between_workdays (start, end), and more:
 * docs/calendars.md. Times without an offset are local to the calendar. */
ZQ_API zq_status zq_calendar_run(const zq_calendar* calendar, const char* operation, size_t operation_len,
                                 zq_buffer* result, zq_error** err);

/* The earliest instant by which `working_us` of working time has passed since `start_us`; backward if negative. */
ZQ_API zq_status zq_calendar_add(const zq_calendar* calendar, int64_t start_us, int64_t working_us, int64_t* end_us,
                                 zq_error** err);

/* Working time from `start_us` to `end_us`; negative when reversed. */
ZQ_API zq_status zq_calendar_between(const zq_calendar* calendar, int64_t start_us, int64_t end_us, int64_t* working_us,
                                     zq_error** err);

/* Carries out one operation on a record batch: a struct array ("+s") with a column `start` and, as the operation takes
 * them, `seconds`, `days` or `end`, found by name; others are ignored. `operation` is is_workday, is_open, next_open,
 * prev_open, opening, closing, add_seconds, between_seconds, add_workdays, find_workday, between_workdays or close_of.
 * `start` and `end` are timestamps of any unit (with a zone instants, without one local to the calendar) or dates
 * (date32, date64); `seconds` is a duration of any unit or a number of seconds; `days` a whole number. Validity and
 * offsets are respected.
 *
 * `schema` and `batch` are borrowed for the call and not released. `out_schema` and `out_batch` are overwritten with a
 * struct array of as many rows, to be released by the caller: `result` (boolean, int64 of working days, duration or
 * timestamp in microseconds, the timestamp in the zone of `start`; a date of a date) and `error` (utf8: "code: what is
 * wrong" in a row that has no answer). A row with a null is null in both; so is the opening or closing of a day that is
 * not worked. A bad row is not a failed call.
 *
 * ZQ_INVALID_ARGUMENT for another operation, a column that is missing or of another type, or structs that are released
 * or contradict themselves; ZQ_TOO_LARGE beyond 2^31-1 rows. */
ZQ_API zq_status zq_calendar_run_columns(const zq_calendar* calendar, const char* operation, size_t operation_len,
                                         const struct ArrowSchema* schema, const struct ArrowArray* batch,
                                         struct ArrowSchema* out_schema, struct ArrowArray* out_batch, zq_error** err);

/* Carries out one operation on a stream of such batches, as zq_table_route_stream decides one. */
ZQ_API zq_status zq_calendar_run_stream(const zq_calendar* calendar, const char* operation, size_t operation_len,
                                        struct ArrowArrayStream* batches, struct ArrowArrayStream* results,
                                        zq_error** err);

/* What the notified days in `source` would change; nothing is changed. The end of `file_name` says which form the bytes
 * have: .json {"year":2027,"days":[{"name","date","isOffDay"}]}, .ics, or .csv of date,status[,name] with status off or
 * working. The years `first_year` to `last_year`, for which the source is complete, become known; 0 and 0: the year
 * that the JSON names, or none. `preview` becomes {"changes":[{"date","name","before","after"}],"unchanged","known",
 * "notes","calendar"}: `calendar` is the text of the new calendar file. ZQ_INVALID_DOCUMENT with every finding if the
 * source cannot be trusted. */
ZQ_API zq_status zq_calendar_preview_import(const zq_calendar* calendar, const char* source, size_t source_len,
                                            const char* file_name, size_t file_name_len, int32_t first_year,
                                            int32_t last_year, zq_buffer* preview, zq_error** err);

/* ---- Policies --------------------------------------------------------------------------------------------------- */

/* A policy that enterprises may claim, its tests compiled. Immutable and shareable. */
typedef struct zq_policy zq_policy;

/* Reads a policy (docs/policies.md); `file_name` stands in findings. ZQ_INVALID_DOCUMENT with every finding. */
ZQ_API zq_status zq_policy_parse(const char* json, size_t json_len, const char* file_name, size_t file_name_len,
                                 zq_policy** policy, zq_error** err);

/* No other call may use it any more. NULL is legal. */
ZQ_API void zq_policy_free(zq_policy* policy);

/* Does it fit? `facts` is a JSON object of what is known of the enterprise, `date` a day ("2026-03-02"). `match`
 * becomes
 * {"verdict":"match", "no match" or "unknown","because":...,"missing":["staff"]}: a fact that is absent is neither true
 * nor false, and `missing` names those that would make it match; of a match also "amount_fen", where the facts tell
 * what it is worth, and of no match "short_of", the fact of the one condition that fails, if it is one. A desk tells
 * the same of its enterprises by the query `policies`. ZQ_INVALID_ARGUMENT, ZQ_INVALID_DOCUMENT for facts or a date
 * that cannot be read. */
ZQ_API zq_status zq_policy_match(const zq_policy* policy, const char* facts, size_t facts_len, const char* date,
                                 size_t date_len, zq_buffer* match, zq_error** err);

/* Many policies made ready for many enterprises. Immutable and shareable. */
typedef struct zq_policy_index zq_policy_index;

/* Keeps what it needs of the policies, which may be freed. ZQ_INVALID_ARGUMENT if two have one id. */
ZQ_API zq_status zq_policy_index_make(const zq_policy* const* policies, size_t count, zq_policy_index** index,
                                      zq_error** err);

/* No other call may use it any more. NULL is legal. */
ZQ_API void zq_policy_index_free(zq_policy_index* index);

/* Which pairs of an enterprise and a policy are given. */
enum {
  ZQ_PAIRS_MATCH = 1,
  ZQ_PAIRS_UNKNOWN = 2,
  ZQ_PAIRS_ONE_SHORT = 4, /* no match, for one condition alone */
  ZQ_PAIRS_NO_MATCH = 8   /* all of these */
};

typedef struct zq_match_options {
  uint32_t struct_size; /* of the struct that the caller was compiled with */
  int32_t show;         /* a sum of ZQ_PAIRS_... */
  int32_t brief;        /* 1: leave out why, and what is missing: an order of magnitude faster */
  int32_t pairs;        /* at most so many in one batch of a stream; at least 1 */
} zq_match_options;

#define ZQ_MATCH_OPTIONS_INIT \
  { (uint32_t)sizeof(zq_match_options), ZQ_PAIRS_MATCH + ZQ_PAIRS_UNKNOWN + ZQ_PAIRS_ONE_SHORT, 0, 65536 }

/* The same as the macro, for languages without it. NULL is legal. */
ZQ_API void zq_match_options_init(zq_match_options* options);

/* Holds a record batch of enterprises against the policies on a day ("2026-03-02"): a struct array ("+s") whose
 * children are found by the names of the facts (docs/policies.md), in their units. Numbers of any width and strings
 * (utf8, large utf8, view), also by dictionary; `tags` is text with ; between. A null, a NaN and a fact without a
 * column are not known; other columns are ignored. The verdicts are those of zq_policy_match.
 *
 * `schema` and `batch` are borrowed for the call and not released. `out_schema` and `out_batch` are overwritten with a
 * struct array, to be released by the caller: a row for each pair that is asked for, in the order of the enterprises
 * and then of the index, with `row` (int64: the enterprise, from 0), `credit_code` (utf8), `policy` (its id) and
 * `verdict` (utf8 by dictionary), `amount_fen` (int64, of a match), `one_short` (boolean), `short_of`, `because`
 * (utf8), `missing` (list of utf8), `error` (utf8: of an enterprise with text that is not UTF-8, in one row without a
 * policy). `options` may be NULL; here all pairs are one batch.
 *
 * ZQ_INVALID_ARGUMENT as zq_table_route, and for a date that is none; ZQ_TOO_LARGE for more than 2 GiB of text: use the
 * stream. Any number of threads may match with one index at once. */
ZQ_API zq_status zq_policy_index_match(const zq_policy_index* index, const char* date, size_t date_len,
                                       const zq_match_options* options, const struct ArrowSchema* schema,
                                       const struct ArrowArray* batch, struct ArrowSchema* out_schema,
                                       struct ArrowArray* out_batch, zq_error** err);

/* Holds a stream of such batches against the policies, as zq_table_route_stream decides one: no more than one batch of
 * enterprises and one of at most `pairs` results are in memory. `row` counts over all batches that were taken. */
ZQ_API zq_status zq_policy_index_match_stream(const zq_policy_index* index, const char* date, size_t date_len,
                                              const zq_match_options* options, struct ArrowArrayStream* enterprises,
                                              struct ArrowArrayStream* results, zq_error** err);

/* ---- Schemas of documents --------------------------------------------------------------------------------------- */

/* The JSON Schema (2020-12) of a document: "command", "event", "receipt", "enterprise" and so on; the empty name gives
 * a JSON array of all names. ZQ_NOT_FOUND. */
ZQ_API zq_status zq_schema(const char* name, size_t name_len, zq_buffer* schema, zq_error** err);

/* ---- The desk --------------------------------------------------------------------------------------------------- */

/* A desk: one database file with all that was published and all that happened. Thread-safe; several desks, in several
 * processes too, may have one database open. */
typedef struct zq_desk zq_desk;

typedef struct zq_desk_options {
  uint32_t struct_size; /* of the struct that the caller was compiled with */
  int32_t durable;      /* 1: what was acknowledged survives a power cut. 0: an import may lose its last commands then,
                           never its consistency */
  /* Tells the time in microseconds; NULL: the machine's clock. Called from the thread of the call that needs it; must
   * not call back into the desk, and must live as long as the desk. */
  int64_t (*clock)(void* clock_data);
  void* clock_data;
  int32_t create; /* 1: make the database if it is not there; 0: ZQ_NOT_FOUND then, and ZQ_FOREIGN for an empty file */
  /* Told of each call that failed, for the host's log: `level` (ZQ_LOG_...) and one line, which ends with a zero byte,
   * lives for the call and has no personal data: "zq_desk_apply: not_allowed: ...". May be NULL. Several threads may
   * call it at once if they use the desk at once; must live as long as the desk. */
  void (*log)(void* log_data, int32_t level, const char* line);
  void* log_data;
} zq_desk_options;

enum {
  ZQ_LOG_NOTE = 0,    /* refused as it should be: a rule, a state, a document with findings */
  ZQ_LOG_WARNING = 1, /* the caller's mistake: an argument, a key used twice, a time out of order */
  ZQ_LOG_ERROR = 2    /* somebody has to look: ZQ_CORRUPT, ZQ_FOREIGN, ZQ_BUSY, ZQ_IO, ZQ_INTERNAL */
};

#define ZQ_DESK_OPTIONS_INIT \
  { (uint32_t)sizeof(zq_desk_options), 1, NULL, NULL, 1, NULL, NULL }

/* The same as the macro, for languages without it. NULL is legal. */
ZQ_API void zq_desk_options_init(zq_desk_options* options);

/* Opens the database file at `path`, or creates it. `options` may be NULL. ZQ_FOREIGN for a file that is not ours or of
 * a newer schema, ZQ_CORRUPT for a damaged one; both are left untouched. */
ZQ_API zq_status zq_desk_open(const char* path, size_t path_len, const zq_desk_options* options, zq_desk** desk,
                              zq_error** err);

/* No other call may be running. NULL is legal. */
ZQ_API void zq_desk_close(zq_desk* desk);

/* Carries out a command, publishing included, and tells what it did. All documents of the desk: docs/documents.md.
 * A refused command has changed nothing. A repeat of a command under its idempotency key gives the first receipt. */
ZQ_API zq_status zq_desk_apply(zq_desk* desk, const char* command, size_t command_len, zq_buffer* receipt,
                               zq_error** err);

/* Publishes a document without its being quoted in JSON: `command` is the rest, {"command":"publish","kind":"routing",
 * "file":"routing.csv","actor":"host","key":...,"at":...}; `content` is what the file has, in UTF-8. */
ZQ_API zq_status zq_desk_publish(zq_desk* desk, const char* command, size_t command_len, const char* content,
                                 size_t content_len, zq_buffer* receipt, zq_error** err);

/* Answers a query, as its viewer may see it. */
ZQ_API zq_status zq_desk_query(const zq_desk* desk, const char* query, size_t query_len, zq_buffer* answer,
                               zq_error** err);

/* Records every step that fell due up to `now_us`, each once, however late the call: {"steps":[...]} of those that this
 * call recorded. */
ZQ_API zq_status zq_desk_tick(zq_desk* desk, int64_t now_us, zq_buffer* steps, zq_error** err);

/* Events after number `after` (0: from the start), at most `limit`, in their one global order:
 * {"events":[...],"next":number}. `next` is the cursor for the following call; it survives restarts. */
ZQ_API zq_status zq_desk_events(const zq_desk* desk, int64_t after, int64_t limit, zq_buffer* events, zq_error** err);

/* Figures from the ledger (docs/report.md): `query` is {"as_of":...} and optionally "from", "until", "region",
 * "department"; `report` becomes the report as JSON, or, if `as_text` is not 0, as Chinese text for a terminal. Not
 * held against a viewer: who may ask is the host's to say. Time in proportion to the ledger. ZQ_INVALID_ARGUMENT naming
 * the field. */
ZQ_API zq_status zq_desk_report(const zq_desk* desk, const char* query, size_t query_len, int32_t as_text,
                                zq_buffer* report, zq_error** err);

/* Recomputes chain, commitments, contents, projections and clocks from the ledger and compares: a JSON array of
 * findings, empty if all agree. `head` is empty, or what zq_desk_head once gave: then a cut tail and a full rewriting
 * are found too. */
ZQ_API zq_status zq_desk_verify(const zq_desk* desk, const char* head, size_t head_len, zq_buffer* findings,
                                zq_error** err);

/* The end of the hash chain: {"hash":...,"seq":1234}, to be kept elsewhere. */
ZQ_API zq_status zq_desk_head(const zq_desk* desk, zq_buffer* head, zq_error** err);

typedef struct zq_import_options {
  uint32_t struct_size; /* of the struct that the caller was compiled with */
  int32_t batch;        /* rows in one transaction, 1 to 100,000; other writers wait that long */
  const char* system;   /* NUL-terminated; the scope of the keys; NULL: "import" */
  const char* offset;   /* NUL-terminated; of times that are written without one; NULL: "+08:00" */
  /* Called for each row that is not taken, in order, with a JSON object {"severity","file","row","column",
   * "value","message"}, valid for the call; NULL: only counted. Called from the importing thread; must not call the
   * desk. */
  void (*bad)(void* data, const char* finding, size_t finding_len);
  /* Called after each transaction with the rows and bytes read so far; 0 stops: what was taken stays. NULL is legal. */
  int32_t (*progress)(void* data, int64_t rows, int64_t bytes);
  void* data; /* for both */
} zq_import_options;

#define ZQ_IMPORT_OPTIONS_INIT \
  { (uint32_t)sizeof(zq_import_options), 2000, NULL, NULL, NULL, NULL, NULL }

/* The same as the macro, for languages without it. NULL is legal. */
ZQ_API void zq_import_options_init(zq_import_options* options);

/* Takes past cases from the file at `path`, JSON Lines, or CSV if its name ends so: a row each, with their original
 * times, what is refused told row by row while the rest is taken (docs/import.md). `options` may be NULL. `summary`
 * becomes {"rows","taken","already","bad","events","needs","stopped"}. ZQ_IO, ZQ_BUSY, ZQ_INVALID_DOCUMENT for a CSV
 * file without a header; what was taken before stays, and is taken once if the file is imported again. */
ZQ_API zq_status zq_desk_import(zq_desk* desk, const char* path, size_t path_len, const zq_import_options* options,
                                zq_buffer* summary, zq_error** err);

typedef struct zq_enterprise_import_options {
  uint32_t struct_size; /* of the struct that the caller was compiled with */
  int32_t batch;        /* rows in one event and one transaction, 1 to 10,000; other writers wait that long */
  const char* actor;    /* NUL-terminated; "host", or an administrator as "officer:ID"; NULL: "host" */
  const char* system;   /* NUL-terminated; the system that the rows come from, for the ledger; NULL: none */
  const int64_t* at_us; /* when this was so, borrowed for the call; not too far from the desk's clock, but if
                           `imported`; NULL: now */
  int32_t imported;     /* 1: the past of another system (host only) */
  int32_t reserved;     /* 0 */
  /* Called for everything that is wrong, in order, with a JSON object {"severity","file","row","column","value",
   * "message","expected"} (the schema "finding"), valid for the call: of an "error" the row was not taken, of a
   * "warning" it was; NULL: only counted. Called from the importing thread; must not call the desk. */
  void (*tell)(void* data, const char* finding, size_t finding_len);
  /* Called after each transaction with the rows and bytes read so far; 0 stops: what was taken stays. NULL is legal. */
  int32_t (*progress)(void* data, int64_t rows, int64_t bytes);
  void* data; /* for both */
} zq_enterprise_import_options;

#define ZQ_ENTERPRISE_IMPORT_OPTIONS_INIT \
  { (uint32_t)sizeof(zq_enterprise_import_options), 1000, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL }

/* The same as the macro, for languages without it. NULL is legal. */
ZQ_API void zq_enterprise_import_options_init(zq_enterprise_import_options* options);

/* Fills the registry from the file at `path`, JSON Lines, or CSV if its name ends so: a row an enterprise, of which
 * only what differs from what is known is recorded; what is wrong is told row by row while the rest is taken
 * (docs/enterprises.md). The file may have any size. `options` may be NULL. `summary` becomes
 * {"rows","added","changed", "same","bad","events","stopped"} (the schema "enterprise_import"). ZQ_IO, ZQ_BUSY,
 * ZQ_NOT_ALLOWED, ZQ_OUT_OF_ORDER, ZQ_INVALID_DOCUMENT for a CSV file whose header cannot be used; what was taken
 * before stays, and the same file may be imported again. */
ZQ_API zq_status zq_desk_import_enterprises(zq_desk* desk, const char* path, size_t path_len,
                                            const zq_enterprise_import_options* options, zq_buffer* summary,
                                            zq_error** err);

/* Writes a consistent copy to the file `to`, which must not exist, while others write. */
ZQ_API zq_status zq_desk_backup(const zq_desk* desk, const char* to, size_t to_len, zq_error** err);

/* Puts a backup in the place of a database that was lost: copies it to `to`, which must not exist, and verifies the
 * copy, against `head` if it is not empty, before it takes that name. The backup is only read. ZQ_INVALID_DOCUMENT with
 * all that verifying finds, ZQ_ALREADY_EXISTS, ZQ_NOT_FOUND, ZQ_FOREIGN, ZQ_CORRUPT, ZQ_IO; then nothing is left at
 * `to`. Without a head a backup that is old, cut or rewritten as a whole is not told from a good one. */
ZQ_API zq_status zq_desk_restore(const char* backup, size_t backup_len, const char* to, size_t to_len, const char* head,
                                 size_t head_len, zq_error** err);

#ifdef __cplusplus
}
#endif

#endif
