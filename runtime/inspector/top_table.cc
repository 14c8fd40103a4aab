#include "runtime/inspector/top_table.h"

#include <cstdarg>
#include <cstdio>

#include "runtime/base/units.h"

namespace isoscope {
namespace {

[[gnu::format(printf, 1, 2)]] std::string Format(const char* format, ...) {
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof(line), format, arguments);
  va_end(arguments);
  return line;
}

std::string BytesOf(const JsonValue& object, const char* name) { return BytesText(static_cast<double>(JsonUint(object, name))); }
// "-" where it is null.
std::string TimeOf(const JsonValue& object, const char* name) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsNumber() ? TimeText(value.GetDouble()) : "-";
}

const JsonValue& IsolateOf(const JsonValue* snapshot, uint64_t id) {
  static const JsonValue kNull;
  if (snapshot == nullptr || !JsonMember(*snapshot, "isolates").IsArray()) return kNull;
  for (const JsonValue& isolate : JsonMember(*snapshot, "isolates").GetArray()) {
    if (JsonUint(isolate, "id") == id) return isolate;
  }
  return kNull;
}

class Rates {
 public:
  Rates(const JsonValue& now, const JsonValue* before) {
    if (before == nullptr) return;
    const uint64_t now_us = JsonUint(JsonMember(now, "time"), "monotonicUs"), before_us = JsonUint(JsonMember(*before, "time"), "monotonicUs");
    if (now_us > before_us) seconds_ = static_cast<double>(now_us - before_us) / 1e6;
  }
  bool known() const { return seconds_ > 0; }
  double Of(const JsonValue& now, const JsonValue& before, const char* name) const {
    return (static_cast<double>(JsonUint(now, name)) - static_cast<double>(JsonUint(before, name))) / seconds_;
  }
  std::string Text(const JsonValue& now, const JsonValue& before, const char* name) const {
    return known() && before.IsObject() ? Format("%.0f", Of(now, before, name)) : "-";
  }

 private:
  double seconds_ = 0;
};

void AddIsolate(std::vector<std::string>* lines, const JsonValue& isolate, const JsonValue& before, const Rates& rates) {
  const JsonValue& heap = JsonMember(isolate, "heap");
  const JsonValue& gc = JsonMember(isolate, "gc");
  const JsonValue& loop = JsonMember(isolate, "loop");
  const JsonValue& tiers = JsonMember(isolate, "tiers");
  const JsonValue& utilization = JsonMember(loop, "utilization");
  lines->push_back(Format("isolate %llu (%s)  %s, %s", static_cast<unsigned long long>(JsonUint(isolate, "id")), JsonText(isolate, "name").c_str(),
                          JsonText(isolate, "state").c_str(), JsonText(loop, "phase").c_str()));
  if (heap.IsObject()) {
    lines->push_back(Format("  heap    %10s used of %10s, limit %s   external %s   array buffers %s   age %.0f ms",
                            BytesOf(heap, "usedBytes").c_str(), BytesOf(heap, "totalBytes").c_str(), BytesOf(heap, "limitBytes").c_str(),
                            BytesOf(heap, "externalBytes").c_str(), BytesOf(heap, "arrayBuffersBytes").c_str(), JsonDouble(isolate, "staleMs")));
    std::string spaces = "          ";
    static const JsonValue kNone(rapidjson::kArrayType);
    const JsonValue& list = JsonMember(isolate, "spaces");
    for (const JsonValue& space : (list.IsArray() ? list : kNone).GetArray()) {
      if (JsonUint(space, "sizeBytes") == 0) continue;
      const std::string name = JsonText(space, "name");
      spaces += name.substr(0, name.find("_space")) + " " + BytesOf(space, "usedBytes") + "  ";
    }
    lines->push_back(spaces);
  }
  lines->push_back(Format("  gc      %10s pauses/s, %s us/s   %llu in all, %s, longest %s", rates.Text(gc, JsonMember(before, "gc"), "count").c_str(),
                          rates.Text(gc, JsonMember(before, "gc"), "totalPauseUs").c_str(), static_cast<unsigned long long>(JsonUint(gc, "count")),
                          TimeOf(gc, "totalPauseUs").c_str(), TimeOf(gc, "maxPauseUs").c_str()));
  const JsonValue& before_loop = JsonMember(before, "loop");
  lines->push_back(Format("  loop    %10s iterations/s, %s callbacks/s, %s ticks/s, %s microtasks/s   used %s   delay p50 %s, p99 %s",
                          rates.Text(loop, before_loop, "iterations").c_str(), rates.Text(loop, before_loop, "callbacks").c_str(),
                          rates.Text(loop, before_loop, "ticks").c_str(), rates.Text(loop, before_loop, "microtasks").c_str(),
                          utilization.IsNumber() ? Format("%.0f %%", utilization.GetDouble() * 100).c_str() : "-",
                          TimeOf(JsonMember(loop, "delayUs"), "p50").c_str(), TimeOf(JsonMember(loop, "delayUs"), "p99").c_str()));
  const auto count = [&tiers](const char* name) { return static_cast<unsigned long long>(JsonUint(tiers, name)); };
  if (count("interpreted") + count("baseline") + count("maglev") + count("turbofan") + count("deopts") != 0) {
    lines->push_back(Format("  tiers   ~ %llu interpreted, ^ %llu baseline, + %llu maglev, * %llu turbofan; %llu deopts", count("interpreted"),
                            count("baseline"), count("maglev"), count("turbofan"), count("deopts")));
  }
}

}  // namespace

