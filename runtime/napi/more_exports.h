// What add-ons link against beyond the headers' version 10. build/export_list.py reads the declarations.
#ifndef ISOSCOPE_RUNTIME_NAPI_MORE_EXPORTS_H_
#define ISOSCOPE_RUNTIME_NAPI_MORE_EXPORTS_H_

#include <node_api.h>

EXTERN_C_START

// Experimental in Node 24: the package of headers leaves it out.
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(node_api_basic_env env, napi_finalize finalize, void* data, void* hint);

// Called by constructors of add-ons of the other kind, written against V8's C++ classes. We only note who they are, to say so.
NAPI_EXTERN void NAPI_CDECL node_module_register(void* module);

EXTERN_C_END

#endif  // ISOSCOPE_RUNTIME_NAPI_MORE_EXPORTS_H_
