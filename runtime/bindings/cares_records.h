// Records of a DNS reply as the values that Node's dns gives. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_CARES_RECORDS_H_
#define ISOSCOPE_RUNTIME_BINDINGS_CARES_RECORDS_H_

#include <v8-array-buffer.h>
#include <v8-container.h>
#include <v8-local-handle.h>

#include "runtime/bindings/cares_reply.h"

namespace isoscope {

// `with_types`: each an object that tells its type, as resolveAny() gives them. Empty when JavaScript threw.
v8::MaybeLocal<v8::Array> RecordValues(v8::Isolate* isolate, const std::vector<DnsRecord>& records, bool with_types);
v8::Local<v8::Array> RecordTtls(v8::Isolate* isolate, const std::vector<DnsRecord>& records);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_CARES_RECORDS_H_
