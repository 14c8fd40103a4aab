// Memory of an add-on inside an ArrayBuffer. Isolate thread only.
//
// V8 may drop the memory on any thread, and later than the ArrayBuffer (a write under way holds it): the finalizer runs on the isolate's
// thread once V8 has said so. When the environment ends first, the ArrayBuffer is detached, then the finalizer runs.
#ifndef ISOSCOPE_RUNTIME_NAPI_EXTERNAL_MEMORY_H_
#define ISOSCOPE_RUNTIME_NAPI_EXTERNAL_MEMORY_H_

#include <memory>

#include <v8-array-buffer.h>

#include "runtime/napi/reference.h"

namespace isoscope::napi {

class ExternalMemory : public Tracked {
 public:
  static v8::Local<v8::ArrayBuffer> New(napi_env env, void* data, size_t length, Finalizer finalizer);
  ~ExternalMemory() override;
  void Finalize() override;

 private:
  ExternalMemory(napi_env env, Finalizer finalizer);

  napi_env const env_;
  const Finalizer finalizer_;
  const uint64_t id_;
  v8::Global<v8::ArrayBuffer> buffer_;  // Weak.
};

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_EXTERNAL_MEMORY_H_
