// internalBinding('url_pattern'): ada's URLPattern with V8's regular expressions. Isolate thread only; JavaScript checks what users pass.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <ada.h>
#include <v8-container.h>
#include <v8-exception.h>
#include <v8-isolate.h>
#include <v8-regexp.h>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// What ada asks of a regular expression engine. Called only below a method of UrlPattern, so there is a current isolate and context.
class V8Regex {
 public:
  using regex_type = v8::Global<v8::RegExp>;

  V8Regex() = default;

  static std::optional<regex_type> create_instance(std::string_view pattern, bool ignore_case) {
    v8::Isolate* isolate = v8::Isolate::GetCurrent();
    v8::HandleScope scope(isolate);
    v8::TryCatch ignore(isolate);  // A bad pattern: the caller tells.
    int flags = v8::RegExp::kUnicodeSets | v8::RegExp::kDotAll;
    if (ignore_case) flags |= v8::RegExp::kIgnoreCase;
    v8::Local<v8::String> text;
    v8::Local<v8::RegExp> made;
    if (!Utf8(isolate, pattern).ToLocal(&text)) return {};
    if (!v8::RegExp::New(isolate->GetCurrentContext(), text, static_cast<v8::RegExp::Flags>(flags)).ToLocal(&made)) return {};
    return regex_type(isolate, made);
  }

  static std::optional<std::vector<std::optional<std::string>>> regex_search(std::string_view input, const regex_type& pattern) {
    v8::Isolate* isolate = v8::Isolate::GetCurrent();
    v8::HandleScope scope(isolate);
    v8::Local<v8::Object> match;
    if (!Execute(isolate, input, pattern).ToLocal(&match)) return {};
    std::vector<std::optional<std::string>> groups;
    const uint32_t length = match->IsArray() ? match.As<v8::Array>()->Length() : 0;
    for (uint32_t i = 1; i < length; i++) {
      v8::Local<v8::Value> group;
      if (!match->Get(isolate->GetCurrentContext(), i).ToLocal(&group)) return {};
      if (group->IsString())
        groups.emplace_back(ToUtf8(isolate, group));
      else
        groups.emplace_back(std::nullopt);
    }
    return groups;
  }

  static bool regex_match(std::string_view input, const regex_type& pattern) {
    v8::Isolate* isolate = v8::Isolate::GetCurrent();
    v8::HandleScope scope(isolate);
    return !Execute(isolate, input, pattern).IsEmpty();
  }

 private:
  // Empty for no match.
  static v8::MaybeLocal<v8::Object> Execute(v8::Isolate* isolate, std::string_view input, const regex_type& pattern) {
    v8::Local<v8::String> text;
    v8::Local<v8::Object> match;
    if (pattern.IsEmpty() || !Utf8(isolate, input).ToLocal(&text)) return {};
    if (!pattern.Get(isolate)->Exec(isolate->GetCurrentContext(), text).ToLocal(&match) || !match->IsObject()) return {};
    return match;
  }
};

using Pattern = ada::url_pattern<V8Regex>;
using ComponentResult = ada::url_pattern_component_result;

// The members of url_pattern_init in the order in which JavaScript passes them.
constexpr std::optional<std::string> ada::url_pattern_init::*kParts[] = {
    &ada::url_pattern_init::protocol, &ada::url_pattern_init::username, &ada::url_pattern_init::password,
    &ada::url_pattern_init::hostname, &ada::url_pattern_init::port,     &ada::url_pattern_init::pathname,
    &ada::url_pattern_init::search,   &ada::url_pattern_init::hash,     &ada::url_pattern_init::base_url,
};

// Owns the text that an input's view refers to.
struct Input {
  std::string text;
  ada::url_pattern_init init;
  bool is_text = false;

  ada::url_pattern_input value() const {
    if (is_text) return std::string_view(text);
    return init;
  }
};

// The argument at `index`: a string, or an array of the nine parts, undefined where there is none. False after throwing.
bool GetInput(const CallInfo& info, int index, Input* input) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[index]->IsArray()) {
    input->is_text = true;
    return GetUtf8(info, index, &input->text);
  }
  v8::Local<v8::Array> parts = info[index].As<v8::Array>();
  for (uint32_t i = 0; i < std::size(kParts); i++) {
    v8::Local<v8::Value> part;
    if (!parts->Get(isolate->GetCurrentContext(), i).ToLocal(&part)) return false;
    if (part->IsString()) input->init.*kParts[i] = ToUtf8(isolate, part);
  }
  return true;
}

// An optional string. False after throwing.
bool GetBase(const CallInfo& info, int index, std::string* text, std::optional<std::string_view>* base) {
  if (info[index]->IsUndefined()) return true;
  if (!GetUtf8(info, index, text)) return false;
  *base = *text;
  return true;
}

