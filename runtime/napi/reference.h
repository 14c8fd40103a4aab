// References of add-ons, and the finalizers that hang on values. Isolate thread only.
//
// A reference belongs to the add-on (napi_delete_reference) or to us: then it goes once it was finalized. The garbage collector only
// notes that the value is gone; the add-on's finalizer runs from the loop (experimental add-ons: at once).
#ifndef ISOSCOPE_RUNTIME_NAPI_REFERENCE_H_
#define ISOSCOPE_RUNTIME_NAPI_REFERENCE_H_

#include <cstdint>

#include <v8-weak-callback-info.h>

#include "runtime/napi/addon_env.h"

namespace isoscope::napi {

enum class Ownership { kAddon, kOurs };

struct Finalizer {
  napi_finalize callback = nullptr;
  void* data = nullptr;
  void* hint = nullptr;
};

// A finalizer without a value: instance data, node_api_post_finalizer.
class Finalization : public Tracked {
 public:
  Finalization(napi_env env, Finalizer finalizer);
  ~Finalization() override;
  void Finalize() override;
  void* data() const { return finalizer_.data; }

 private:
  napi_env const env_;
  Finalizer finalizer_;
};

// Runs from the loop.
void PostFinalizer(napi_env env, Finalizer finalizer);

}  // namespace isoscope::napi

struct napi_ref__ final : public isoscope::napi::Tracked {
 public:
  napi_ref__(napi_env env, v8::Local<v8::Value> value, uint32_t count, isoscope::napi::Ownership ownership, isoscope::napi::Finalizer finalizer = {});
  ~napi_ref__() override;

  uint32_t count() const { return count_; }
  uint32_t Ref();
  uint32_t Unref();
  v8::Local<v8::Value> Get() const { return value_.Get(env_->isolate()); }  // Empty once the value is gone.
  void* data() const { return finalizer_.data; }
  isoscope::napi::Ownership ownership() const { return ownership_; }
  void ForgetFinalizer() { finalizer_ = {}; }
  void Finalize() override;

 private:
  static void OnCollected(const v8::WeakCallbackInfo<napi_ref__>& info);
  void Weaken();

  napi_env const env_;
  v8::Global<v8::Value> value_;
  uint32_t count_;
  const isoscope::napi::Ownership ownership_;
  const bool can_be_weak_;
  isoscope::napi::Finalizer finalizer_;
};

#endif  // ISOSCOPE_RUNTIME_NAPI_REFERENCE_H_
