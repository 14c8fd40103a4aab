// Names of the libraries' numbers, listed once for error codes and zlib.constants.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_ZLIB_NAMES_H_
#define ISOSCOPE_RUNTIME_BINDINGS_ZLIB_NAMES_H_

// clang-format off
#define ISOSCOPE_ZSTD_ERRORS(V)                                                                                             \
  V(ZSTD_error_no_error) V(ZSTD_error_GENERIC) V(ZSTD_error_prefix_unknown) V(ZSTD_error_version_unsupported)               \
  V(ZSTD_error_frameParameter_unsupported) V(ZSTD_error_frameParameter_windowTooLarge) V(ZSTD_error_corruption_detected)    \
  V(ZSTD_error_checksum_wrong) V(ZSTD_error_literals_headerWrong) V(ZSTD_error_dictionary_corrupted)                        \
  V(ZSTD_error_dictionary_wrong) V(ZSTD_error_dictionaryCreation_failed) V(ZSTD_error_parameter_unsupported)                \
  V(ZSTD_error_parameter_combination_unsupported) V(ZSTD_error_parameter_outOfBound) V(ZSTD_error_tableLog_tooLarge)        \
  V(ZSTD_error_maxSymbolValue_tooLarge) V(ZSTD_error_maxSymbolValue_tooSmall) V(ZSTD_error_stabilityCondition_notRespected) \
  V(ZSTD_error_stage_wrong) V(ZSTD_error_init_missing) V(ZSTD_error_memory_allocation) V(ZSTD_error_workSpace_tooSmall)     \
  V(ZSTD_error_dstSize_tooSmall) V(ZSTD_error_srcSize_wrong) V(ZSTD_error_dstBuffer_null)                                   \
  V(ZSTD_error_noForwardProgress_destFull) V(ZSTD_error_noForwardProgress_inputEmpty)

#define ISOSCOPE_ZLIB_ERRORS(V)                                                                                             \
  V(Z_OK) V(Z_STREAM_END) V(Z_NEED_DICT) V(Z_ERRNO) V(Z_STREAM_ERROR) V(Z_DATA_ERROR) V(Z_MEM_ERROR) V(Z_BUF_ERROR)         \
  V(Z_VERSION_ERROR)
// clang-format on

#endif  // ISOSCOPE_RUNTIME_BINDINGS_ZLIB_NAMES_H_
