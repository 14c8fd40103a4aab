// The functions of the buffer binding that search, compare and fill (buffer_search.cc), for the table in buffer.cc.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_BUFFER_SEARCH_H_
#define ISOSCOPE_RUNTIME_BINDINGS_BUFFER_SEARCH_H_

#include <v8-fast-api-calls.h>
#include <v8-function-callback.h>

namespace isoscope {

void BufferCompare(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferCompareOffset(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferCopy(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferFill(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfBuffer(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfNumber(const v8::FunctionCallbackInfo<v8::Value>& info);
void BufferIndexOfString(const v8::FunctionCallbackInfo<v8::Value>& info);
extern const v8::CFunction kFastBufferCompare;
extern const v8::CFunction kFastBufferCopy;
extern const v8::CFunction kFastBufferIndexOfNumber;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_BUFFER_SEARCH_H_
