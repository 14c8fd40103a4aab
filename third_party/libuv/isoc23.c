// libuv.a was built against a newer glibc, whose headers rename strtol to its C23 form; Debian 12's glibc lacks that symbol.
// The two differ only in binary literals ("0b1") for base 0 and 2, which libuv never asks for.
#include <stdlib.h>

__attribute__((visibility("default"))) long __isoc23_strtol(const char* text, char** end, int base) { return strtol(text, end, base); }
