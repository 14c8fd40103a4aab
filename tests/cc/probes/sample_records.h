// One record of every kind with every field set to something that is not its rest, made from the schema: what a door leaves out shows.
#ifndef ISOSCOPE_TESTS_CC_PROBES_SAMPLE_RECORDS_H_
#define ISOSCOPE_TESTS_CC_PROBES_SAMPLE_RECORDS_H_

#include <concepts>
#include <string>
#include <type_traits>

#include "runtime/probes/names.h"
#include "runtime/probes/schema.h"

namespace isoscope {

class SampleValues {
 public:
  template <std::unsigned_integral Number>
  void Set(Number* value) {
    *value = static_cast<Number>(Next());
  }
  template <std::signed_integral Number>
  void Set(Number* value) {
    *value = -static_cast<Number>(Next());
  }
  void Set(bool* value) { *value = true; }
  void Set(FieldText* value) { *value = Intern("text " + std::to_string(Next())); }
  void Set(FieldHex* value) { *value = 0x1000 + Next(); }
  template <std::unsigned_integral Number>
  void Set(Optional<Number>* value) {
    *value = static_cast<Number>(Next());
  }
  void Set(FieldOptI64* value) { *value = -static_cast<int64_t>(Next()); }
  void Set(FieldOptF64* value) { *value = static_cast<double>(Next()) + 0.5; }
  template <typename E>
    requires std::is_enum_v<E>
  void Set(E* value) {
    *value = static_cast<E>(1 + Next() % (static_cast<size_t>(E::kCount) - 1));
  }
  void Set(FieldLoopPhases* value) {
    for (uint64_t& us : value->us) us = Next();
  }
  void Set(FieldDistribution* value) {
    *value = {.count = Next(), .min = Next(), .mean = 2.5, .stddev = 1.25, .p50 = Next(), .p90 = Next(), .p99 = Next(), .max = Next()};
  }
  void Set(FieldJson* value) { value->Set("{\"sample\":" + std::to_string(Next()) + "}"); }
  template <typename T, size_t N>
  void Set(BoundedList<T, N>* list) {
    for (int i = 0; i < 2; i++) list->Add(Item(static_cast<T*>(nullptr)));
    list->missed = 3;
  }

 private:
  uint64_t Next() { return next_ += 7; }
  HeapSpace Item(HeapSpace*) { return {NextName(), Next(), Next(), Next(), Next()}; }
  GcSpace Item(GcSpace*) { return {NextName(), Next(), Next(), Next(), Next()}; }
  Position Item(Position*) { return {NextName(), static_cast<uint32_t>(Next()), static_cast<uint32_t>(Next())}; }
  NamedDuration Item(NamedDuration*) { return {NextName(), Next()}; }
  NameId NextName() { return Intern("name " + std::to_string(Next())); }

  uint64_t next_ = 100;
};

template <typename Record>
Record SampleRecord(uint32_t isolate = 1, uint64_t time_us = 1000) {
  SampleValues values;
  Record record;
  record.header.isolate = isolate;
  record.header.timeUs = time_us;
#define F(type, name, doc) values.Set(&record.name);
#define K(Name, json, klass, in_default, doc)     \
  if constexpr (Record::kKind == Kind::k##Name) { \
    ISOSCOPE_FIELDS_##Name(F)                     \
  }
  ISOSCOPE_KINDS(K)
#undef K
#undef F
  return record;
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_PROBES_SAMPLE_RECORDS_H_
