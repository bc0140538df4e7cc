// Filling a desk from files: past cases, enterprises.
#include <fstream>

#include <zhuqi/desk/desk.hpp>

#include "on_desk.hpp"

namespace capi = zhuqi::capi;

namespace {

using Tell = void (*)(void* data, const char* finding, size_t finding_len);
using Progress = int32_t (*)(void* data, int64_t rows, int64_t bytes);

std::function<void(const zhuqi::Finding&)> telling(Tell tell, void* data) {
  if (tell == nullptr) return {};
  return [=](const zhuqi::Finding& finding) {
    const std::string document = to_document(finding);
    tell(data, document.data(), document.size());
  };
}

std::function<bool(const zhuqi::CaseImportProgress&)> progressing(Progress progress, void* data) {
  if (progress == nullptr) return {};
  return [=](const zhuqi::CaseImportProgress& so_far) { return progress(data, so_far.rows, so_far.bytes) != 0; };
}

zhuqi::CaseImportOptions case_options(const zq_import_options* given, const std::string& path) {
  const zq_import_options options = capi::known_part<zq_import_options>(given, ZQ_IMPORT_OPTIONS_INIT);
  zhuqi::CaseImportOptions result;
  result.file = path;
  result.batch = options.batch;
  if (options.system != nullptr) result.system = options.system;
  if (options.offset != nullptr) result.offset = options.offset;
  result.bad = telling(options.bad, options.data);
  result.progress = progressing(options.progress, options.data);
  return result;
}

zhuqi::EnterpriseImportOptions enterprise_options(const zq_enterprise_import_options* given, const std::string& path) {
  const auto options = capi::known_part<zq_enterprise_import_options>(given, ZQ_ENTERPRISE_IMPORT_OPTIONS_INIT);
  zhuqi::EnterpriseImportOptions result;
  result.file = path;
  result.batch = options.batch;
  result.actor = zhuqi::parse_actor(options.actor == nullptr ? "host" : options.actor);
  if (options.system != nullptr) result.system = options.system;
  if (options.at_us != nullptr) result.at = zhuqi::Instant(std::chrono::microseconds(*options.at_us));
  result.imported = options.imported != 0;
  result.tell = telling(options.tell, options.data);
  result.progress = progressing(options.progress, options.data);
  return result;
}

std::ifstream file_at(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw zhuqi::Refused(zhuqi::Code::io, path + " cannot be read", path);
  return file;
}

}  // namespace

void zq_import_options_init(zq_import_options* options) {
  if (options != nullptr) *options = ZQ_IMPORT_OPTIONS_INIT;
}

zq_status zq_desk_import(zq_desk* desk, const char* path, size_t path_len, const zq_import_options* options,
                         zq_buffer* summary, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](zq_desk& self) {
    auto& out = capi::required(summary, "summary");
    const std::string name(capi::text(path, path_len, "path"));
    auto file = file_at(name);
    out = capi::to_buffer(to_document(self.value.import_cases(file, case_options(options, name))));
  });
}

void zq_enterprise_import_options_init(zq_enterprise_import_options* options) {
  if (options != nullptr) *options = ZQ_ENTERPRISE_IMPORT_OPTIONS_INIT;
}

zq_status zq_desk_import_enterprises(zq_desk* desk, const char* path, size_t path_len,
                                     const zq_enterprise_import_options* options, zq_buffer* summary, zq_error** err) {
  return capi::on_desk(desk, __func__, err, [&](zq_desk& self) {
    auto& out = capi::required(summary, "summary");
    const std::string name(capi::text(path, path_len, "path"));
    auto file = file_at(name);
    out = capi::to_buffer(to_document(self.value.import_enterprises(file, enterprise_options(options, name))));
  });
}