std::vector<std::string> TopTable(const JsonValue& now, const JsonValue* before) {
  static const JsonValue kNull;
  const JsonValue& earlier = before != nullptr ? *before : kNull;
  const Rates rates(now, before);
  const JsonValue& process = JsonMember(now, "process");
  const JsonValue& before_process = JsonMember(earlier, "process");
  std::vector<std::string> lines;
  std::string cpu = "-";
  if (rates.known()) {
    cpu = Format("%.0f %%", (rates.Of(process, before_process, "cpuUserUs") + rates.Of(process, before_process, "cpuSystemUs")) / 1e4);
  }
  lines.push_back(Format("pid %llu   up %s   resident %s   cpu %s", static_cast<unsigned long long>(JsonUint(process, "pid")),
                         TimeOf(process, "uptimeUs").c_str(), BytesOf(process, "rssBytes").c_str(), cpu.c_str()));
  lines.emplace_back();
  const JsonValue& isolates = JsonMember(now, "isolates");
  if (isolates.IsArray()) {
    for (const JsonValue& isolate : isolates.GetArray()) {
      if (JsonText(isolate, "state") == "ended") continue;
      AddIsolate(&lines, isolate, IsolateOf(before, JsonUint(isolate, "id")), rates);
    }
  }
  lines.emplace_back();
  const JsonValue& pool = JsonMember(now, "pool");
  lines.push_back(Format("pool      %llu threads, %llu busy, %llu queued   %s done/s   wait p50 %s, p99 %s   run p50 %s, p99 %s",
                         static_cast<unsigned long long>(JsonUint(pool, "threads")), static_cast<unsigned long long>(JsonUint(pool, "busy")),
                         static_cast<unsigned long long>(JsonUint(pool, "queued")),
                         rates.Text(pool, JsonMember(earlier, "pool"), "completed").c_str(), TimeOf(JsonMember(pool, "waitUs"), "p50").c_str(),
                         TimeOf(JsonMember(pool, "waitUs"), "p99").c_str(), TimeOf(JsonMember(pool, "runUs"), "p50").c_str(),
                         TimeOf(JsonMember(pool, "runUs"), "p99").c_str()));
  std::string dropped;
  const JsonValue& counts = JsonMember(now, "dropped");
  if (counts.IsObject()) {
    for (const auto& member : counts.GetObject()) {
      if (member.value.IsUint64() && member.value.GetUint64() != 0) {
        dropped += Format(" %llu %s", static_cast<unsigned long long>(member.value.GetUint64()), member.name.GetString());
      }
    }
  }
  lines.push_back("dropped  " + (dropped.empty() ? " none" : dropped));
  return lines;
}

}  // namespace isoscope
