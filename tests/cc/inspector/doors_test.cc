// Each HTTP door answers what docs/doors.md says of it.
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "runtime/inspector/http_exchange.h"
#include "runtime/inspector/metrics_door.h"
#include "runtime/inspector/otlp_push.h"
#include "runtime/inspector/page_files.h"
#include "runtime/inspector/service.h"
#include "runtime/probes/script_sources.h"
#include "runtime/recording/recording_reader.h"
#include "tests/cc/exporters/metrics_rules.h"
#include "tests/cc/exporters/trace_rules.h"
#include "tests/cc/inspector/http_client.h"
#include "tests/cc/probes/sample_records.h"
#include "tests/cc/recording/recording_test_util.h"

using namespace isoscope;

namespace {

// A running service with its doors.
struct Doors {
  Doors() {
    REQUIRE(Service::Get().Start().ok());
    Service::Get().Run([this] {
      door = std::make_unique<MetricsDoor>(Service::Get().loop());
      Service::Get().AddPart(door.get());
      auto listening = door->Listen("127.0.0.1", 0);
      if (listening.ok()) port = listening.value();
    });
    REQUIRE(port != 0);
  }
  ~Doors() { Service::Get().Stop(); }
  std::string Get(const std::string& path, int status = 200) {
    auto reply = ExchangeHttp({.host = "127.0.0.1", .port = std::to_string(port), .path = path}, nullptr);
    REQUIRE(reply.ok());
    INFO(path << ": " << reply.value().body.substr(0, 300));
    CHECK(reply.value().status == status);
    return reply.value().body;
  }

  std::unique_ptr<MetricsDoor> door;
  int port = 0;
};

// Accepts one connection after another and answers each request with `status`, until the end.
class Collectorish {
 public:
  explicit Collectorish(int status) : status_(status), fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    REQUIRE(bind(fd_, reinterpret_cast<sockaddr*>(&address), length) == 0);
    REQUIRE(listen(fd_, 8) == 0);
    REQUIRE(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this] { Main(); });
  }
  ~Collectorish() {
    shutdown(fd_, SHUT_RDWR);
    thread_.join();
    close(fd_);
  }
  std::vector<std::string> requests() {
    std::lock_guard lock(mutex_);
    return requests_;
  }
  int port = 0;

 private:
  void Main() {
    for (;;) {
      const int client = accept(fd_, nullptr, nullptr);
      if (client < 0) return;
      std::string request;
      char buffer[65536];
      size_t want = SIZE_MAX;
      while (request.size() < want) {
        const ssize_t size = recv(client, buffer, sizeof(buffer), 0);
        if (size <= 0) break;
        request.append(buffer, static_cast<size_t>(size));
        const size_t head = request.find("\r\n\r\n"), at = request.find("Content-Length: ");
        if (head != std::string::npos && at != std::string::npos) want = head + 4 + std::stoul(request.substr(at + 16));
      }
      {
        std::lock_guard lock(mutex_);  // Before the answer: whoever has that finds the request here.
        requests_.push_back(std::move(request));
      }
      const std::string answer = "HTTP/1.1 " + std::to_string(status_) + " Whatever\r\nContent-Length: 2\r\n\r\n{}";
      send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      close(client);
    }
  }

  const int status_;
  const int fd_;
  std::thread thread_;
  std::mutex mutex_;
  std::vector<std::string> requests_;
};

}  // namespace

