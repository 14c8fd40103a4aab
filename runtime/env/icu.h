// The parts of ICU that we call. V8's archive contains the whole library and its data but ships no headers; these declarations match the C
// ABI of ICU 77, whose functions carry their version in their names, so that another version fails to link instead of misbehaving.
#ifndef ISOSCOPE_RUNTIME_ENV_ICU_H_
#define ISOSCOPE_RUNTIME_ENV_ICU_H_

#include <cstdint>

extern "C" {

struct UConverter;
struct UIDNA;
struct UConverterToUnicodeArgs;
using UErrorCode = int;  // Greater than 0: failed.
using UConverterToUCallback = void (*)(const void* context, UConverterToUnicodeArgs* args, const char* units, int32_t length, int reason,
                                       UErrorCode* error);
inline constexpr UErrorCode U_ZERO_ERROR = 0;
inline constexpr UErrorCode U_BUFFER_OVERFLOW_ERROR = 15;

UConverter* ucnv_open_77(const char* name, UErrorCode* error);
void ucnv_close_77(UConverter* converter);
void ucnv_reset_77(UConverter* converter);
void ucnv_setSubstChars_77(UConverter* converter, const char* characters, int8_t length, UErrorCode* error);
int8_t ucnv_getMinCharSize_77(const UConverter* converter);
void ucnv_toUnicode_77(UConverter* converter, char16_t** target, const char16_t* target_limit, const char** source, const char* source_limit,
                       int32_t* offsets, int8_t flush, UErrorCode* error);
void ucnv_setToUCallBack_77(UConverter* converter, UConverterToUCallback action, const void* context, UConverterToUCallback* old_action,
                            const void** old_context, UErrorCode* error);
void UCNV_TO_U_CALLBACK_STOP_77(const void* context, UConverterToUnicodeArgs* args, const char* units, int32_t length, int reason, UErrorCode* error);

struct UIDNAInfo {
  int16_t size = sizeof(UIDNAInfo);
  int8_t is_transitional_different = 0;
  int8_t reserved_b3 = 0;
  uint32_t errors = 0;
  int32_t reserved_i2 = 0;
  int32_t reserved_i3 = 0;
};
UIDNA* uidna_openUTS46_77(uint32_t options, UErrorCode* error);
void uidna_close_77(UIDNA* idna);
int32_t uidna_nameToASCII_UTF8_77(const UIDNA* idna, const char* name, int32_t length, char* out, int32_t capacity, UIDNAInfo* info,
                                  UErrorCode* error);
int32_t uidna_nameToUnicodeUTF8_77(const UIDNA* idna, const char* name, int32_t length, char* out, int32_t capacity, UIDNAInfo* info,
                                   UErrorCode* error);
}

#endif  // ISOSCOPE_RUNTIME_ENV_ICU_H_
