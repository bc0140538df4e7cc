// The JSON form of commands: {"command": "sign", "need": "N-000001"}; with the envelope's fields beside them when they
// come from outside (docs/documents.md).
#pragma once

#include <zhuqi/desk/desk.hpp>

#include "base/json.hpp"

namespace zhuqi {

// Without the envelope; canonical(command_json(c)) tells one command from another.
Json command_json(const Command& command);

// Reads a document whose envelope fields have been taken out. Throws Refused(invalid_argument).
Command parse_command(std::string_view name, const Json& fields);

// Takes actor, system, key, at and imported out of `document`.
Envelope take_envelope(Json& document);

// What a key stands for: actor and command, without `at`.
std::string fingerprint_source(const Envelope& envelope, Json command);

Json receipt_json(const Receipt& receipt);

// The query «enterprises»; `fields` without query and viewer. enterprises.cpp
std::string enterprises_document(const ServiceDesk& desk, const Json& fields, const Actor& viewer);

}  // namespace zhuqi
