#include "runtime/probes/hub.h"

#include <thread>

#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

TEST_CASE("a kind is wanted as long as somebody watches it") {
  const KindMask ic = MaskOf(Kind::kIc), map = MaskOf(Kind::kMap);
  REQUIRE_FALSE(Hub::Wants(Kind::kIc));
  Hub::Get().Watch(ic | map);
  Hub::Get().Watch(ic);
  CHECK(Hub::Wants(Kind::kIc));
  CHECK(Hub::Wants(Kind::kMap));
  Hub::Get().Unwatch(ic | map);
  CHECK(Hub::Wants(Kind::kIc));
  CHECK_FALSE(Hub::Wants(Kind::kMap));
  Hub::Get().Unwatch(ic);
  CHECK_FALSE(Hub::Wants(Kind::kIc));
}

TEST_CASE("listeners hear the mask at first and at each change, and no more once removed") {
  std::vector<KindMask> heard;
  const KindMask before = Hub::mask();
  const auto id = Hub::Get().AddMaskListener([&](KindMask mask) { heard.push_back(mask); });
  {
    Watching watching(MaskOf(Kind::kTier));
    Watching again(MaskOf(Kind::kTier));  // No change, no call.
    watching.Change(MaskOf(Kind::kTier) | MaskOf(Kind::kDeopt));
  }
  Hub::Get().RemoveMaskListener(id);
  { Watching watching(MaskOf(Kind::kTier)); }
  const KindMask tier = before | MaskOf(Kind::kTier), both = tier | MaskOf(Kind::kDeopt);
  CHECK(heard == std::vector<KindMask>{before, tier, both, before});
}

TEST_CASE("lists of kinds are read, and wrong ones named") {
  KindMask mask = 0;
  std::string error;
  REQUIRE(ParseKinds("pool,mark", &mask, &error));
  CHECK(mask == (MaskOf(Kind::kPool) | MaskOf(Kind::kMark)));
  REQUIRE(ParseKinds("default,tier", &mask, &error));
  CHECK(mask == (kDefaultKinds | MaskOf(Kind::kTier)));
  REQUIRE(ParseKinds("none", &mask, &error));
  CHECK(mask == 0);
  REQUIRE(ParseKinds("gc", &mask, &error));
  CHECK(mask == (MaskOf(Kind::kGc) | MaskOf(Kind::kGcPhases)));
  REQUIRE(ParseKinds("all", &mask, &error));
  CHECK(mask == kAllKinds);
  CHECK_FALSE(ParseKinds("gc,nonsense", &mask, &error));
  CHECK(error == "unknown kind 'nonsense'");
}

TEST_CASE("the registry lists living isolates and the last ended ones") {
  const auto find = [](uint32_t id) {
    for (const auto& isolate : Hub::Get().Isolates()) {
      if (isolate->id() == id) return isolate;
    }
    return std::shared_ptr<IsolateInfo>();
  };
  auto first = Hub::Get().RegisterIsolate("first", 7);
  CHECK(find(first->id())->name() == "first");
  CHECK(first->state() == IsolateState::kRunning);
  first->live.EnterPhase(LoopPhase::kPollIdle, 1);
  CHECK(first->state() == IsolateState::kIdle);
  Hub::Get().IsolateEnded(first);
  CHECK(first->state() == IsolateState::kEnded);
  CHECK(find(first->id()) != nullptr);
  for (size_t i = 0; i < Hub::kEndedKept; i++) Hub::Get().IsolateEnded(Hub::Get().RegisterIsolate("more", 7));
  CHECK(find(first->id()) == nullptr);
}

TEST_CASE("a heap source is asked until it is taken away") {
  struct Source : HeapSource {
    void SampleNow() override { sampled++; }
    void RequestSample() override { requested++; }
    int sampled = 0, requested = 0;
  } source;
  EmittingIsolate isolate;
  CHECK_FALSE(isolate.info->RequestHeapSample());
  isolate.info->SetHeapSource(&source);
  CHECK(isolate.info->RequestHeapSample());
  CHECK(isolate.info->SampleHeapNow());
  isolate.info->SetHeapSource(nullptr);
  CHECK_FALSE(isolate.info->RequestHeapSample());
  CHECK_FALSE(isolate.info->SampleHeapNow());
  CHECK(source.requested == 1);
  CHECK(source.sampled == 1);
}
