#include <memory>

#include <zhuqi/base/version.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "guard.hpp"

struct zq_error {
  zq_status status;
  std::string message, where, json;
};

namespace zhuqi::capi {

namespace {

// The codes of C++ are the numbers of C.
static_assert(ZQ_OK == static_cast<int>(Code::ok) && ZQ_INVALID_ARGUMENT == static_cast<int>(Code::invalid_argument) &&
              ZQ_NOT_FOUND == static_cast<int>(Code::not_found) &&
              ZQ_NOT_ALLOWED == static_cast<int>(Code::not_allowed) &&
              ZQ_ILLEGAL_STATE == static_cast<int>(Code::illegal_state) &&
              ZQ_KEY_CONFLICT == static_cast<int>(Code::key_conflict) &&
              ZQ_OUT_OF_ORDER == static_cast<int>(Code::out_of_order) &&
              ZQ_INVALID_DOCUMENT == static_cast<int>(Code::invalid_document) &&
              ZQ_CALENDAR_UNKNOWN == static_cast<int>(Code::calendar_unknown) &&
              ZQ_CORRUPT == static_cast<int>(Code::corrupt) && ZQ_FOREIGN == static_cast<int>(Code::foreign) &&
              ZQ_BUSY == static_cast<int>(Code::busy) && ZQ_IO == static_cast<int>(Code::io) &&
              ZQ_TOO_LARGE == static_cast<int>(Code::too_large) &&
              ZQ_ALREADY_EXISTS == static_cast<int>(Code::already_exists) &&
              ZQ_CANCELLED == static_cast<int>(Code::cancelled) &&
              ZQ_UNSUPPORTED == static_cast<int>(Code::unsupported) && ZQ_INTERNAL == static_cast<int>(Code::internal));

zq_status fail(zq_error** err, const Refused& refused) {
  const auto status = static_cast<zq_status>(refused.code());
  if (err != nullptr) {
    *err = nullptr;
    *err = new zq_error{status, refused.what(), refused.where(), to_json_text(refused)};
  }
  return status;
}

}  // namespace

zq_status caught(zq_error** err) noexcept {
  try {
    try {
      throw;
    } catch (const Refused& refused) {
      return fail(err, refused);
    } catch (const std::bad_alloc&) {
      return fail(err, Refused(Code::internal, "there is not enough memory"));
    } catch (const std::exception& fault) {
      return fail(err, Refused(Code::internal, fault.what()));
    } catch (...) {
      return fail(err, Refused(Code::internal, "a fault of an unknown kind"));
    }
  } catch (...) {  // no memory for the error itself
    return ZQ_INTERNAL;
  }
}

}  // namespace zhuqi::capi

int32_t zq_abi_version(void) { return ZQ_ABI_VERSION; }

const char* zq_version(void) { return zhuqi::version().data(); }

const char* zq_status_name(zq_status status) {
  if (status < ZQ_OK || status > ZQ_INTERNAL) return "unknown";
  return zhuqi::name(static_cast<zhuqi::Code>(status)).data();
}

zq_status zq_error_status(const zq_error* error) { return error == nullptr ? ZQ_OK : error->status; }
const char* zq_error_message(const zq_error* error) { return error == nullptr ? "" : error->message.c_str(); }
const char* zq_error_where(const zq_error* error) { return error == nullptr ? "" : error->where.c_str(); }
const char* zq_error_json(const zq_error* error) { return error == nullptr ? "" : error->json.c_str(); }
void zq_error_free(zq_error* error) { delete error; }

void zq_buffer_free(zq_buffer* buffer) {
  if (buffer == nullptr) return;
  delete[] buffer->data;
  *buffer = {nullptr, 0};
}
