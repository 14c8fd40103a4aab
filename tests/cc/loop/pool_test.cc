#include <cstring>
#include <map>
#include <set>
#include <string>

#include <fcntl.h>

#include <catch2/catch_test_macros.hpp>

#include "runtime/loop/event_loop.h"
#include "runtime/loop/pool_label.h"
#include "runtime/loop/thread_pool.h"
#include "tests/cc/loop/recorded.h"

namespace isoscope {
namespace {

class Spin : public PoolWork {
 public:
  Spin(uint64_t ms, std::vector<int>* statuses, std::atomic<int>* runs) : ms_(ms), statuses_(statuses), runs_(runs) {}
  void Run() override {
    (*runs_)++;
    SpinMs(ms_);
  }
  void Done(int status) override { statuses_->push_back(status); }

 private:
  const uint64_t ms_;
  std::vector<int>* const statuses_;
  std::atomic<int>* const runs_;
};

void CheckOrdered(const PoolRecord& record) {
  REQUIRE(record.startedUs.has_value());
  CHECK(record.submittedUs <= record.startedUs.value);
  CHECK(record.startedUs.value <= record.endedUs.value);
  CHECK(record.endedUs.value <= record.calledBackUs);
}

std::string Text(FieldText text) { return std::string(Names().Text(text.id)); }

}  // namespace

TEST_CASE("a saturating run adds up: every operation ends once, and the lanes fit into the wall time", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  const PoolLive& pool = Hub::pool();
  const uint64_t submitted_before = pool.submitted(), completed_before = Hub::Get().CompletedOperations();
  constexpr int kWorks = 24, kStats = 40;
  std::vector<int> statuses;
  std::atomic<int> runs{0};
  const uint64_t start_us = MonotonicUs();
  for (int i = 0; i < kWorks; i++) REQUIRE(SubmitPoolWork(&loop, std::make_unique<Spin>(3, &statuses, &runs), "test.spin") == 0);
  static int stats_done;
  stats_done = 0;
  std::vector<uv_fs_t> stats(kStats);
  {
    PoolLabel label("test.stats");
    for (uv_fs_t& stat : stats) {
      PoolSubmitter submitter(77);
      REQUIRE(uv_fs_stat(loop.uv(), &stat, "/", [](uv_fs_t* req) {
                stats_done++;
                uv_fs_req_cleanup(req);
              }) == 0);
    }
  }
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  const uint64_t wall_us = MonotonicUs() - start_us;
  CHECK(statuses == std::vector<int>(kWorks, 0));
  CHECK(runs == kWorks);
  CHECK(stats_done == kStats);

  std::vector<PoolRecord> records = recorded.Take<PoolRecord>();
  REQUIRE(records.size() == kWorks + kStats);
  std::map<std::string, int> by_operation;
  std::map<uint64_t, std::vector<std::pair<uint64_t, uint64_t>>> lanes;
  for (const PoolRecord& record : records) {
    CheckOrdered(record);
    by_operation[Text(record.operation)]++;
    CHECK(record.submittedUs >= start_us);
    CHECK(record.calledBackUs - record.submittedUs <= wall_us);
    CHECK(record.status == 0);
    lanes[record.thread.value].emplace_back(record.startedUs.value, record.endedUs.value);
    const bool is_stat = Text(record.operation) == "fs.stat";
    CHECK((record.workKind == (is_stat ? WorkKind::kFastIo : WorkKind::kCpu)));
    CHECK(Text(record.label) == (is_stat ? "test.stats" : ""));
    CHECK(record.asyncId.has_value() == is_stat);
    if (is_stat) CHECK(record.asyncId.value == 77);
  }
  CHECK(by_operation == std::map<std::string, int>{{"test.spin", kWorks}, {"fs.stat", kStats}});
  CHECK(lanes.size() <= static_cast<size_t>(PoolThreadCount()));
  for (auto& [lane, runs_of_lane] : lanes) {
    std::sort(runs_of_lane.begin(), runs_of_lane.end());
    for (size_t i = 1; i < runs_of_lane.size(); i++) CHECK(runs_of_lane[i - 1].second <= runs_of_lane[i].first);  // One at a time.
  }
  CHECK(pool.submitted() - submitted_before == kWorks + kStats);
  CHECK(Hub::Get().CompletedOperations() - completed_before == kWorks + kStats);
  CHECK(pool.now().queued == 0);
  CHECK(pool.now().busy == 0);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("cancelled work never runs, calls back once and says so in its record", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  std::vector<int> blocker_statuses, statuses;
  std::atomic<int> blocker_runs{0}, runs{0};
  for (int i = 0; i < PoolThreadCount(); i++) {
    REQUIRE(SubmitPoolWork(&loop, std::make_unique<Spin>(100, &blocker_statuses, &blocker_runs), "test.block") == 0);
  }
  auto queued = std::make_unique<Spin>(1, &statuses, &runs);
  Spin* cancelled = queued.get();
  REQUIRE(SubmitPoolWork(&loop, std::move(queued), "test.cancelled") == 0);
  uv_fs_t stat;
  static int stat_result;
  REQUIRE(uv_fs_stat(loop.uv(), &stat, "/", [](uv_fs_t* req) {
            stat_result = static_cast<int>(req->result);
            uv_fs_req_cleanup(req);
          }) == 0);
  REQUIRE(cancelled->Cancel() == 0);
  REQUIRE(uv_cancel(reinterpret_cast<uv_req_t*>(&stat)) == 0);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  CHECK(statuses == std::vector<int>{UV_ECANCELED});
  CHECK(runs == 0);
  CHECK(stat_result == UV_ECANCELED);
  int cancelled_records = 0;
  for (const PoolRecord& record : recorded.Take<PoolRecord>()) {
    if (Text(record.operation) == "test.block") continue;
    cancelled_records++;
    CHECK(record.status == UV_ECANCELED);
    CHECK_FALSE(record.thread.has_value());
    CHECK_FALSE(record.startedUs.has_value());
    CHECK_FALSE(record.endedUs.has_value());
  }
  CHECK(cancelled_records == 2);
  CHECK(Hub::pool().now().queued == 0);
  CHECK(Hub::pool().now().busy == 0);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("libuv's own operations tell their name, class and error", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  uv_fs_t open, rename;
  uv_getaddrinfo_t lookup;
  uv_random_t random;
  char bytes[16];
  REQUIRE(uv_fs_open(loop.uv(), &open, "/no/such/file", O_RDONLY, 0, [](uv_fs_t* req) { uv_fs_req_cleanup(req); }) == 0);
  REQUIRE(uv_fs_rename(loop.uv(), &rename, "/no/such/file", "/no/other", [](uv_fs_t* req) { uv_fs_req_cleanup(req); }) == 0);
  REQUIRE(uv_getaddrinfo(
              loop.uv(), &lookup, [](uv_getaddrinfo_t*, int, addrinfo* res) { uv_freeaddrinfo(res); }, "127.0.0.1", nullptr, nullptr) == 0);
  REQUIRE(uv_random(loop.uv(), &random, bytes, sizeof(bytes), 0, [](uv_random_t*, int, void*, size_t) {}) == 0);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  std::map<std::string, PoolRecord> found;
  for (const PoolRecord& record : recorded.Take<PoolRecord>()) found.emplace(Text(record.operation), record);
  REQUIRE(found.size() == 4);
  CHECK(found.at("fs.open").status == UV_ENOENT);
  CHECK(found.at("fs.rename").status == UV_ENOENT);
  CHECK(found.at("dns.lookup").workKind == WorkKind::kSlowIo);
  CHECK(found.at("dns.lookup").status == 0);
  CHECK(found.at("crypto.random").workKind == WorkKind::kCpu);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("labels name the submissions of their scope, nest, and end with it", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  std::vector<uv_fs_t> requests(4);
  auto stat = [&](size_t i) { REQUIRE(uv_fs_stat(loop.uv(), &requests[i], "/", [](uv_fs_t* req) { uv_fs_req_cleanup(req); }) == 0); };
  {
    PoolLabel outer("outer");
    stat(0);
    {
      PoolLabel inner("inner");
      stat(1);
    }
    stat(2);
  }
  stat(3);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  std::vector<PoolRecord> records = recorded.Take<PoolRecord>();
  std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.submittedUs < b.submittedUs; });
  std::multiset<std::string> labels;
  for (const PoolRecord& record : records) labels.insert(Text(record.label));
  CHECK(labels == std::multiset<std::string>{"", "inner", "outer", "outer"});
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("an operation under way when watching ends still completes, and later ones are not observed", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  std::vector<int> statuses;
  std::atomic<int> runs{0};
  const uint64_t submitted_before = Hub::pool().submitted();
  static int stats;
  stats = 0;
  uv_fs_t during, after;
  auto count = [](uv_fs_t* req) {
    stats++;
    uv_fs_req_cleanup(req);
  };
  REQUIRE(SubmitPoolWork(&loop, std::make_unique<Spin>(5, &statuses, &runs), "test.spin") == 0);
  REQUIRE(uv_fs_stat(loop.uv(), &during, "/", count) == 0);
  recorded.StopWatching();
  REQUIRE(uv_fs_stat(loop.uv(), &after, "/", count) == 0);
  REQUIRE(SubmitPoolWork(&loop, std::make_unique<Spin>(1, &statuses, &runs), "test.spin") == 0);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  CHECK(stats == 2);
  CHECK(statuses == std::vector<int>{0, 0});
  CHECK(recorded.Take<PoolRecord>().empty());
  CHECK(Hub::pool().submitted() - submitted_before == 2);
  CHECK(Hub::pool().now().queued == 0);
  CHECK(Hub::pool().now().busy == 0);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("a request freed in its callback may be submitted again at the same address", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  static int rounds;
  rounds = 0;
  static uv_fs_t request;
  static uv_fs_cb again;
  again = [](uv_fs_t* req) {
    uv_loop_t* uv = req->loop;
    uv_fs_req_cleanup(req);
    if (++rounds < 200) uv_fs_stat(uv, req, "/", again);
  };
  REQUIRE(uv_fs_stat(loop.uv(), &request, "/", again) == 0);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  CHECK(rounds == 200);
  CHECK(recorded.Take<PoolRecord>().size() == 200);
  REQUIRE(loop.Close() == 0);
}

TEST_CASE("what is handed to uv_queue_work itself is recorded, of this loop only", "[pool]") {
  Recorded recorded(MaskOf(Kind::kPool));
  EventLoop loop(recorded.producer());
  REQUIRE(loop.Init() == 0);
  uv_loop_t other;
  REQUIRE(uv_loop_init(&other) == 0);
  struct Job {
    uv_work_t request;
    bool ran = false;
    int status = 1;
  };
  constexpr size_t kJobs = 20;
  std::vector<Job> jobs(kJobs), others(3);
  const auto submit = [](uv_loop_t* to, Job* job) {
    std::memset(&job->request, 0xAA, sizeof(job->request));  // libuv asks for nothing but `data`.
    job->request.data = job;
    return uv_queue_work(
        to, &job->request, [](uv_work_t* request) { static_cast<Job*>(request->data)->ran = true; },
        [](uv_work_t* request, int status) { static_cast<Job*>(request->data)->status = status; });
  };
  for (Job& job : jobs) REQUIRE(submit(loop.uv(), &job) == 0);
  for (Job& job : others) REQUIRE(submit(&other, &job) == 0);
  size_t cancelled = 0;
  for (Job& job : jobs) cancelled += uv_cancel(reinterpret_cast<uv_req_t*>(&job.request)) == 0;  // As many as have not begun.
  uv_work_t alone;
  REQUIRE(uv_queue_work(
              loop.uv(), &alone, [](uv_work_t*) {}, nullptr) == 0);
  CHECK(uv_queue_work(loop.uv(), &alone, nullptr, nullptr) == UV_EINVAL);
  REQUIRE(loop.Run(UV_RUN_DEFAULT) == 0);
  REQUIRE(uv_run(&other, UV_RUN_DEFAULT) == 0);
  for (const Job& job : jobs) CHECK(job.status == (job.ran ? 0 : UV_ECANCELED));
  for (const Job& job : others) CHECK((job.ran && job.status == 0));
  size_t never_ran = 0;
  const std::vector<PoolRecord> records = recorded.Take<PoolRecord>();
  CHECK(records.size() == kJobs + 1);
  for (const PoolRecord& record : records) {
    CHECK(Text(record.operation) == "uv_queue_work");
    CHECK_FALSE(Text(record.label).empty());  // The file that the function comes from: this program.
    if (record.status == 0) {
      CheckOrdered(record);
    } else {
      never_ran += record.status == UV_ECANCELED && !record.startedUs.has_value() ? 1 : 0;
    }
  }
  CHECK(never_ran == cancelled);
  CHECK(Hub::pool().now().queued == 0);
  CHECK(Hub::pool().now().busy == 0);
  REQUIRE(uv_loop_close(&other) == 0);
  REQUIRE(loop.Close() == 0);
}

}  // namespace isoscope
