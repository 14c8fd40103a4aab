// internalBinding('options'): the command line's values at run time.
#include <vector>

#include <v8-container.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

v8::MaybeLocal<v8::Value> ValueOf(v8::Isolate* isolate, const OptionRow& row, const Options& options) {
  if (row.member == nullptr) return v8::Undefined(isolate).As<v8::Value>();
  void* member = row.member(const_cast<Options*>(&options));  // Only read.
  v8::Local<v8::String> text;
  switch (row.type) {
    case OptionType::kBool:
      return v8::Boolean::New(isolate, *static_cast<OptionBool*>(member));
    case OptionType::kInt:
      return v8::Number::New(isolate, static_cast<double>(*static_cast<OptionInt*>(member)));
    case OptionType::kString:
      if (!Utf8(isolate, *static_cast<OptionString*>(member)).ToLocal(&text)) return {};
      return text;
    case OptionType::kOptional: {
      const auto& value = *static_cast<OptionOptional*>(member);
      if (!value.has_value()) return v8::Undefined(isolate).As<v8::Value>();
      if (!Utf8(isolate, *value).ToLocal(&text)) return {};
      return text;
    }
    case OptionType::kStrings: {
      std::vector<v8::Local<v8::Value>> items;
      for (const std::string& item : *static_cast<OptionStrings*>(member)) {
        if (!Utf8(isolate, item).ToLocal(&text)) return {};
        items.push_back(text);
      }
      return v8::Array::New(isolate, items.data(), items.size());
    }
    default:
      return v8::Undefined(isolate).As<v8::Value>();
  }
}

// get(name): undefined for a name that is no option; `--eval` is undefined when it was not given.
void Get(const CallInfo& info) {
  std::string name;
  if (!GetUtf8(info, 0, &name)) return;
  const Options& options = Environment::From(info.GetIsolate())->options();
  for (const OptionRow& row : OptionTable()) {
    if (name != row.name) continue;
    if (name == "--eval" && !options.has_eval) return;
    v8::Local<v8::Value> value;
    if (ValueOf(info.GetIsolate(), row, options).ToLocal(&value)) info.GetReturnValue().Set(value);
    return;
  }
}

// names(): every option that may stand in NODE_OPTIONS, for process.allowedNodeEnvironmentFlags.
void Names(const CallInfo& info) {
  std::vector<v8::Local<v8::Value>> names;
  for (const OptionRow& row : OptionTable()) {
    if (row.where == OptionWhere::kEverywhere && row.type != OptionType::kRefused) names.push_back(OneByte(info.GetIsolate(), row.name));
  }
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

bool IsDefault(const OptionRow& row, const Options& options, Options* defaults) {
  void* value = row.member(const_cast<Options*>(&options));
  void* initial = row.member(defaults);
  switch (row.type) {
    case OptionType::kBool:
      return *static_cast<OptionBool*>(value) == *static_cast<OptionBool*>(initial);
    case OptionType::kInt:
      return *static_cast<OptionInt*>(value) == *static_cast<OptionInt*>(initial);
    case OptionType::kString:
      return *static_cast<OptionString*>(value) == *static_cast<OptionString*>(initial);
    case OptionType::kStrings:
      return *static_cast<OptionStrings*>(value) == *static_cast<OptionStrings*>(initial);
    case OptionType::kOptional:
      return *static_cast<OptionOptional*>(value) == *static_cast<OptionOptional*>(initial);
    default:
      return true;
  }
}

// given(): the names of the options whose values are not the default ones: nearly always none, so that a start asks for nothing else.
void Given(const CallInfo& info) {
  const Options& options = Environment::From(info.GetIsolate())->options();
  Options defaults;
  std::vector<v8::Local<v8::Value>> names;
  for (const OptionRow& row : OptionTable()) {
    if (row.member != nullptr && !IsDefault(row, options, &defaults)) names.push_back(OneByte(info.GetIsolate(), row.name));
  }
  info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

constexpr BindingFunction kFunctions[] = {Method<Get>("get", 1), Method<Given>("given"), Method<Names>("names")};

}  // namespace

extern const BindingDefinition kOptionsBinding;
const BindingDefinition kOptionsBinding = {.name = "options", .functions = kFunctions};

}  // namespace isoscope
