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
#define ISOSCOPE_OPTIONS(V)                                                                                                                         \
  V(eval, "--eval", String, "", kCommandLine, "evaluate the argument as a script")                                                                  \
  V(print, "--print", Bool, false, kCommandLine, "print the result of --eval")                                                                      \
  V(check, "--check", Bool, false, kCommandLine, "check the script's syntax without running it")                                                    \
  V(interactive, "--interactive", Bool, false, kCommandLine, "start the REPL even when stdin is no terminal")                                       \
  V(version, "--version", Bool, false, kCommandLine, "print the version Node scripts see")                                                          \
  V(help, "--help", Bool, false, kCommandLine, "print this text")                                                                                   \
  V(v8_options, "--v8-options", Bool, false, kCommandLine, "print V8's own options")                                                                \
  V(require, "--require", Strings, {}, kEverywhere, "load a CommonJS module before the script")                                                     \
  V(import, "--import", Strings, {}, kEverywhere, "load an ES module before the script")                                                            \
  V(conditions, "--conditions", Strings, {}, kEverywhere, "additional conditions of package exports and imports")                                   \
  V(input_type, "--input-type", String, "", kEverywhere, "how --eval or stdin is read: commonjs or module")                                         \
  V(unhandled_rejections, "--unhandled-rejections", String, "throw", kEverywhere, "throw, strict, warn, none or warn-with-error-codes")             \
  V(warnings, "--warnings", Bool, true, kEverywhere, "print process warnings")                                                                      \
  V(trace_warnings, "--trace-warnings", Bool, false, kEverywhere, "print process warnings with their stack")                                        \
  V(deprecation, "--deprecation", Bool, true, kEverywhere, "print deprecation warnings")                                                            \
  V(trace_deprecation, "--trace-deprecation", Bool, false, kEverywhere, "print deprecations with their stack")                                      \
  V(throw_deprecation, "--throw-deprecation", Bool, false, kEverywhere, "throw on deprecations")                                                    \
  V(pending_deprecation, "--pending-deprecation", Bool, false, kEverywhere, "emit pending deprecation warnings")                                    \
  V(trace_uncaught, "--trace-uncaught", Bool, false, kEverywhere, "print where an uncaught exception was thrown")                                   \
  V(trace_events_enabled, "--trace-events-enabled", Bool, false, kEverywhere, "write trace events: v8, node and node.async_hooks")                  \
  V(trace_event_categories, "--trace-event-categories", String, "", kEverywhere, "write trace events of these categories, with commas between")     \
  V(trace_event_file_pattern, "--trace-event-file-pattern", String, "node_trace.${rotation}.log", kEverywhere, "where; also knows ${pid}")          \
  V(trace_exit, "--trace-exit", Bool, false, kEverywhere, "print the stack of process.exit()")                                                      \
  V(enable_source_maps, "--enable-source-maps", Bool, false, kEverywhere, "map stack traces through source maps")                                   \
  V(preserve_symlinks, "--preserve-symlinks", Bool, false, kEverywhere, "keep symbolic links when resolving modules")                               \
  V(preserve_symlinks_main, "--preserve-symlinks-main", Bool, false, kEverywhere, "the same for the main script")                                   \
  V(insecure_http_parser, "--insecure-http-parser", Bool, false, kEverywhere, "lenient HTTP parsing")                                               \
  V(max_http_header_size, "--max-http-header-size", Int, 16384, kEverywhere, "limit of an HTTP message's headers, bytes")                           \
  V(network_family_autoselection, "--network-family-autoselection", Bool, true, kEverywhere, "happy eyeballs in net.connect")                       \
  V(experimental_require_module, "--experimental-require-module", Bool, true, kEverywhere, "require() of ES modules")                               \
  V(experimental_detect_module, "--experimental-detect-module", Bool, true, kEverywhere, "ES module syntax decides for ambiguous files")            \
  V(experimental_vm_modules, "--experimental-vm-modules", Bool, false, kEverywhere, "vm.SourceTextModule")                                          \
  V(env_file, "--env-file", Strings, {}, kCommandLine, "set environment variables from a file")                                                     \
  V(env_file_if_exists, "--env-file-if-exists", Strings, {}, kCommandLine, "the same, of a file that may be missing")                               \
  V(run, "--run", String, "", kCommandLine, "run a script of package.json")                                                                         \
  V(watch, "--watch", Bool, false, kCommandLine, "run again when a file that was loaded changes")                                                   \
  V(watch_path, "--watch-path", Strings, {}, kCommandLine, "run again when something under this path changes")                                      \
  V(watch_preserve_output, "--watch-preserve-output", Bool, false, kCommandLine, "do not clear the screen between runs")                            \
  V(watch_kill_signal, "--watch-kill-signal", String, "SIGTERM", kEverywhere, "the signal that ends a run")                                         \
  V(test, "--test", Bool, false, kCommandLine, "run test files")                                                                                    \
  V(test_concurrency, "--test-concurrency", Int, 0, kEverywhere, "how many test files run at a time")                                               \
  V(test_force_exit, "--test-force-exit", Bool, false, kEverywhere, "exit once all known tests have ended")                                         \
  V(test_isolation, "--test-isolation", String, "process", kEverywhere, "process or none: whether each test file has a process of its own")         \
  V(test_name_pattern, "--test-name-pattern", Strings, {}, kEverywhere, "run tests whose name matches")                                             \
  V(test_only, "--test-only", Bool, false, kEverywhere, "run tests with the 'only' option")                                                         \
  V(test_reporter, "--test-reporter", Strings, {}, kEverywhere, "how test results are reported")                                                    \
  V(test_reporter_destination, "--test-reporter-destination", Strings, {}, kEverywhere, "where the report goes")                                    \
  V(test_shard, "--test-shard", String, "", kCommandLine, "run one part of the test files: index/total")                                            \
  V(test_skip_pattern, "--test-skip-pattern", Strings, {}, kEverywhere, "skip tests whose name matches")                                            \
  V(test_timeout, "--test-timeout", Int, 0, kCommandLine, "milliseconds a test may take")                                                           \
  V(test_update_snapshots, "--test-update-snapshots", Bool, false, kCommandLine, "write test snapshots anew")                                       \
  V(test_global_setup, "--test-global-setup", String, "", kEverywhere, "a module with globalSetup and globalTeardown")                              \
  V(cpu_prof, "--cpu-prof", Bool, false, kEverywhere, "write a CPU profile at exit")                                                                \
  V(cpu_prof_dir, "--cpu-prof-dir", String, "", kEverywhere, "where CPU profiles go")                                                               \
  V(cpu_prof_interval, "--cpu-prof-interval", Int, 1000, kEverywhere, "microseconds between samples")                                               \
  V(cpu_prof_name, "--cpu-prof-name", String, "", kEverywhere, "the CPU profile's file name")                                                       \
  V(heap_prof, "--heap-prof", Bool, false, kEverywhere, "write a heap profile at exit")                                                             \
  V(heap_prof_dir, "--heap-prof-dir", String, "", kEverywhere, "where heap profiles go")                                                            \
  V(heap_prof_interval, "--heap-prof-interval", Int, 512 * 1024, kEverywhere, "bytes between samples")                                              \
  V(heap_prof_name, "--heap-prof-name", String, "", kEverywhere, "the heap profile's file name")                                                    \
  V(diagnostic_dir, "--diagnostic-dir", String, "", kEverywhere, "where all such files go")                                                         \
  V(heapsnapshot_signal, "--heapsnapshot-signal", String, "", kEverywhere, "write a heap snapshot on this signal")                                  \
  V(heapsnapshot_near_heap_limit, "--heapsnapshot-near-heap-limit", Int, 0, kEverywhere, "write up to so many heap snapshots near the limit")       \
  V(report_on_signal, "--report-on-signal", Bool, false, kEverywhere, "write a diagnostic report on --report-signal")                               \
  V(report_uncaught_exception, "--report-uncaught-exception", Bool, false, kEverywhere, "write a diagnostic report on uncaught exceptions")         \
  V(report_on_fatalerror, "--report-on-fatalerror", Bool, false, kEverywhere, "write a diagnostic report on fatal errors")                          \
  V(report_signal, "--report-signal", String, "SIGUSR2", kEverywhere, "the signal of --report-on-signal")                                           \
  V(report_dir, "--report-dir", String, "", kEverywhere, "where diagnostic reports go")                                                             \
  V(report_filename, "--report-filename", String, "", kEverywhere, "the diagnostic report's file name")                                             \
  V(report_compact, "--report-compact", Bool, false, kEverywhere, "diagnostic reports in one line")                                                 \
  V(report_exclude_network, "--report-exclude-network", Bool, false, kEverywhere, "no network interfaces in diagnostic reports")                    \
  V(report_exclude_env, "--report-exclude-env", Bool, false, kEverywhere, "no environment variables in diagnostic reports")                         \
  V(disable_warning, "--disable-warning", Strings, {}, kEverywhere, "warnings of this code or type are not printed")                                \
  V(redirect_warnings, "--redirect-warnings", String, "", kEverywhere, "write process warnings to a file")                                          \
  V(disable_proto, "--disable-proto", String, "", kEverywhere, "delete or throw: Object.prototype.__proto__")                                       \
  V(strip_types, "--strip-types", Bool, true, kEverywhere, "run TypeScript files, their types taken out")                                           \
  V(experimental_transform_types, "--experimental-transform-types", Bool, false, kEverywhere, "also TypeScript that needs code")                    \
  V(experimental_loader, "--experimental-loader", Strings, {}, kEverywhere, "a module of loader hooks")                                             \
  V(experimental_repl_await, "--experimental-repl-await", Bool, true, kEverywhere, "await at the top level of the REPL")                            \
  V(experimental_import_meta_resolve, "--experimental-import-meta-resolve", Bool, false, kEverywhere, "import.meta.resolve's parent argument")      \
  V(experimental_eventsource, "--experimental-eventsource", Bool, false, kEverywhere, "EventSource")                                                \
  V(trace_sigint, "--trace-sigint", Bool, false, kEverywhere, "print the stack on SIGINT")                                                          \
  V(experimental_test_coverage, "--experimental-test-coverage", Bool, false, kEverywhere, "tell which code the tests ran")                          \
  V(test_coverage_branches, "--test-coverage-branches", Int, 0, kEverywhere, "branches that must be covered, in percent")                           \
  V(test_coverage_functions, "--test-coverage-functions", Int, 0, kEverywhere, "functions that must be covered, in percent")                        \
  V(test_coverage_lines, "--test-coverage-lines", Int, 0, kEverywhere, "lines that must be covered, in percent")                                    \
  V(test_coverage_include, "--test-coverage-include", Strings, {}, kEverywhere, "files that coverage is told of")                                   \
  V(test_coverage_exclude, "--test-coverage-exclude", Strings, {}, kEverywhere, "files that coverage is not told of")                               \
  V(global_search_paths, "--global-search-paths", Bool, true, kEverywhere, "look for packages in NODE_PATH and the home folder")                    \
  V(zero_fill_buffers, "--zero-fill-buffers", Bool, false, kEverywhere, "no Buffer holds old memory")                                               \
  V(entry_url, "--entry-url", Bool, false, kEverywhere, "the script is a URL")                                                                      \
  V(v8_pool_size, "--v8-pool-size", Int, 0, kEverywhere, "how many threads help V8")                                                                \
  V(trace_require_module, "--trace-require-module", Optional, std::nullopt, kEverywhere, "warn of require() of ES modules: all or no-node-modules") \
  V(expose_internals, "--expose-internals", Bool, false, kCommandLine, "require() of internal builtins, for tests")                                 \
  V(title, "--title", String, "", kEverywhere, "the process title")                                                                                 \
  V(stack_trace_limit, "--stack-trace-limit", Int, 10, kEverywhere, "Error.stackTraceLimit")                                                        \
  V(icu_data_dir, "--icu-data-dir", String, "", kEverywhere, "accepted; ICU data is linked in")                                                     \
  V(node_snapshot, "--node-snapshot", Bool, true, kEverywhere, "start from the startup snapshot, if the program has one")                           \
  V(record, "--record", String, "", kEverywhere, "record the run into a .labrun file")                                                              \
  V(record_cpu, "--record-cpu", Bool, false, kEverywhere, "with --record: a CPU profile of each isolate as well")                                   \
  V(inspect, "--inspect", Optional, std::nullopt, kEverywhere, "let debuggers connect on [host:]port, default 127.0.0.1:9229")                      \
  V(inspect_brk, "--inspect-brk", Optional, std::nullopt, kEverywhere, "the same, and pause before the script's first statement")                   \
  V(inspect_wait, "--inspect-wait", Optional, std::nullopt, kEverywhere, "the same, and wait for a debugger before the script runs")                \
  V(inspect_port, "--inspect-port", String, "", kEverywhere, "[host:]port for debuggers, also when SIGUSR1 lets them in")                           \
  V(inspect_publish_uid, "--inspect-publish-uid", String, "stderr,http", kEverywhere, "where debuggers find the address: stderr, http")             \
  V(sigusr1, "--sigusr1", Bool, true, kEverywhere, "SIGUSR1 lets debuggers in; --disable-sigusr1 leaves the signal alone")                          \
  V(otlp, "--otlp", String, "", kEverywhere, "send metrics to an OpenTelemetry collector: http://host:port[/path]")                                 \
  V(otlp_interval, "--otlp-interval", Int, 10000, kEverywhere, "milliseconds between two of these")                                                 \
  V(scope, "--scope", Optional, std::nullopt, kEverywhere, "serve the live view on [host:]port, default 127.0.0.1:0")                               \
  V(open, "--open", Bool, false, kCommandLine, "the same, and start the browser there; the script waits until the page is up")                      \
  V(report, "--report", Bool, false, kEverywhere, "print a table of what was observed at exit")                                                     \
  V(observe, "--observe", String, "", kEverywhere, "kinds to observe from the start: a list, default, all or none")                                 \
  V(history, "--history", String, "60s,64MB", kEverywhere, "how much history to keep: a time and a size")

