#include "runtime/inspector/isoscope_domain.h"

#include <optional>
#include <string>
#include <vector>

#include <uv.h>
#include <catch2/catch_test_macros.hpp>

using namespace isoscope;

namespace {

struct Fixture {
  Fixture() {
    uv_loop_init(&loop);
    snapshots.emplace(&loop);
    domain = std::make_shared<IsoscopeDomain>([this](std::string message) { sent.push_back(std::move(message)); }, &*snapshots);
  }
  ~Fixture() {
    domain->Close();
    snapshots->Close();
    uv_run(&loop, UV_RUN_DEFAULT);
    uv_loop_close(&loop);
  }
  std::string Ask(std::string_view text) {
    sent.clear();
    if (!domain->Dispatch(text)) return "not ours";
    return sent.empty() ? "" : sent.front();
  }

  uv_loop_t loop{};
  std::optional<SnapshotRequests> snapshots;
  std::shared_ptr<IsoscopeDomain> domain;
  std::vector<std::string> sent;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "what is for the isolate, or no request, is left alone") {
  for (const char* text : {"", "{", "[]", "7", R"({"method":"Isoscope.enable"})", R"({"id":"1","method":"Isoscope.enable"})",
                           R"({"id":1,"method":"Isoscope.step"})", R"({"id":1,"method":"Runtime.enable"})", R"({"id":1e99,"method":"IO.read"})"}) {
    CHECK(Ask(text) == "not ours");
  }
}

TEST_CASE_METHOD(Fixture, "wrong parameters are refused by name") {
  CHECK(Ask(R"({"id":1,"method":"Isoscope.enable","params":{"kinds":["nope"]}})").find("-32602") != std::string::npos);
  CHECK(Ask(R"({"id":1,"method":"Isoscope.enable","params":{"intervalMs":-1}})").find("intervalMs") != std::string::npos);
  CHECK(Ask(R"({"id":1,"method":"Isoscope.ack","params":{}})").find("sequence") != std::string::npos);
  CHECK(Ask(R"({"id":1,"method":"Isoscope.ack","params":{"sequence":5}})").find("-32000") != std::string::npos);
  CHECK(Ask(R"({"id":1,"method":"IO.read","params":{"handle":"x"}})").find("Invalid stream handle") != std::string::npos);
  CHECK(Ask(R"({"id":1,"method":"Isoscope.stopRecording"})").find("-32000") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "a deeply nested message does not exhaust the stack") {
  CHECK(Ask(R"({"id":1,"method":"Isoscope.enable","params":)" + std::string(1'000'000, '[')) == "not ours");
}
