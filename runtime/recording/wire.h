// How values lie in a recording's frames: small numbers small, every text once. A signature tells how to read or skip what another version wrote.
//
// One thread. A reader never reads past its end: it turns bad instead, and everything after reads as 0.
#ifndef ISOSCOPE_RUNTIME_RECORDING_WIRE_H_
#define ISOSCOPE_RUNTIME_RECORDING_WIRE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/interner.h"
#include "runtime/base/varint.h"

namespace isoscope {

// The texts of one recording, by the order in which they first stood in it.
class WireTexts {
 public:
  // 1, 2, ...: `is_new` when it was not there yet.
  uint64_t NumberOf(NameId id, bool* is_new) {
    if (id >= numbers_.size()) numbers_.resize(id + id / 2 + 64);
    *is_new = numbers_[id] == 0;
    if (*is_new) numbers_[id] = ++count_;
    return numbers_[id];
  }

 private:
  std::vector<uint32_t> numbers_;  // By NameId; 0: not there.
  uint32_t count_ = 0;
};

class WireWriter {
 public:
  explicit WireWriter(WireTexts* texts) : texts_(texts) {}

  void Varint(uint64_t value) {
    std::array<char, kMostVarintBytes> bytes;
    data_.append(bytes.data(), WriteVarint(value, bytes.data()));
  }
  void Signed(int64_t value) { Varint(FoldSign(value)); }
  void Double(double value) { data_.append(reinterpret_cast<const char*>(&value), sizeof(value)); }
  void Bytes(std::string_view bytes) {
    Varint(bytes.size());
    data_.append(bytes);
  }
  // 0 for none, its number, or the next number followed by the text itself.
  void Text(NameId id);

  size_t size() const { return data_.size(); }
  std::string Take() { return std::move(data_); }

 private:
  WireTexts* const texts_;
  std::string data_;
};

class WireReader {
 public:
  // `texts`: what the frames before have named; grows with this one.
  WireReader(std::string_view data, std::vector<NameId>* texts) : data_(data), texts_(texts) {}

  uint64_t Varint();
  int64_t Signed() { return UnfoldSign(Varint()); }
  double Double();
  std::string_view Bytes();
  NameId Text();

  // Passes over a value that `signature` describes.
  void Skip(std::string_view signature);

  bool ok() const { return ok_; }
  bool at_end() const { return data_.empty(); }
  void Fail() {
    ok_ = false;
    data_ = {};
  }

 private:
  std::string_view data_;
  std::vector<NameId>* const texts_;
  bool ok_ = true;
};

// A signature is a row of values: v number, t text, d double, b bytes, [...] a list of such rows (not nested, not empty) with a count and how
// many more there were.
bool IsWireSignature(std::string_view signature);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_WIRE_H_
