// Making Node Buffers (Uint8Arrays whose prototype is Buffer.prototype) from C++. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_ENV_BUFFERS_H_
#define ISOSCOPE_RUNTIME_ENV_BUFFERS_H_

#include <memory>
#include <string_view>

#include <v8-array-buffer.h>
#include <v8-typed-array.h>

namespace isoscope {

class Environment;

// A Buffer over `store` (shared, not copied). Empty when JavaScript threw.
v8::MaybeLocal<v8::Uint8Array> NewBuffer(Environment* env, std::shared_ptr<v8::BackingStore> store, size_t offset, size_t length);
// A Buffer holding a copy of `bytes`; a RangeError is thrown when there is no memory.
v8::MaybeLocal<v8::Uint8Array> CopyToBuffer(Environment* env, std::string_view bytes);
// A Buffer that takes over malloc'ed memory and frees it.
v8::MaybeLocal<v8::Uint8Array> AdoptToBuffer(Environment* env, void* malloced, size_t length);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BUFFERS_H_
