// SQL on the ledger's database, for projections: prepared statements on integers, texts, bytes and nulls. Keep to
// portable SQL (placeholders are `?`), because more than one engine may stand behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

// Binds and reads a text column as raw bytes (BLOB).
struct Bytes {
  std::string_view value;
};

// What an engine implements behind a Statement. Parameters count from 1, columns from 0.
class PreparedStatement {
 public:
  virtual ~PreparedStatement() = default;
  virtual void bind_integer(int parameter, std::int64_t value) = 0;
  virtual void bind_text(int parameter, std::string_view value) = 0;   // copied
  virtual void bind_bytes(int parameter, std::string_view value) = 0;  // copied
  virtual void bind_null(int parameter) = 0;
  virtual bool step() = 0;
  virtual int columns() const = 0;
  virtual bool is_null(int column) const = 0;
  virtual bool is_integer(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual void release() noexcept = 0;  // reset, forget the bindings, free for the next use
};

// A statement on loan from its session's cache; gives itself back when it goes. One thread at a time; lives no longer
// than the session.
class Statement {
 public:
  explicit Statement(PreparedStatement& prepared) : prepared_(&prepared) {}
  Statement(Statement&& other) noexcept : prepared_(std::exchange(other.prepared_, nullptr)), next_(other.next_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement() {
    if (prepared_) prepared_->release();
  }

  // Binds the next parameters, in order: integers, bool (0 or 1), Instant (microseconds), texts, Bytes, nullptr, and
  // std::optional of them. Values are copied.
  template <class... Values>
  Statement& bind(const Values&... values) {
    (bind_one(++next_, values), ...);
    return *this;
  }

  // To the next row: false when there is none. Throws Refused.
  bool step() { return prepared_->step(); }

  // Columns of the current row. Texts are valid until the next step.
  int columns() const { return prepared_->columns(); }
  bool is_null(int column) const { return prepared_->is_null(column); }
  bool is_integer(int column) const { return prepared_->is_integer(column); }
  std::int64_t integer(int column) const { return prepared_->integer(column); }
  std::string_view text(int column) const { return prepared_->text(column); }
  std::string string(int column) const { return std::string(prepared_->text(column)); }
  Instant instant(int column) const { return Instant(Instant::duration(prepared_->integer(column))); }

 private:
  template <class Value>
  void bind_one(int parameter, const Value& value) {
    if constexpr (std::is_same_v<Value, std::nullptr_t>)
      prepared_->bind_null(parameter);
    else if constexpr (std::is_integral_v<Value>)
      prepared_->bind_integer(parameter, static_cast<std::int64_t>(value));
    else if constexpr (std::is_same_v<Value, Instant>)
      prepared_->bind_integer(parameter, value.time_since_epoch().count());
    else if constexpr (std::is_same_v<Value, Bytes>)
      prepared_->bind_bytes(parameter, value.value);
    else
      prepared_->bind_text(parameter, value);
  }
  template <class Value>
  void bind_one(int parameter, const std::optional<Value>& value) {
    value ? bind_one(parameter, *value) : prepared_->bind_null(parameter);
  }

  PreparedStatement* prepared_;
  int next_ = 0;
};

// A connection inside a transaction or a snapshot. One thread at a time; valid only within the callback that got it.
// Errors of the engine are Refused: busy, io, corrupt, too_large, and internal for SQL that is wrong.
class Session {
 public:
  virtual ~Session() = default;

  // The statement for this SQL, compiled at most once per connection (up to a bound) and reused.
  Statement prepare(std::string_view sql) { return Statement(lease(sql)); }

  // Binds the values, runs to the end, and tells how many rows it changed.
  template <class... Values>
  std::int64_t run(std::string_view sql, const Values&... values) {
    auto statement = prepare(sql);
    statement.bind(values...);
    while (statement.step()) {
    }
    return changes();
  }

  // As run, for those who do not ask how many rows it changed: see write_behind.
  template <class... Values>
  void post(std::string_view sql, const Values&... values) {
    Statement statement(lease_to_post(sql));
    statement.bind(values...);
    while (statement.step()) {
    }
  }

  // From now on, up to write_behind(false) or the end of the transaction, a second thread may run what is posted: in
  // order, before anything else that is asked of the session, and before the transaction commits. What goes wrong then
  // is thrown by what comes next, and the transaction cannot be committed. Worth it where much is posted and little is
  // asked in between.
  virtual void write_behind(bool) {}

 protected:
  virtual PreparedStatement& lease(std::string_view sql) = 0;
  virtual PreparedStatement& lease_to_post(std::string_view sql) { return lease(sql); }
  virtual std::int64_t changes() const = 0;
};

}  // namespace zhuqi
