// JavaScript strings of the header names a connection sends again and again: made once. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_HTTP_NAMES_H_
#define ISOSCOPE_RUNTIME_BINDINGS_HTTP_NAMES_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <v8-isolate.h>
#include <v8-persistent-handle.h>
#include <v8-primitive.h>

namespace isoscope {

class Environment;

class HttpNames {
 public:
  explicit HttpNames(Environment*) {}

  v8::Local<v8::String> Get(v8::Isolate* isolate, std::string_view name) {
    if (name.size() > kLongest) return Make(isolate, name, v8::NewStringType::kNormal);
    uint32_t hash = 2166136261;
    for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
    Entry& entry = entries_[hash % entries_.size()];
    if (entry.text != name || entry.string.IsEmpty()) {
      entry.text = name;
      entry.string.Reset(isolate, Make(isolate, name, v8::NewStringType::kInternalized));
    }
    return entry.string.Get(isolate);
  }

  // Latin-1, as HTTP's texts are read. What llhttp lets through always fits.
  static v8::Local<v8::String> Make(v8::Isolate* isolate, std::string_view text, v8::NewStringType type = v8::NewStringType::kNormal) {
    return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(text.data()), type, static_cast<int>(text.size())).ToLocalChecked();
  }

 private:
  static constexpr size_t kLongest = 32;
  struct Entry {
    std::string text;
    v8::Global<v8::String> string;
  };
  std::array<Entry, 128> entries_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_HTTP_NAMES_H_
