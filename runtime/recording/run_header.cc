#include "runtime/recording/run_header.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <climits>
#include <filesystem>
#include <fstream>

#include "runtime/base/clock.h"
#include "runtime/base/json_reader.h"
#include "runtime/base/json_writer.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/names.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

void WriteTexts(JsonWriter* json, const char* name, const std::vector<std::string>& texts) {
  json->Key(name);
  json->StartArray();
  for (const std::string& text : texts) json->String(text);
  json->EndArray();
}

std::vector<std::string> ReadTexts(const JsonValue& object, const char* name) {
  std::vector<std::string> texts;
  const JsonValue& array = JsonMember(object, name);
  if (!array.IsArray()) return texts;
  for (const JsonValue& text : array.GetArray()) {
    if (text.IsString()) texts.emplace_back(JsonView(text));
  }
  return texts;
}

constexpr size_t kMaxReadmeBytes = 256 * 1024;

// A lab teaches: what it claims and how to look at it goes with its run.
void ReadLab(const std::string& script, RunHeader* header) {
  const std::filesystem::path folder = std::filesystem::path(script).parent_path();
  std::ifstream file(folder / "README.md", std::ios::binary);
  std::string text(kMaxReadmeBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.find("\n**Claim.** ") == std::string::npos) return;
  header->lab = folder.filename();
  header->readme = std::move(text);
}

}  // namespace

RunHeader RunHeader::OfThisProcess(KindMask kinds) {
  RunHeader header;
  header.pid = getpid();
  const Hub::RunArguments arguments = Hub::Get().run_arguments();
  header.argv = arguments.argv;
  header.exec_argv = arguments.exec_argv;
  if (header.argv.size() > 1) ReadLab(header.argv[1], &header);
  char folder[PATH_MAX];
  if (getcwd(folder, sizeof(folder)) != nullptr) header.cwd = folder;
  utsname name{};
  if (uname(&name) == 0) {
    header.system =
        std::string(name.sysname) + " " + name.release + " " + name.machine + ", " + std::to_string(sysconf(_SC_NPROCESSORS_ONLN)) + " cpus";
  }
  header.versions = Hub::Get().versions();
  header.kinds = kinds;
  header.monotonic_us = MonotonicUs();
  header.wall_clock_ms = WallClockMs();
  header.process_start_us = Hub::StartUs();
  return header;
}

std::string RunHeader::ToJson() const {
  JsonWriter json;
  json.StartObject();
  json.Member("format", "labrun");
  json.Member("formatVersion", 1);
  json.Member("schemaVersion", kSchemaVersion);
  json.Member("pid", pid);
  WriteTexts(&json, "argv", argv);
  WriteTexts(&json, "execArgv", exec_argv);
  json.Member("cwd", std::string_view(cwd));
  json.Member("system", std::string_view(system));
  if (!lab.empty()) {
    json.Key("lab");
    json.StartObject();
    json.Member("name", std::string_view(lab));
    json.Member("readme", std::string_view(readme));
    json.EndObject();
  }
  json.Key("versions");
  json.StartObject();
  for (const auto& [key, version] : versions) json.Member(key, std::string_view(version));
  json.EndObject();
  json.Key("kinds");
  json.StartArray();
  for (size_t i = 0; i < kKindCount; i++) {
    if ((kinds & MaskOf(static_cast<Kind>(i))) != 0) json.String(KindName(static_cast<Kind>(i)));
  }
  json.EndArray();
  json.Key("clock");
  json.StartObject();
  json.Member("monotonicUs", monotonic_us);
  json.Member("wallClockMs", wall_clock_ms);
  json.Member("processStartUs", process_start_us);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

Result<RunHeader> RunHeader::FromJson(std::string_view text) {
  JsonDocument document;
  if (!document.Parse(text) || JsonText(document.value(), "format") != "labrun") return Status::Error("its header cannot be read");
  const JsonValue& json = document.value();
  RunHeader header;
  header.pid = static_cast<int64_t>(JsonUint(json, "pid"));
  header.argv = ReadTexts(json, "argv");
  header.exec_argv = ReadTexts(json, "execArgv");
  header.cwd = JsonText(json, "cwd");
  header.system = JsonText(json, "system");
  const JsonValue& lab = JsonMember(json, "lab");
  header.lab = JsonText(lab, "name");
  header.readme = JsonText(lab, "readme");
  const JsonValue& versions = JsonMember(json, "versions");
  if (versions.IsObject()) {
    for (const auto& member : versions.GetObject()) {
      if (member.value.IsString()) header.versions.emplace_back(JsonView(member.name), JsonView(member.value));
    }
  }
  for (const std::string& name : ReadTexts(json, "kinds")) {
    if (auto kind = KindFromName(name)) header.kinds |= MaskOf(*kind);
  }
  const JsonValue& clock = JsonMember(json, "clock");
  header.monotonic_us = JsonUint(clock, "monotonicUs");
  header.wall_clock_ms = JsonDouble(clock, "wallClockMs");
  header.process_start_us = JsonUint(clock, "processStartUs");
  return header;
}

}  // namespace isoscope
