// The service thread and its HTTP doors, over real sockets.
#include "runtime/inspector/service.h"

#include <atomic>
#include <thread>

#include "runtime/inspector/metrics_door.h"
#include "tests/cc/inspector/http_client.h"
#include "tests/cc/probes/probes_test_util.h"

using namespace isoscope;

namespace {

struct TestService {
  TestService() {
    REQUIRE(Service::Get().Start().ok());
    REQUIRE(Service::Get().Run([this] {
      door = std::make_unique<MetricsDoor>(Service::Get().loop());
      Service::Get().AddPart(door.get());
      auto listening = door->Listen("127.0.0.1", 0);
      if (listening.ok()) port = listening.value();
    }));
    REQUIRE(port > 0);
  }
  ~TestService() { Service::Get().Stop(); }

  std::unique_ptr<MetricsDoor> door;
  int port = 0;
};

std::string Get(std::string_view target) { return "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"; }

// The status of what the server answers before it closes the connection, and that it does close.
int StatusOfClosing(int port, std::string_view data) {
  HttpClient client(port);
  client.Send(data);
  client.FinishSending();
  const std::string answer = client.ReadAll();
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

}  // namespace

TEST_CASE("the service starts once, runs tasks, and stops; again and again") {
  for (int i = 0; i < 3; i++) {
    REQUIRE(Service::Get().Start().ok());
    REQUIRE(Service::Get().Start().ok());
    std::thread::id id;
    REQUIRE(Service::Get().Run([&] { id = std::this_thread::get_id(); }));
    CHECK(id != std::this_thread::get_id());
    Service::Get().Stop();
    Service::Get().Stop();
    CHECK_FALSE(Service::Get().Run([] {}));
    CHECK_FALSE(Service::Get().Post([] {}));
    Service::Get().Wake();
  }
}

TEST_CASE("the service drains by itself, also early when a buffer fills up") {
  REQUIRE(Service::Get().Start().ok());
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  std::atomic<int> notified{0};
  auto subscription = Collector::Get().Subscribe(kAllKinds, [&] { notified++; });
  isolate.producer->Emit(MarkRecord{});
  for (int i = 0; i < 500 && notified == 0; i++) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(notified > 0);
  // Each time a little more than half the ring: by the timer alone, every drain would come a whole interval later.
  constexpr int kRounds = 40;
  constexpr size_t kRecords = Producer::kRingBytes / sizeof(CallbackRecord) * 11 / 20;
  int early = 0;
  for (int round = 0; round < kRounds; round++) {
    const int seen = notified;
    const uint64_t start_us = MonotonicUs();
    for (size_t i = 0; i < kRecords; i++) isolate.producer->Emit(CallbackRecord{});
    while (notified == seen && MonotonicUs() - start_us < 10'000'000) std::this_thread::sleep_for(std::chrono::microseconds(100));
    REQUIRE(notified > seen);
    if (MonotonicUs() - start_us < Service::kDrainIntervalMs * 1000 / 2) early++;
  }
  CHECK(early >= kRounds / 4);  // Most, unless the machine is busy.
  subscription.reset();
  Service::Get().Stop();
}

TEST_CASE("snapshot, history, schema and index are answered, on one connection") {
  TestService service;
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate("served");
  const uint64_t since = NextSequence();
  isolate.producer->Emit(MarkRecord{.name = Intern("one")});
  isolate.producer->Emit(LoopRecord{});
  HttpClient client(service.port);
  int status;
  client.Send(Get("/metrics/snapshot"));
  auto snapshot = Parse(client.ReadResponse(&status));
  CHECK(status == 200);
  CHECK(snapshot["isolates"].Size() > 0);
  client.Send(Get("/metrics/history?kinds=mark&since=" + std::to_string(since)));
  auto history = Parse(client.ReadResponse(&status));
  CHECK(status == 200);
  REQUIRE(history["items"].Size() == 1);
  CHECK(std::string(history["items"][0]["name"].GetString()) == "one");
  client.Send(Get("/metrics/schema"));
  CHECK(Parse(client.ReadResponse(&status))["kinds"].Size() == kKindCount);
  client.Send(Get("/"));
  CHECK(client.ReadResponse(&status).find("<title>Isoscope</title>") != std::string::npos);
  client.Send(Get("/nothing"));
  CHECK(Parse(client.ReadResponse(&status))["error"]["status"].GetInt() == 404);
  CHECK(status == 404);
  client.Send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
  client.ReadResponse(&status);
  CHECK(status == 405);
  for (const char* wrong : {"since=-1", "since=x", "limit=1.5", "kinds=gc,nonsense", "isolate=99999999999", "since=1%20"}) {
    INFO(wrong);
    client.Send(Get(std::string("/metrics/history?") + wrong));
    client.ReadResponse(&status);
    CHECK(status == 400);
  }
  client.Send("HEAD /metrics/schema HTTP/1.1\r\nHost: localhost\r\n\r\n");
  REQUIRE(client.ReadUntil("\r\n\r\n"));
  CHECK(client.received().ends_with("\r\n\r\n"));
}

TEST_CASE("a snapshot waits for fresh heap figures, but not for long") {
  struct Source : HeapSource {
    void SampleNow() override {}
    void RequestSample() override { requests++; }
    std::atomic<int> requests{0};
  } source;
  TestService service;
  EmittingIsolate isolate("stuck");
  isolate.info->SetHeapSource(&source);
  HeapRecord old;
  old.header.timeUs = MonotonicUs() - 5'000'000;
  old.usedBytes = 77;
  isolate.info->live.heap.Publish(old);
  HttpClient client(service.port);
  int status;
  client.Send(Get("/metrics/snapshot"));
  auto snapshot = Parse(client.ReadResponse(&status));
  CHECK(source.requests == 1);
  for (const auto& entry : snapshot["isolates"].GetArray()) {
    if (entry["id"].GetUint() != isolate.info->id()) continue;
    CHECK(entry["heap"]["usedBytes"].GetUint64() == 77);
    CHECK(entry["staleMs"].GetDouble() >= 5000);
  }
}

TEST_CASE("pipelined requests are answered in order, split ones when they are whole") {
  TestService service;
  HttpClient client(service.port);
  std::string many;
  for (int i = 0; i < 100; i++) many += Get(i % 2 == 0 ? "/metrics/snapshot" : "/missing");
  client.Send(many);
  int status;
  for (int i = 0; i < 100; i++) {
    client.ReadResponse(&status);
    REQUIRE(status == (i % 2 == 0 ? 200 : 404));
  }
  for (char c : Get("/metrics/schema")) client.Send({&c, 1});
  client.ReadResponse(&status);
  CHECK(status == 200);
}

TEST_CASE("a client that closes its side after asking still gets the answer") {
  TestService service;
  CHECK(StatusOfClosing(service.port, Get("/metrics/snapshot")) == 200);
  CHECK(StatusOfClosing(service.port, "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n") == 200);
}

TEST_CASE("a stranger's page or name gets nothing") {
  TestService service;
  CHECK(StatusOfClosing(service.port, "GET /metrics/snapshot HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n") == 403);
  CHECK(StatusOfClosing(service.port, "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n") == 403);
  CHECK(StatusOfClosing(service.port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n") == 400);
  CHECK(StatusOfClosing(service.port, "GET / HTTP/1.0\r\n\r\n") == 403);
}

TEST_CASE("malformed and excessive requests are refused and the server goes on") {
  TestService service;
  const std::string host = "Host: localhost\r\n";
  const std::pair<std::string, int> cases[] = {
      {"\x16\x03\x01\x02\x01", 400},  // TLS.
      {std::string("\0\0\0\0", 4), 400},
      {"GET\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\n" + host + "\r\n", 400},
      {"GET / HTTP/1.1\n\n", 400},
      {"get / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"NONSENSE / HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "Content-Length: x\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"GET / HTTP/1.1\r\n" + host + "A: b\r\n c: d\x01\r\n\r\n", 400},
      {"CONNECT a.example:1 HTTP/1.1\r\n" + host + "\r\n", 400},
      {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400},
      {"GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
      {"GET / HTTP/1.1\r\n" + host + "A: " + std::string(20000, 'a') + "\r\n\r\n", 431},
      {"GET / HTTP/1.1\r\n" + host +
           [] {
             std::string many;
             for (int i = 0; i < 5000; i++) many += "a:\r\n";
             return many;
           }() +
           "\r\n",
       431},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 1000000\r\n\r\n" + std::string(1000000, 'x'), 413},
      {"POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
  };
  for (const auto& [data, status] : cases) {
    INFO(data.substr(0, 100));
    CHECK(StatusOfClosing(service.port, data) == status);
    // And the next client is served.
    HttpClient client(service.port);
    client.Send(Get("/metrics/schema"));
    int good;
    client.ReadResponse(&good);
    CHECK(good == 200);
  }
  CHECK(StatusOfClosing(service.port, "") == 0);
  CHECK(StatusOfClosing(service.port, "GET / HTTP/1.1\r\nHos") == 0);
}

TEST_CASE("random bytes do no harm") {
  TestService service;
  uint64_t seed = 88172645463325252u;
  for (int round = 0; round < 200; round++) {
    std::string data = round % 2 == 0 ? Get("/metrics/history?since=0") : "";
    for (int i = 0; i < 200; i++) {
      seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
      if (data.size() > 100) {
        data[seed % data.size()] = static_cast<char>(seed >> 32);
      } else {
        data.push_back(static_cast<char>(seed >> 32));
      }
    }
    HttpClient client(service.port);
    client.Send(data);
  }
  HttpClient client(service.port);
  client.Send(Get("/"));
  int status;
  client.ReadResponse(&status);
  CHECK(status == 200);
}

TEST_CASE("a stream brings batches as they come and watches its kinds meanwhile") {
  TestService service;
  EmittingIsolate isolate;
  REQUIRE_FALSE(Hub::Wants(Kind::kTier));
  {
    HttpClient client(service.port);
    client.Send(Get("/metrics/stream?kinds=tier"));
    REQUIRE(client.ReadUntil("retry: 1000\n\n"));
    CHECK(client.received().find("Content-Type: text/event-stream\r\n") != std::string::npos);
    CHECK(Hub::Wants(Kind::kTier));
    client.received().clear();
    isolate.producer->Emit(TierRecord{.function = Intern("hot"), .tier = Tier::kMaglev});
    REQUIRE(client.ReadUntil("\n\n"));
    REQUIRE(client.received().starts_with("event: batch\ndata: "));
    const size_t end = client.received().find("\n\n");
    auto batch = Parse(client.received().substr(19, end - 19));
    CHECK(batch["sequence"].GetUint64() == 1);
    CHECK(batch["droppedCount"].GetUint64() == 0);
    CHECK(std::string(batch["items"][0]["tier"].GetString()) == "maglev");
  }
  for (int i = 0; i < 500 && Hub::Wants(Kind::kTier); i++) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK_FALSE(Hub::Wants(Kind::kTier));
  HttpClient client(service.port);
  client.Send(Get("/metrics/stream?kinds=nonsense"));
  int status;
  client.ReadResponse(&status);
  CHECK(status == 400);
}

TEST_CASE("a stream gets what was emitted last before the service stops") {
  auto service = std::make_unique<TestService>();
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  HttpClient client(service->port);
  client.Send(Get("/metrics/stream?kinds=mark"));
  REQUIRE(client.ReadUntil("retry: 1000\n\n"));
  isolate.producer->Emit(MarkRecord{.name = Intern("the last word")});
  std::thread stopper([&] { service.reset(); });
  CHECK(client.ReadAll().find("the last word") != std::string::npos);
  stopper.join();
}

TEST_CASE("a client that reads nothing does not stop the others, nor grow without bounds") {
  TestService service;
  Watching watching(kDefaultKinds);
  EmittingIsolate isolate;
  HttpClient lazy(service.port);
  lazy.Send(Get("/metrics/stream?kinds=mark"));
  REQUIRE(lazy.ReadUntil("retry: 1000\n\n"));
  HttpClient client(service.port);
  MarkRecord mark;
  mark.detail.Set("\"" + std::string(8000, 'x') + "\"");
  for (int i = 0; i < 1000; i++) isolate.producer->Emit(mark);  // 8 MB, twice what is queued for a client.
  int status;
  client.Send(Get("/metrics/history?kinds=mark&limit=1"));
  client.ReadResponse(&status);
  CHECK(status == 200);
  // It reads at last: everything is there, in whole batches.
  size_t items = 0;
  std::string& received = lazy.received();
  while (items < 1000 && lazy.ReadUntil("\n\n")) {
    const size_t end = received.find("\n\n");
    const std::string event = received.substr(0, end);
    received.erase(0, end + 2);
    if (const size_t data = event.find("data: "); data != std::string::npos) items += Parse(event.substr(data + 6))["items"].Size();
  }
  CHECK(items == 1000);
}

TEST_CASE("an address that is taken is said in one sentence") {
  uv_loop_t loop;
  REQUIRE(uv_loop_init(&loop) == 0);
  {
    const auto handler = [](const HttpRequest&, const std::shared_ptr<HttpConnection>&) {};
    HttpServer first(handler), second(handler);
    auto port = first.Listen(&loop, "localhost", 0);
    REQUIRE(port.ok());
    auto taken = second.Listen(&loop, "127.0.0.1", port.value());
    CHECK(taken.status().message() == "cannot listen on 127.0.0.1:" + std::to_string(port.value()) + ": address already in use");
    first.Close();
    uv_run(&loop, UV_RUN_DEFAULT);
  }
  CHECK(uv_loop_close(&loop) == 0);
}

TEST_CASE("a slow client gets all of an answer that ends the connection, and nothing after it") {
  uv_loop_t loop;
  REQUIRE(uv_loop_init(&loop) == 0);
  {
    const std::string body(16 << 20, 'x');  // More than the sockets' buffers hold.
    HttpServer server([&](const HttpRequest&, const std::shared_ptr<HttpConnection>& connection) { connection->Respond({.body = body}); });
    auto port = server.Listen(&loop, "127.0.0.1", 0);
    REQUIRE(port.ok());
    HttpClient client(port.value());
    client.Send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    std::string answer;
    std::atomic<bool> read{false};
    std::thread reader([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(1500));  // More than a connection lingers once all is sent.
      answer = client.ReadAll();
      read = true;
    });
    while (!read) {
      uv_run(&loop, UV_RUN_NOWAIT);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    reader.join();
    const size_t head_end = answer.find("\r\n\r\n");
    REQUIRE(head_end != std::string::npos);
    CHECK(answer.size() - head_end - 4 == body.size());
    server.Close();
    uv_run(&loop, UV_RUN_DEFAULT);
  }
  CHECK(uv_loop_close(&loop) == 0);
}
