// Records as a recording holds them: field after field as the schema lists them, with the schema they were written by in front.
//
// A reader of another version finds fields by their names, skips those it does not know and leaves those it misses at rest.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RECORD_CODEC_H_
#define ISOSCOPE_RUNTIME_RECORDING_RECORD_CODEC_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/status.h"
#include "runtime/probes/record_bytes.h"
#include "runtime/recording/wire.h"

namespace isoscope {

// {schemaVersion, kinds: [{name, fields: [{name, wire, type}]}]}: what the schema frame holds. `type` tells readers that have no schema of
// their own what the numbers mean.
std::string WireSchemaJson();

// The fields only; header and sequence are the frame's business.
void EncodeFields(WireWriter* writer, RecordBytes record);

class RecordDecoder {
 public:
  // Of the schema that a recording begins with.
  static Result<RecordDecoder> Make(std::string_view wire_schema_json);
  RecordDecoder() = default;

  size_t kinds() const { return kinds_.size(); }
  // The fields of a record of the file's kind number `kind`. Calls `visit` unless this version does not know the kind. The reader turns bad on
  // a record that cannot be.
  void Decode(size_t kind, uint32_t isolate, uint64_t time_us, WireReader* reader, const std::function<void(RecordBytes)>& visit) const;

 private:
  struct FileField {
    std::string wire;
    int index = -1;  // Of our own schema's fields of the kind; -1: not ours.
  };
  struct FileKind {
    int kind = -1;  // Ours; -1: not known.
    std::vector<FileField> fields;
  };
  std::vector<FileKind> kinds_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RECORD_CODEC_H_