class UrlPattern final : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"UrlPattern", &BaseObject::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  // new UrlPattern(input, base or undefined, ignore case)
  static void New(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    if (!info.IsConstructCall()) return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED", "Cannot call constructor without `new`");
    Input input;
    std::string base_text;
    std::optional<std::string_view> base;
    bool ignore_case = false;
    if (!GetInput(info, 0, &input) || !GetBase(info, 1, &base_text, &base) || !GetBool(info, 2, &ignore_case)) return;
    const ada::url_pattern_options options{.ignore_case = ignore_case};
    auto pattern = ada::parse_url_pattern<V8Regex>(input.value(), base.has_value() ? &*base : nullptr, &options);
    if (!pattern.has_value()) return ThrowTypeError(isolate, "ERR_INVALID_URL_PATTERN", "Failed to construct URLPattern");
    new UrlPattern(Environment::From(isolate), info.This(), std::move(*pattern));
  }

  // (input, base or undefined) => boolean
  static void Test(const CallInfo& info) {
    auto* self = This<UrlPattern>(info);
    Input input;
    std::string base_text;
    std::optional<std::string_view> base;
    if (self == nullptr || !GetInput(info, 0, &input) || !GetBase(info, 1, &base_text, &base)) return;
    auto result = self->pattern_.test(input.value(), base.has_value() ? &*base : nullptr);
    if (!result.has_value()) return ThrowTypeError(info.GetIsolate(), "ERR_OPERATION_FAILED", "Failed to test URLPattern");
    info.GetReturnValue().Set(*result);
  }

  // (input, base or undefined) => null, or for each part [its text, name, value or undefined, name, value ...]
  static void Exec(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    auto* self = This<UrlPattern>(info);
    Input input;
    std::string base_text;
    std::optional<std::string_view> base;
    if (self == nullptr || !GetInput(info, 0, &input) || !GetBase(info, 1, &base_text, &base)) return;
    auto result = self->pattern_.exec(input.value(), base.has_value() ? &*base : nullptr);
    if (!result.has_value()) return ThrowTypeError(isolate, "ERR_OPERATION_FAILED", "Failed to exec URLPattern");
    if (!result->has_value()) return info.GetReturnValue().SetNull();
    const ada::url_pattern_result& match = **result;
    const ComponentResult* components[] = {&match.protocol, &match.username, &match.password, &match.hostname,
                                           &match.port,     &match.pathname, &match.search,   &match.hash};
    v8::Local<v8::Value> lists[std::size(components)];
    for (size_t i = 0; i < std::size(components); i++) {
      if (!ListOf(isolate, *components[i]).ToLocal(&lists[i])) return;
    }
    info.GetReturnValue().Set(v8::Array::New(isolate, lists, std::size(lists)));
  }

  // () => [protocol ... hash, whether there are groups of regular expressions]
  static void Parts(const CallInfo& info) {
    v8::Isolate* isolate = info.GetIsolate();
    auto* self = This<UrlPattern>(info);
    if (self == nullptr) return;
    const Pattern& pattern = self->pattern_;
    const std::string_view texts[] = {pattern.get_protocol(), pattern.get_username(), pattern.get_password(), pattern.get_hostname(),
                                      pattern.get_port(),     pattern.get_pathname(), pattern.get_search(),   pattern.get_hash()};
    v8::Local<v8::Value> values[std::size(texts) + 1];
    for (size_t i = 0; i < std::size(texts); i++) {
      v8::Local<v8::String> text;
      if (!Utf8(isolate, texts[i]).ToLocal(&text)) return;
      values[i] = text;
    }
    values[std::size(texts)] = v8::Boolean::New(isolate, pattern.has_regexp_groups());
    info.GetReturnValue().Set(v8::Array::New(isolate, values, std::size(values)));
  }

 private:
  UrlPattern(Environment* env, v8::Local<v8::Object> object, Pattern pattern) : BaseObject(env, object), pattern_(std::move(pattern)) { MakeWeak(); }

  static v8::MaybeLocal<v8::Array> ListOf(v8::Isolate* isolate, const ComponentResult& component) {
    v8::LocalVector<v8::Value> items(isolate);
    auto add = [&](const std::string& text) {
      v8::Local<v8::String> value;
      if (!Utf8(isolate, text).ToLocal(&value)) return false;
      items.push_back(value);
      return true;
    };
    if (!add(component.input)) return {};
    for (const auto& [name, value] : component.groups) {
      if (!add(name)) return {};
      if (!value.has_value())
        items.push_back(v8::Undefined(isolate));
      else if (!add(*value))
        return {};
    }
    return v8::Array::New(isolate, items.data(), items.size());
  }

  Pattern pattern_;
};

constexpr BindingFunction kMethods[] = {
    Method<UrlPattern::Exec>("exec", 2),
    Method<UrlPattern::Parts>("parts"),
    Method<UrlPattern::Test>("test", 2),
};
constexpr BindingClass kClasses[] = {{.name = "UrlPattern", .construct = Method<UrlPattern::New>("UrlPattern", 3), .methods = kMethods}};

}  // namespace

extern const BindingDefinition kUrlPatternBinding;
const BindingDefinition kUrlPatternBinding = {.name = "url_pattern", .classes = kClasses};

}  // namespace isoscope
