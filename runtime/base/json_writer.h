// Writes JSON into a string: a thin layer over RapidJSON's Writer that keeps integers integers, NaN and infinities null, and text valid UTF-8.
//
// One thread. Misuse (a value without a key, an unclosed object) is our own bug and aborts through RapidJSON's assertions.
#ifndef ISOSCOPE_RUNTIME_BASE_JSON_WRITER_H_
#define ISOSCOPE_RUNTIME_BASE_JSON_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace isoscope {

class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  void StartObject();
  void EndObject();
  void StartArray();
  void EndArray();
  void Key(std::string_view name);

  void Null();
  void Bool(bool value);
  void Uint(uint64_t value);
  void Int(int64_t value);
  void Double(double value);  // Integral values print without a fraction; NaN and infinities as null.
  void String(std::string_view value);
  void Raw(std::string_view json);  // One complete JSON value, copied as it is.

  void Member(std::string_view name, std::string_view value) { Key(name), String(value); }
  void Member(std::string_view name, const char* value) { Key(name), String(value); }
  void Member(std::string_view name, uint64_t value) { Key(name), Uint(value); }
  void Member(std::string_view name, uint32_t value) { Key(name), Uint(value); }
  void Member(std::string_view name, int64_t value) { Key(name), Int(value); }
  void Member(std::string_view name, int value) { Key(name), Int(value); }
  void Member(std::string_view name, double value) { Key(name), Double(value); }
  void Member(std::string_view name, bool value) { Key(name), Bool(value); }

  // What was written; complete once every object and array is closed.
  const std::string& text() const;
  std::string Take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `text` with every byte that is no part of valid UTF-8 replaced by U+FFFD; returns `text` itself when it is valid. `storage` holds the other.
std::string_view ValidUtf8(std::string_view text, std::string* storage);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_JSON_WRITER_H_