TEST_CASE("every door shows every kind") {
  Doors doors;
  EmittingIsolate isolate("shown");
  Watching watching(kAllKinds);
  const uint64_t first = NextSequence();
#define K(Name, json, klass, in_default, doc) isolate.producer->Emit(SampleRecord<Name##Record>(0, MonotonicUs()));
  ISOSCOPE_KINDS(K)
#undef K
  const std::string query = "?since=" + std::to_string(first) + "&isolate=" + std::to_string(isolate.info->id());
  const auto history = Parse(doors.Get("/metrics/history" + query));
  CHECK(history["items"].Size() == kKindCount);
  std::string labrun = doors.Get("/recording" + query);
  Kept kept;
  auto reader = ReaderOf(&labrun);
  REQUIRE(reader.ok());
  CHECK(reader.value()->Read(&kept).ended);
  REQUIRE(kept.records.size() == kKindCount);
  for (rapidjson::SizeType i = 0; i < kKindCount; i++) {
    CHECK(Parse(kept.records[i]) == history["items"][i]);  // Every field.
  }
  CHECK(TraceRules::FaultsOf(Parse(doors.Get("/trace" + query))) == std::vector<std::string>());
  CHECK(MetricsRules::FaultsOf(doors.Get("/metrics")) == std::vector<std::string>());

  HttpClient client(doors.port);
  client.Send("GET /metrics/stream?kinds=all&since=" + std::to_string(first) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
#define K(Name, json, klass, in_default, doc) CHECK(client.ReadUntil("{\"kind\":\"" json "\""));
  ISOSCOPE_KINDS(K)
#undef K
}

TEST_CASE("history is asked by kind, isolate, time and number") {
  Doors doors;
  EmittingIsolate one("one"), two("two");
  Watching watching(kAllKinds);
  const uint64_t first = NextSequence();
  const uint64_t base = MonotonicUs();
  for (uint64_t i = 0; i < 4; i++) {
    for (EmittingIsolate* isolate : {&one, &two}) {
      MarkRecord mark;
      mark.header.timeUs = base + i * 10;
      isolate->producer->Emit(mark);
    }
  }
  BoundaryRecord boundary{};
  boundary.header.timeUs = base + 1000;  // Outside of what is asked for below.
  one.producer->Emit(boundary);
  const auto count = [&](const std::string& query) {
    return Parse(doors.Get("/metrics/history?since=" + std::to_string(first) + query))["items"].Size();
  };
  CHECK(count("") == 9);
  CHECK(count("&kinds=mark") == 8);
  CHECK(count("&isolate=" + std::to_string(two.info->id())) == 4);
  CHECK(count("&fromUs=" + std::to_string(base + 10) + "&toUs=" + std::to_string(base + 20)) == 4);
  CHECK(count("&limit=3") == 3);
  doors.Get("/metrics/history?fromUs=x", 400);
  doors.Get("/trace?kinds=nonsense", 400);
  doors.Get("/recording?limit=-1", 400);
}

TEST_CASE("sources are listed and given by URL") {
  Doors doors;
  ScriptSources::Get().Add(1, "file:///folder/a%20b.js", "let x = 1;\n");
  const auto list = Parse(doors.Get("/sources"));
  bool listed = false;
  for (const auto& source : list["sources"].GetArray()) listed |= std::string(source["url"].GetString()) == "file:///folder/a%20b.js";
  CHECK(listed);
  CHECK(doors.Get("/sources?url=file:///folder/a%2520b.js") == "let x = 1;\n");
  doors.Get("/sources?url=nowhere", 404);
}

TEST_CASE("/run tells what runs, and of a lab its text") {
  char folder[] = "/tmp/isoscope-lab-XXXXXX";
  REQUIRE(mkdtemp(folder) != nullptr);
  const std::string path(folder);
  std::ofstream(path + "/README.md") << "# A lab\n\n**Claim.** Water is wet.\n";
  Hub::Get().SetRunArguments({.argv = {"isoscope", path + "/lab.js"}, .exec_argv = {"--scope"}});
  Doors doors;
  const auto lab = Parse(doors.Get("/run"));
  CHECK(lab["replay"].IsNull());
  CHECK(lab["debugger"].IsNull());
  CHECK(std::string(lab["run"]["argv"][1].GetString()) == path + "/lab.js");
  CHECK(std::string(lab["run"]["lab"]["name"].GetString()) == path.substr(5));
  CHECK(std::string(lab["run"]["lab"]["readme"].GetString()) == "# A lab\n\n**Claim.** Water is wet.\n");
  std::ofstream(path + "/README.md") << "# Something else\n";
  CHECK(!Parse(doors.Get("/run"))["run"].HasMember("lab"));
  std::filesystem::remove_all(path);
}

TEST_CASE("the schema is there in every form") {
  Doors doors;
  CHECK(Parse(doors.Get("/schema"))["kinds"].Size() == kKindCount);
  CHECK(Parse(doors.Get("/schema?format=jsonSchema"))["oneOf"].Size() == kKindCount);
  CHECK(Parse(doors.Get("/schema?format=cdp")).IsArray());
  CHECK(doors.Get("/schema?format=typescript").find("export interface GcRecord") != std::string::npos);
  CHECK(doors.Get("/schema?format=markdown").starts_with("# Metrics reference"));
  doors.Get("/schema?format=xml", 400);
}

TEST_CASE("/ is the page, or the list of doors in a build without it") {
  Doors doors;
  const std::string page = doors.Get("/");
  if (kPageFileCount == 0) {
    CHECK(page.find("/metrics/snapshot") != std::string::npos);
  } else {
    CHECK(page.find("<html") != std::string::npos);
  }
  doors.Get("/nothing", 404);
  doors.Get("/../etc/passwd", 404);
  CHECK(PageFileType("a/b.js") == "text/javascript; charset=utf-8");
  CHECK(PageFileType("x") == "application/octet-stream");
}

TEST_CASE("metrics are pushed as OTLP, at intervals and at the end") {
  Collectorish collector(200);
  OtlpPush push;
  REQUIRE(push.Start("http://127.0.0.1:" + std::to_string(collector.port), 5, "pushed").ok());
  while (collector.requests().size() < 2) usleep(1000);
  const size_t before = collector.requests().size();
  push.Stop();
  const auto requests = collector.requests();
  CHECK(requests.size() > before);
  for (const std::string& request : {requests.front(), requests.back()}) {
    CHECK(request.starts_with("POST /v1/metrics HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(request.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
    CHECK(Parse(request.substr(request.find("\r\n\r\n") + 4)).HasMember("resourceMetrics"));
  }
}

TEST_CASE("URLs to push to are http ones") {
  CHECK(HttpUrl::Parse("http://host").value().port == "80");
  CHECK(HttpUrl::Parse("http://[::1]:4318/v1/metrics?a=b").value().host == "::1");
  CHECK(HttpUrl::Parse("http://[::1]:4318/v1/metrics?a=b").value().path == "/v1/metrics?a=b");
  CHECK(HttpUrl::Parse("http://host?x").value().path == "/?x");
  for (const char* url : {"", "https://host", "host", "http://", "http://a b", "http://user@host", "http://host:99999", "http://host/a b"}) {
    CHECK_FALSE(HttpUrl::Parse(url).ok());
  }
  OtlpPush push;
  CHECK_FALSE(push.Start("https://secure", 5, "").ok());
}
