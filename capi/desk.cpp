#include <filesystem>
#include <new>

#include <zhuqi/desk/desk.hpp>
#include <zhuqi/interchange/documents.hpp>
#include <zhuqi/report/build.hpp>

#include "on_desk.hpp"

namespace capi = zhuqi::capi;

using std::chrono::microseconds;
using zhuqi::Instant;

namespace {

zhuqi::DeskOptions desk_options(const zq_desk_options& options) {
  zhuqi::DeskOptions result;
  result.durable = options.durable != 0;
  result.create = options.create != 0;
  if (options.clock != nullptr)
    result.clock = [options] { return Instant(microseconds(options.clock(options.clock_data))); };
  return result;
}

std::string path_of(const char* data, std::size_t len, const char* name) {
  std::string text(capi::text(data, len, name));
  if (text.empty())
    throw zhuqi::Refused(zhuqi::Code::invalid_argument, std::string(name) + ": must not be empty", name);
  return text;
}

// The command with `content` as one field more.
std::string with_content(std::string_view command, std::string_view content) {
  const std::size_t brace = command.find_first_not_of(" \t\r\n");
  if (brace == std::string_view::npos || command[brace] != '{')
    throw zhuqi::Refused(zhuqi::Code::invalid_argument, "command: expected a JSON object", "command");
  const std::string quoted = to_json_text(zhuqi::Value(content));
  return R"({"content":)" + quoted + ',' + std::string(command.substr(brace + 1));
}

int32_t level_of(zq_status status) {
  switch (status) {
    case ZQ_CORRUPT:
    case ZQ_FOREIGN:
    case ZQ_BUSY:
    case ZQ_IO:
    case ZQ_INTERNAL:
      return ZQ_LOG_ERROR;
    case ZQ_INVALID_ARGUMENT:
    case ZQ_KEY_CONFLICT:
    case ZQ_OUT_OF_ORDER:
      return ZQ_LOG_WARNING;
    default:
      return ZQ_LOG_NOTE;
  }
}

}  // namespace

void capi::log_failure(const zq_desk& desk, const char* function, zq_status status, const zq_error* error) {
  if (desk.log == nullptr) return;
  try {
    const auto line = std::string(function) + ": " + zq_status_name(status) + ": " + zq_error_message(error);
    desk.log(desk.log_data, level_of(status), line.c_str());
  } catch (const std::bad_alloc&) {  // the caller is told all the same
  }
}

void zq_desk_options_init(zq_desk_options* options) {
  if (options != nullptr) *options = ZQ_DESK_OPTIONS_INIT;
}

zq_status zq_desk_open(const char* path, size_t path_len, const zq_desk_options* options, zq_desk** desk,
                       zq_error** err) {
  return capi::guarded(err, [&] {
    auto& out = capi::required(desk, "desk");
    const auto known = capi::known_part<zq_desk_options>(options, ZQ_DESK_OPTIONS_INIT);
    std::string file(capi::text(path, path_len, "path"));
    auto opened = zhuqi::ServiceDesk::open(file, desk_options(known));
    out = new zq_desk(std::move(opened), std::move(file), known);
  });
}

void zq_desk_close(zq_desk* desk) { capi::destroy(desk); }

zq_status zq_desk_apply(zq_desk* desk, const char* command, size_t command_len, zq_buffer* receipt, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](zq_desk& self) {
    auto& out = capi::required(receipt, "receipt");
    out = capi::to_buffer(self.value.apply_document(capi::text(command, command_len, "command")));
  });
}

zq_status zq_desk_publish(zq_desk* desk, const char* command, size_t command_len, const char* content,
                          size_t content_len, zq_buffer* receipt, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](zq_desk& self) {
    auto& out = capi::required(receipt, "receipt");
    const std::string document =
        with_content(capi::text(command, command_len, "command"), capi::text(content, content_len, "content"));
    out = capi::to_buffer(self.value.apply_document(document));
  });
}

zq_status zq_desk_query(const zq_desk* desk, const char* query, size_t query_len, zq_buffer* answer, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](const zq_desk& self) {
    auto& out = capi::required(answer, "answer");
    out = capi::to_buffer(self.value.query_document(capi::text(query, query_len, "query")));
  });
}

zq_status zq_desk_tick(zq_desk* desk, int64_t now_us, zq_buffer* steps, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](zq_desk& self) {
    auto& out = capi::required(steps, "steps");
    out = capi::to_buffer(self.value.tick_document(Instant(microseconds(now_us))));
  });
}

zq_status zq_desk_events(const zq_desk* desk, int64_t after, int64_t limit, zq_buffer* events, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](const zq_desk& self) {
    auto& out = capi::required(events, "events");
    out = capi::to_buffer(self.value.events_document(after, limit));
  });
}

zq_status zq_desk_report(const zq_desk* desk, const char* query, size_t query_len, int32_t as_text, zq_buffer* report,
                         zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](const zq_desk& self) {
    auto& out = capi::required(report, "report");
    const auto asked = capi::text(query, query_len, "query");
    out = capi::to_buffer(as_text != 0 ? zhuqi::report_text(self.path, asked)
                                       : zhuqi::report_document(std::filesystem::path(self.path), asked));
  });
}

zq_status zq_desk_verify(const zq_desk* desk, const char* head, size_t head_len, zq_buffer* findings, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](const zq_desk& self) {
    auto& out = capi::required(findings, "findings");
    out = capi::to_buffer(to_json_text(self.value.verify(capi::text(head, head_len, "head"))));
  });
}

zq_status zq_desk_head(const zq_desk* desk, zq_buffer* head, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](const zq_desk& self) {
    auto& out = capi::required(head, "head");
    out = capi::to_buffer(self.value.head_document());
  });
}

zq_status zq_desk_backup(const zq_desk* desk, const char* to, size_t to_len, zq_error** err) {
  return capi::on_desk(desk, __func__, err,
                       [&](const zq_desk& self) { self.value.backup(std::string(capi::text(to, to_len, "to"))); });
}

zq_status zq_desk_restore(const char* backup, size_t backup_len, const char* to, size_t to_len, const char* head,
                          size_t head_len, zq_error** err) {
  return capi::guarded(err, [&] {
    zhuqi::ServiceDesk::restore(path_of(backup, backup_len, "backup"), path_of(to, to_len, "to"),
                                capi::text(head, head_len, "head"));
  });
}
