// Command line options: one table, from which parsing, --help, NODE_OPTIONS and JavaScript's getOptionValue() derive.
//
// Parsed on the main thread before V8 starts; read-only afterwards. A worker gets a copy.
#ifndef ISOSCOPE_RUNTIME_ENV_OPTIONS_H_
#define ISOSCOPE_RUNTIME_ENV_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace isoscope {

// V(member, "--name", type, default, where, help): types are Bool (negatable with --no-), String, Int, Strings (repeatable) and Optional (a
// string that only `=` gives: `--scope` or `--scope=host:port`).
// where: kEverywhere may stand in NODE_OPTIONS, kCommandLine may not.
#define ISOSCOPE_OPTIONS(V)                                                                                                              \
  V(eval, "--eval", String, "", kCommandLine, "evaluate the argument as a script")                                                       \
  V(print, "--print", Bool, false, kCommandLine, "print the result of --eval")                                                           \
  V(check, "--check", Bool, false, kCommandLine, "check the script's syntax without running it")                                         \
  V(interactive, "--interactive", Bool, false, kCommandLine, "start the REPL even when stdin is no terminal")                            \
  V(version, "--version", Bool, false, kCommandLine, "print the version Node scripts see")                                               \
  V(help, "--help", Bool, false, kCommandLine, "print this text")                                                                        \
  V(v8_options, "--v8-options", Bool, false, kCommandLine, "print V8's own options")                                                     \
  V(require, "--require", Strings, {}, kEverywhere, "load a CommonJS module before the script")                                          \
  V(import, "--import", Strings, {}, kEverywhere, "load an ES module before the script")                                                 \
  V(conditions, "--conditions", Strings, {}, kEverywhere, "additional conditions of package exports and imports")                        \
  V(input_type, "--input-type", String, "", kEverywhere, "how --eval or stdin is read: commonjs or module")                              \
  V(unhandled_rejections, "--unhandled-rejections", String, "throw", kEverywhere, "throw, strict, warn, none or warn-with-error-codes")  \
  V(warnings, "--warnings", Bool, true, kEverywhere, "print process warnings")                                                           \
  V(trace_warnings, "--trace-warnings", Bool, false, kEverywhere, "print process warnings with their stack")                             \
  V(deprecation, "--deprecation", Bool, true, kEverywhere, "print deprecation warnings")                                                 \
  V(trace_deprecation, "--trace-deprecation", Bool, false, kEverywhere, "print deprecations with their stack")                           \
  V(throw_deprecation, "--throw-deprecation", Bool, false, kEverywhere, "throw on deprecations")                                         \
  V(pending_deprecation, "--pending-deprecation", Bool, false, kEverywhere, "emit pending deprecation warnings")                         \
  V(trace_uncaught, "--trace-uncaught", Bool, false, kEverywhere, "print where an uncaught exception was thrown")                        \
  V(trace_exit, "--trace-exit", Bool, false, kEverywhere, "print the stack of process.exit()")                                           \
  V(enable_source_maps, "--enable-source-maps", Bool, false, kEverywhere, "map stack traces through source maps")                        \
  V(preserve_symlinks, "--preserve-symlinks", Bool, false, kEverywhere, "keep symbolic links when resolving modules")                    \
  V(preserve_symlinks_main, "--preserve-symlinks-main", Bool, false, kEverywhere, "the same for the main script")                        \
  V(insecure_http_parser, "--insecure-http-parser", Bool, false, kEverywhere, "lenient HTTP parsing")                                    \
  V(max_http_header_size, "--max-http-header-size", Int, 16384, kEverywhere, "limit of an HTTP message's headers, bytes")                \
  V(network_family_autoselection, "--network-family-autoselection", Bool, true, kEverywhere, "happy eyeballs in net.connect")            \
  V(experimental_require_module, "--experimental-require-module", Bool, true, kEverywhere, "require() of ES modules")                    \
  V(experimental_detect_module, "--experimental-detect-module", Bool, true, kEverywhere, "ES module syntax decides for ambiguous files") \
  V(experimental_vm_modules, "--experimental-vm-modules", Bool, false, kEverywhere, "vm.SourceTextModule")                               \
  V(expose_internals, "--expose-internals", Bool, false, kCommandLine, "require() of internal builtins, for tests")                      \
  V(title, "--title", String, "", kEverywhere, "the process title")                                                                      \
  V(stack_trace_limit, "--stack-trace-limit", Int, 10, kEverywhere, "Error.stackTraceLimit")                                             \
  V(icu_data_dir, "--icu-data-dir", String, "", kEverywhere, "accepted; ICU data is linked in")                                          \
  V(node_snapshot, "--node-snapshot", Bool, true, kEverywhere, "start from the startup snapshot, if the program has one")                \
  V(scope, "--scope", Optional, std::nullopt, kEverywhere, "serve the live view on [host:]port, default 127.0.0.1:0")                    \
  V(report, "--report", Bool, false, kEverywhere, "print a table of what was observed at exit")                                          \
  V(observe, "--observe", String, "", kEverywhere, "kinds to observe from the start: a list, default, all or none")                      \
  V(history, "--history", String, "60s,64MB", kEverywhere, "how much history to keep: a time and a size")                                \
  V(record, "--record", String, "", kEverywhere, "record the run into a .labrun file")                                                   \
  V(record_cpu, "--record-cpu", Bool, false, kEverywhere, "with --record: a CPU profile of each isolate as well")                        \
  V(inspect, "--inspect", Optional, std::nullopt, kEverywhere, "let debuggers connect on [host:]port, default 127.0.0.1:9229")           \
  V(inspect_brk, "--inspect-brk", Optional, std::nullopt, kEverywhere, "the same, and pause before the script's first statement")        \
  V(inspect_wait, "--inspect-wait", Optional, std::nullopt, kEverywhere, "the same, and wait for a debugger before the script runs")     \
  V(inspect_port, "--inspect-port", String, "", kEverywhere, "[host:]port for debuggers, also when SIGUSR1 lets them in")                \
  V(inspect_publish_uid, "--inspect-publish-uid", String, "stderr,http", kEverywhere, "where debuggers find the address: stderr, http")  \
  V(sigusr1, "--sigusr1", Bool, true, kEverywhere, "SIGUSR1 lets debuggers in; --disable-sigusr1 leaves the signal alone")               \
  V(otlp, "--otlp", String, "", kEverywhere, "send metrics to an OpenTelemetry collector: http://host:port[/path]")                      \
  V(otlp_interval, "--otlp-interval", Int, 10000, kEverywhere, "milliseconds between two of these")

