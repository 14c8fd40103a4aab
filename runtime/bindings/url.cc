// internalBinding('url'): the URL Standard's parser (ada). A parsed URL is its href and the offsets of its parts, which go to JavaScript
// through fields.urlComponents: nothing of a URL lives here. Isolate thread only.

#include <string>
#include <string_view>
#include <type_traits>

#include <ada.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/simdutf.h"

namespace isoscope {
namespace {

// V(constant, setter): what update() can change.
#define ISOSCOPE_URL_PARTS(V) \
  V(kProtocol, set_protocol)  \
  V(kUsername, set_username)  \
  V(kPassword, set_password)  \
  V(kHost, set_host)          \
  V(kHostname, set_hostname)  \
  V(kPort, set_port)          \
  V(kPathname, set_pathname)  \
  V(kSearch, set_search)      \
  V(kHash, set_hash)          \
  V(kHref, set_href)

enum UrlPart : uint32_t {
#define V(name, setter) name,
  ISOSCOPE_URL_PARTS(V)
#undef V
};

using Url = ada::url_aggregator;

// A string's text as UTF-8, copied only when V8 keeps it in another form. No JavaScript value may be made while it lives.
class Text {
 public:
  Text(v8::Isolate* isolate, v8::Local<v8::String> string) : view_(isolate, string) {
    if (!view_.is_one_byte()) {
      copy_ = FromUtf16(reinterpret_cast<const char16_t*>(view_.data16()), view_.length());
      return;
    }
    auto* data = reinterpret_cast<const char*>(view_.data8());
    if (simdutf::validate_ascii(data, view_.length())) {
      plain_ = {data, view_.length()};
    } else {
      copy_.resize(simdutf::utf8_length_from_latin1(data, view_.length()));
      simdutf::convert_latin1_to_utf8(data, view_.length(), copy_.data());
    }
  }

  std::string_view text() const { return plain_.data() != nullptr ? plain_ : copy_; }

 private:
  // Lone surrogates become U+FFFD, as in a USVString.
  static std::string FromUtf16(const char16_t* data, size_t length) {
    std::u16string units(data, length);
    for (size_t i = 0; i < length; i++) {
      if ((units[i] & 0xF800) != 0xD800) continue;
      if ((units[i] & 0xFC00) == 0xD800 && i + 1 < length && (units[i + 1] & 0xFC00) == 0xDC00) {
        i++;
      } else {
        units[i] = 0xFFFD;
      }
    }
    std::string out(simdutf::utf8_length_from_utf16le(units.data(), length), '\0');
    simdutf::convert_utf16le_to_utf8(units.data(), length, out.data());
    return out;
  }

