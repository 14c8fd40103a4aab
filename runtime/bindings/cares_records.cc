#include "runtime/bindings/cares_records.h"

#include <algorithm>
#include <cstring>
#include <span>

#include <v8-context.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"

namespace isoscope {
namespace {

// How a type is shown: the names of its numbers and texts in the order in which Node's objects have them. A name of one type that is shown
// alone is the value itself.
struct Field {
  const char* name;
  bool is_text;
  int index;
};
struct Shape {
  DnsType type;
  const char* name;
  std::span<const Field> fields;
};

constexpr Field kAddress[] = {{"address", true, 0}};
constexpr Field kValue[] = {{"value", true, 0}};
constexpr Field kMx[] = {{"exchange", true, 0}, {"priority", false, 0}};
constexpr Field kSrv[] = {{"name", true, 0}, {"port", false, 2}, {"priority", false, 0}, {"weight", false, 1}};
constexpr Field kNaptr[] = {{"flags", true, 0},       {"service", true, 1}, {"regexp", true, 2},
                            {"replacement", true, 3}, {"order", false, 0},  {"preference", false, 1}};
constexpr Field kSoa[] = {{"nsname", true, 0}, {"hostmaster", true, 1}, {"serial", false, 0}, {"refresh", false, 1},
                          {"retry", false, 2}, {"expire", false, 3},    {"minttl", false, 4}};
constexpr Field kTlsa[] = {{"certUsage", false, 0}, {"selector", false, 1}, {"match", false, 2}};

// In the order in which resolveAny() gives them.
constexpr Shape kShapes[] = {
    {DnsType::kA, "A", kAddress},       {DnsType::kCname, "CNAME", kValue}, {DnsType::kAaaa, "AAAA", kAddress}, {DnsType::kMx, "MX", kMx},
    {DnsType::kNs, "NS", kValue},       {DnsType::kTxt, "TXT", {}},         {DnsType::kSrv, "SRV", kSrv},       {DnsType::kPtr, "PTR", kValue},
    {DnsType::kNaptr, "NAPTR", kNaptr}, {DnsType::kSoa, "SOA", kSoa},       {DnsType::kCaa, "CAA", {}},         {DnsType::kTlsa, "TLSA", kTlsa},
};

v8::Local<v8::Value> Text(v8::Isolate* isolate, const std::string& text) {
  return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(text.data()), v8::NewStringType::kNormal, static_cast<int>(text.size()))
      .FromMaybe(v8::Local<v8::String>(v8::String::Empty(isolate)));
}

v8::Local<v8::Array> Texts(v8::Isolate* isolate, const std::vector<std::string>& texts) {
  std::vector<v8::Local<v8::Value>> values;
  for (const std::string& text : texts) {
    v8::Local<v8::String> value;
    values.push_back(Utf8(isolate, text).ToLocal(&value) ? value.As<v8::Value>() : Text(isolate, text));
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

v8::Local<v8::Value> RecordValue(v8::Isolate* isolate, const DnsRecord& record, const Shape& shape, bool with_type) {
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  bool is_alone = shape.fields.size() == 1;
  if (!with_type && is_alone) return Text(isolate, record.texts[0]);
  if (!with_type && record.type == DnsType::kTxt) return Texts(isolate, record.texts);
  v8::Local<v8::Object> object = v8::Object::New(isolate);
  for (const Field& field : shape.fields) {
    if (field.is_text) {
      SetProperty(context, object, field.name, Text(isolate, record.texts[static_cast<size_t>(field.index)]));
    } else {
      SetConstant(context, object, field.name, record.numbers[static_cast<size_t>(field.index)]);
    }
  }
  if (record.type == DnsType::kTxt) SetProperty(context, object, "entries", Texts(isolate, record.texts));
  if (record.type == DnsType::kCaa) {
    SetConstant(context, object, "critical", record.numbers[0]);
    SetProperty(context, object, "type", OneByte(isolate, shape.name));
    v8::Local<v8::String> tag = Text(isolate, record.texts[0]).As<v8::String>();
    // A server chooses the name: it must not fail for one that is special.
    if (object->CreateDataProperty(context, tag, Text(isolate, record.texts[1])).IsNothing()) return object;
  }
  if (record.type == DnsType::kTlsa) {
    v8::Local<v8::ArrayBuffer> data = v8::ArrayBuffer::New(isolate, record.texts[0].size());
    if (!record.texts[0].empty()) std::memcpy(data->Data(), record.texts[0].data(), record.texts[0].size());
    SetProperty(context, object, "data", data);
  }
  // Node's objects of these types tell it always.
  bool tells_type = record.type == DnsType::kMx || record.type == DnsType::kSrv;
  if (with_type || tells_type) {
    if (record.type == DnsType::kA || record.type == DnsType::kAaaa) SetConstant(context, object, "ttl", record.ttl);
    if (record.type != DnsType::kCaa) SetProperty(context, object, "type", OneByte(isolate, shape.name));
  }
  return object;
}

}  // namespace

v8::MaybeLocal<v8::Array> RecordValues(v8::Isolate* isolate, const std::vector<DnsRecord>& records, bool with_types) {
  std::vector<v8::Local<v8::Value>> values;
  for (const Shape& shape : kShapes) {
    for (const DnsRecord& record : records) {
      if (record.type == shape.type) values.push_back(RecordValue(isolate, record, shape, with_types));
    }
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

v8::Local<v8::Array> RecordTtls(v8::Isolate* isolate, const std::vector<DnsRecord>& records) {
  std::vector<v8::Local<v8::Value>> values;
  for (const DnsRecord& record : records) values.push_back(v8::Number::New(isolate, record.ttl));
  return v8::Array::New(isolate, values.data(), values.size());
}

}  // namespace isoscope
