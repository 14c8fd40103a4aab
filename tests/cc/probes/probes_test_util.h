// What the tests of the probes share. The hub and the collector are the process's, so tests look at differences only.
#ifndef ISOSCOPE_TESTS_CC_PROBES_PROBES_TEST_UTIL_H_
#define ISOSCOPE_TESTS_CC_PROBES_PROBES_TEST_UTIL_H_

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

#include "runtime/probes/collector.h"
#include "runtime/probes/hub.h"

#define RAPIDJSON_HAS_STDSTRING 1
#include <rapidjson/document.h>

namespace isoscope {

inline rapidjson::Document Parse(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json);
  INFO(json.substr(0, 2000));
  REQUIRE_FALSE(document.HasParseError());
  return document;
}

// An isolate with a producer, gone at the end of the test.
struct EmittingIsolate {
  explicit EmittingIsolate(std::string name = "test")
      : info(Hub::Get().RegisterIsolate(std::move(name), 1)), producer(Hub::Get().NewProducer(info)) {}
  ~EmittingIsolate() {
    producer->Retire();
    Hub::Get().IsolateEnded(info);
  }
  std::shared_ptr<IsolateInfo> info;
  Producer* producer;
};

// The sequence number the next record will get.
inline uint64_t NextSequence() {
  uint64_t next = 0;
  Collector::Get().Read([&](const History& history, const Aggregates&) { next = history.next_sequence(); });
  return next;
}

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_PROBES_PROBES_TEST_UTIL_H_
