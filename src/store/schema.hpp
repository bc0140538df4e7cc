// The SQLite file: how it is known as ours, and how an older one is brought up to date.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "store/connection.hpp"

namespace zhuqi {

// "zhuq": SQLite's application_id, in the file's header.
inline constexpr std::int64_t application_id = 0x7a687571;

// The ordered steps that make the schema: the n-th brings a file of version n - 1 to version n. Steps are only ever
// added at the end.
std::span<const char* const> migrations();

// Looks at the bytes alone, and changes nothing. Throws Refused: not_found (no file, and it is not to be created),
// foreign (not a database, not ours, or newer than `newest`), corrupt (cut short), io.
void inspect_file(const std::filesystem::path& path, bool create, std::size_t newest);

// Brings the file to the newest version in one transaction, or leaves it as it was; makes the schema in an empty file,
// and turns the write-ahead log on. Safe when several processes do it at once.
void migrate(Connection& connection, std::span<const char* const> steps);

}  // namespace zhuqi