// V(name): options of Node's that only tune what we do not have, or that do nothing any more. They are taken in silence.
#define ISOSCOPE_ACCEPTED_FLAGS(V)           \
  V("--addons")                              \
  V("--async-context-frame")                 \
  V("--disable-wasm-trap-handler")           \
  V("--enable-etw-stack-walking")            \
  V("--experimental-abortcontroller")        \
  V("--experimental-async-context-frame")    \
  V("--experimental-fetch")                  \
  V("--experimental-global-customevent")     \
  V("--experimental-global-navigator")       \
  V("--experimental-global-webcrypto")       \
  V("--experimental-json-modules")           \
  V("--experimental-print-required-tla")     \
  V("--experimental-report")                 \
  V("--experimental-sqlite")                 \
  V("--experimental-test-module-mocks")      \
  V("--experimental-wasi-unstable-preview1") \
  V("--experimental-wasm-modules")           \
  V("--experimental-websocket")              \
  V("--experimental-webstorage")             \
  V("--experimental-worker")                 \
  V("--extra-info-on-fatal-exception")       \
  V("--force-async-hooks-checks")            \
  V("--force-context-aware")                 \
  V("--napi-modules")                        \
  V("--node-memory-debug")                   \
  V("--openssl-legacy-provider")             \
  V("--openssl-shared-config")               \
  V("--track-heap-objects")                  \
  V("--use-bundled-ca")                      \
  V("--use-env-proxy")                       \
  V("--use-openssl-ca")                      \
  V("--use-system-ca")                       \
  V("--verify-base-objects")