using OptionBool = bool;
using OptionString = std::string;
using OptionInt = int64_t;
using OptionStrings = std::vector<std::string>;
using OptionOptional = std::optional<std::string>;

struct Options {
#define V(member, name, type, initial, where, help) Option##type member = initial;
  ISOSCOPE_OPTIONS(V)
#undef V
  bool has_eval = false;  // --eval "" is not the same as none.
};

enum class OptionType { kBool, kString, kInt, kStrings, kOptional };
enum class OptionWhere { kEverywhere, kCommandLine };

// One row of the table with access to its member.
struct OptionRow {
  const char* name;
  OptionType type;
  OptionWhere where;
  const char* help;
  void* (*member)(Options* options);
};
std::span<const OptionRow> OptionTable();

struct ParsedCommandLine {
  Options options;
  std::vector<std::string> v8_flags;   // Passed through to V8.
  std::vector<std::string> exec_argv;  // Options as given, for process.execArgv.
  std::vector<std::string> arguments;  // The script (if any) and what follows it.
  std::string error;                   // Set: print "<exec path>: <error>" and exit 9.
};
// Parses Node's way: options, then a script, then anything. Unknown options are taken for V8 flags; whether V8 knows them is the caller's
// to check. `node_options` is the environment variable's value.
ParsedCommandLine ParseCommandLine(const std::vector<std::string>& argv, const std::string& node_options);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_OPTIONS_H_