  v8::String::ValueView view_;
  std::string_view plain_;
  std::string copy_;
};

void PublishComponents(Environment* env, const Url& url) {
  const ada::url_components& parts = url.get_components();
  uint32_t* out = env->fields().urlComponents();
  out[0] = parts.protocol_end;
  out[1] = parts.username_end;
  out[2] = parts.host_start;
  out[3] = parts.host_end;
  out[4] = parts.port;
  out[5] = parts.pathname_start;
  out[6] = parts.search_start;
  out[7] = parts.hash_start;
  out[8] = static_cast<uint32_t>(url.type);
}

void ReturnUrl(const CallInfo& info, const Url& url) {
  PublishComponents(Environment::From(info.GetIsolate()), url);
  v8::Local<v8::String> href;
  if (Utf8(info.GetIsolate(), url.get_href()).ToLocal(&href)) info.GetReturnValue().Set(href);
}

// Both arguments are strings, or this throws. The base may be undefined.
bool CheckStrings(const CallInfo& info) {
  if (info[0]->IsString() && (info[1]->IsUndefined() || info[1]->IsString())) return true;
  ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The arguments must be strings");
  return false;
}

ada::result<Url> ParseArguments(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  ada::result<Url> base;
  if (info[1]->IsString()) {
    base = ada::parse<Url>(Text(isolate, info[1].As<v8::String>()).text());
    if (!base) return base;
  }
  return ada::parse<Url>(Text(isolate, info[0].As<v8::String>()).text(), info[1]->IsString() ? &base.value() : nullptr);
}

// (input, base | undefined) => href, or undefined when that is no URL.
void Parse(const CallInfo& info) {
  if (!CheckStrings(info)) return;
  ada::result<Url> url = ParseArguments(info);
  if (url) ReturnUrl(info, *url);
}

// (input, base | undefined) => boolean
void CanParse(const CallInfo& info) {
  if (!CheckStrings(info)) return;
  v8::Isolate* isolate = info.GetIsolate();
  std::string base = info[1]->IsString() ? ToUtf8(isolate, info[1]) : std::string();  // Copied: two views at a time could move each other's text.
  std::string_view base_text = base;
  Text input(isolate, info[0].As<v8::String>());
  info.GetReturnValue().Set(ada::can_parse(input.text(), info[1]->IsString() ? &base_text : nullptr));
}

// Some setters of ada cannot fail and return nothing.
template <auto kSetter>
bool Set(Url* url, std::string_view value) {
  if constexpr (std::is_void_v<decltype((url->*kSetter)(value))>) {
    (url->*kSetter)(value);
    return true;
  } else {
    return (url->*kSetter)(value);
  }
}

// (href, part, value) => href, or undefined when nothing changed because the value does not fit.
void Update(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uint32_t part = 0;
  if (!GetUint32(info, 1, &part)) return;
  if (!info[0]->IsString() || !info[2]->IsString()) return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The arguments must be strings");
  ada::result<Url> url = ada::parse<Url>(Text(isolate, info[0].As<v8::String>()).text());
  if (!url) return;
  bool changed = true;
  {
    Text value(isolate, info[2].As<v8::String>());
    switch (part) {
#define V(name, setter)                               \
  case name:                                          \
    changed = Set<&Url::setter>(&*url, value.text()); \
    break;
      ISOSCOPE_URL_PARTS(V)
#undef V
      default:
        changed = false;
    }
  }
  if (changed) ReturnUrl(info, *url);
}

// (href, fragment, unicode, search, auth) => text: url.format() of a URL.
void Format(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::string href;
  bool fragment = false, unicode = false, search = false, auth = false;
  if (!GetUtf8(info, 0, &href) || !GetBool(info, 1, &fragment) || !GetBool(info, 2, &unicode) || !GetBool(info, 3, &search) ||
      !GetBool(info, 4, &auth)) {
    return;
  }
  ada::result<ada::url> url = ada::parse<ada::url>(href);
  if (!url) return;
  if (!fragment) url->hash = std::nullopt;
  if (unicode && url->has_hostname()) url->host = ada::idna::to_unicode(url->get_hostname());
  if (!search) url->query = std::nullopt;
  if (!auth) {
    url->username = "";
    url->password = "";
  }
  v8::Local<v8::String> text;
  if (Utf8(isolate, url->get_href()).ToLocal(&text)) info.GetReturnValue().Set(text);
}

// (domain) => domain, "" for what is none.
template <bool kToUnicode>
void ConvertDomain(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::string domain;
  if (!GetUtf8(info, 0, &domain)) return;
  ada::result<Url> url = ada::parse<Url>("ws://x");
  std::string out;
  if (!domain.empty() && url && url->set_hostname(domain)) {
    out = url->get_hostname();
    if constexpr (kToUnicode) out = ada::idna::to_unicode(out);
  }
  v8::Local<v8::String> text;
  if (Utf8(isolate, out).ToLocal(&text)) info.GetReturnValue().Set(text);
}

constexpr BindingFunction kFunctions[] = {
    Method<CanParse>("canParse", 2),
    Method<ConvertDomain<false>>("domainToASCII", 1),
    Method<ConvertDomain<true>>("domainToUnicode", 1),
    Method<Format>("format", 5),
    Method<Parse>("parse", 2),
    Method<Update>("update", 3),
};

void Initialize(Environment*, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
#define V(name, setter) SetConstant(context, target, #name, name);
  ISOSCOPE_URL_PARTS(V)
#undef V
}

}  // namespace

extern const BindingDefinition kUrlBinding = {.name = "url", .functions = kFunctions, .initialize = Initialize};

}  // namespace isoscope