// The same, with a value.
#define ISOSCOPE_ACCEPTED_VALUES(V)        \
  V("--experimental-specifier-resolution") \
  V("--localstorage-file")                 \
  V("--openssl-config")                    \
  V("--test-rerun-failures")               \
  V("--use-largepages")

// V(name): what promises safety or output that we cannot give is refused.
#define ISOSCOPE_REFUSED_FLAGS(V)  \
  V("--allow-addons")              \
  V("--allow-child-process")       \
  V("--allow-fs-read")             \
  V("--allow-fs-write")            \
  V("--allow-inspector")           \
  V("--allow-wasi")                \
  V("--allow-worker")              \
  V("--build-snapshot")            \
  V("--build-snapshot-config")     \
  V("--completion-bash")           \
  V("--enable-fips")               \
  V("--experimental-permission")   \
  V("--experimental-sea-config")   \
  V("--experimental-shadow-realm") \
  V("--force-fips")                \
  V("--frozen-intrinsics")         \
  V("--permission")                \
  V("--prof-process")              \
  V("--secure-heap")               \
  V("--secure-heap-min")           \
  V("--snapshot-blob")             \
  V("--tls-cipher-list")           \
  V("--tls-keylog")                \
  V("--tls-max-v1.2")              \
  V("--tls-max-v1.3")              \
  V("--tls-min-v1.0")              \
  V("--tls-min-v1.1")              \
  V("--tls-min-v1.2")              \
  V("--tls-min-v1.3")              \
  V("--trace-env")                 \
  V("--trace-env-js-stack")        \
  V("--trace-env-native-stack")    \
  V("--trace-promises")            \
  V("--trace-sync-io")             \
  V("--trace-tls")

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

// The last three have no member: see the lists of flags above.
enum class OptionType { kBool, kString, kInt, kStrings, kOptional, kAcceptedFlag, kAcceptedValue, kRefused };
enum class OptionWhere { kEverywhere, kCommandLine };

// One row of the table with access to its member.
struct OptionRow {
  const char* name;
  OptionType type;
  OptionWhere where;
  const char* help;
  void* (*member)(Options* options);  // Null for an option without one.
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
