#include "runtime/host/command_line.h"

#include <cstdio>

#include "runtime/base/version.h"

namespace isoscope {

void PrintHelp() {
  std::printf(
      "Usage: isoscope [options] [V8 options] [script.js | -e \"script\" | -] [--] [arguments]\n"
      "       isoscope lab [NAME] [--open] [--record] [parameters]     list the labs, or run one\n"
      "       isoscope lab --all                                       run all, with a table of verdicts\n"
      "       isoscope lab new NAME                                    begin a lab\n"
      "       isoscope top PID|URL                                     watch a process that was started with --scope\n"
      "       isoscope replay FILE [--open]                            serve a recording as it was live\n"
      "       isoscope diff BEFORE AFTER                               what changed between two recordings\n"
      "       isoscope export --FORMAT FILE                            a recording as --trace, --json, --openmetrics, --pprof or --cpuprofile\n\n"
      "Runs Node scripts and shows what really happens inside V8 and libuv.\n\n"
      "Options:\n");
  for (const OptionRow& row : OptionTable()) {
    if (row.member == nullptr) continue;
    std::string name = row.name;
    if (row.type == OptionType::kOptional) name += "[=...]";
    if (row.type == OptionType::kString || row.type == OptionType::kInt || row.type == OptionType::kStrings) name += "=...";
    std::printf("  %-34s %s\n", name.c_str(), row.help);
  }
  std::printf("\nShort forms: -e, -p, -r, -c, -i, -C, -v, -h. V8's own options (--v8-options lists them) may be given too.\n");
}

void PrintVersion() { std::printf("%s\n", kNodeVersion); }

int ReportUnknownFlags(const std::string& argv0, const std::vector<std::string>& flags) {
  for (const std::string& flag : flags) std::fprintf(stderr, "%s: bad option: %s\n", argv0.c_str(), flag.c_str());
  return kBadOption;
}

}  // namespace isoscope
