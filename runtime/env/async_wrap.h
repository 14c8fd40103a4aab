// A BaseObject with Node's async identity: ids, resource type name, and the way back into JavaScript.
//
// Isolate thread only. The provider list is the single source of the `kind` of callback records and of async_hooks' resource types.
#ifndef ISOSCOPE_RUNTIME_ENV_ASYNC_WRAP_H_
#define ISOSCOPE_RUNTIME_ENV_ASYNC_WRAP_H_

#include <v8-value.h>

#include "runtime/env/base_object.h"

namespace isoscope {

// Node's names of async resources; the enumerator is k plus the name.
// clang-format off
#define ISOSCOPE_ASYNC_PROVIDERS(V)                                                                                          \
  V(NONE) V(DIRHANDLE) V(DNSCHANNEL) V(FILEHANDLE) V(FILEHANDLECLOSEREQ) V(FSEVENTWRAP) V(FSREQCALLBACK) V(FSREQPROMISE)     \
  V(GETADDRINFOREQWRAP) V(GETNAMEINFOREQWRAP) V(HTTPINCOMINGMESSAGE) V(HTTPCLIENTREQUEST) V(MESSAGEPORT) V(PIPECONNECTWRAP)  \
  V(PIPESERVERWRAP) V(PIPEWRAP) V(PROCESSWRAP) V(QUERYWRAP) V(SHUTDOWNWRAP) V(SIGNALWRAP) V(STATWATCHER) V(TCPCONNECTWRAP)   \
  V(TCPSERVERWRAP) V(TCPWRAP) V(TTYWRAP) V(UDPSENDWRAP) V(UDPWRAP) V(WORKER) V(WRITEWRAP) V(ZLIB) V(ELDHISTOGRAM) V(Timeout) \
  V(Immediate) V(TickObject) V(Microtask) V(PBKDF2REQUEST) V(SCRYPTREQUEST) V(RANDOMBYTESREQUEST) V(HASHREQUEST)             \
  V(KEYPAIRGENREQUEST) V(SIGNREQUEST) V(VERIFYREQUEST) V(CIPHERREQUEST) V(DERIVEBITSREQUEST) V(RANDOMPRIMEREQUEST)           \
  V(CHECKPRIMEREQUEST) V(POOLSLEEP) V(SCRIPT) V(PLATFORMTASK) V(SCOPEOBSERVER) V(INSPECTORJSBINDING)
// clang-format on

enum class AsyncProvider : uint32_t {
#define V(name) k##name,
  ISOSCOPE_ASYNC_PROVIDERS(V)
#undef V
      kCount
};
const char* AsyncProviderName(AsyncProvider provider);

struct AsyncContext {
  double async_id = 0;
  double trigger_async_id = 0;
};

class AsyncWrap : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"AsyncWrap", &BaseObject::kClass};

  // kNONE: an identity comes with AsyncReset.
  AsyncWrap(Environment* env, v8::Local<v8::Object> object, AsyncProvider provider);
  ~AsyncWrap() override;
  const ClassInfo* class_info() const override { return &kClass; }

  AsyncProvider provider() const { return provider_; }
  AsyncContext async_context() const { return context_; }

  // A new identity for an object that serves again (a pooled parser, a kept-alive socket): destroy for the old one, init for the new one.
  // `resource` is what async_hooks gets to see; this one's own object when empty.
  void AsyncReset(AsyncProvider provider, v8::Local<v8::Object> resource = {});

  // The resource it stands for has ended before the object: destroy, once.
  void EndResource();

  // Calls `callback` (or the object's property `name`) inside a CallbackScope. Empty when it threw: the exception has then been
  // reported as uncaught already, so the caller only returns.
  v8::MaybeLocal<v8::Value> MakeCallback(v8::Local<v8::Function> callback, int argc, v8::Local<v8::Value>* argv);
  v8::MaybeLocal<v8::Value> MakeCallback(v8::Local<v8::String> name, int argc, v8::Local<v8::Value>* argv);

 private:
  friend class CallbackScope;
  void Identify(v8::Local<v8::Object> resource);
  void TellInit(v8::Local<v8::Object> resource);  // To async_hooks.
  void TellDestroy();
  AsyncProvider provider_;
  AsyncContext context_;
  v8::Global<v8::Value> continuation_data_;  // AsyncContextFrame at creation; empty when there was none.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_ASYNC_WRAP_H_
