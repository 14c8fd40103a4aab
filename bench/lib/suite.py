"""What is measured, on what, and what is wanted of it."""

import dataclasses
import os
import re
import shutil
import subprocess
from pathlib import Path

from bench.lib.figures import compare, figures_of_batches, figures_of_process, summary
from bench.lib.run import RunError, run
from bench.lib.turns import play
from tests.runner import peers

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "bench"
OURS, NODE = "isoscope", "node"
PROBED_SCRIPTS = ("next_tick", "set_immediate", "timers", "await", "read_file", "tcp_echo", "http_server")
PROCESS_SCRIPTS = ("hello",)
SHARED = ("common",)
SPECIAL_GOALS = {
    ("hello", "", "wall"): ("<=", 0.25),
    ("hello", "", "memory"): ("<=", 0.50),
    ("read_file", "readFile callback", "cpu"): ("<=", 0.67),
    ("read_file", "readFile promises", "cpu"): ("<=", 0.50),
    ("fork", "fork to message", "wall"): ("<=", 0.40),
    ("inspector", "Runtime.evaluate", "wall"): ("<=", 0.05),
}
# Where 1.2 times Node's speed is wanted.
FASTER = {"tcp_echo", "exec_file", "fs_sync", "stream_copy"}
# What is observed -> what it may cost; None: printed, since it may be dear.
RECORDED = "default, recorded"
UNWATCHED = "nothing"
PROBE_GOALS = {"default": ("<", 1.03), "tiers,deopts": ("<=", 1.10), "ics,maps,compile": None, RECORDED: None}
# The same, but against a build that has no probes.
BUILD_GOALS = {UNWATCHED: ("<=", 1.01), "default": ("<=", 1.03)}
BARE = f"{OURS} without probes"


@dataclasses.dataclass
class Runtime:
    name: str
    command: list


def scripts(pattern):
    found = (path.stem for path in sorted(BENCH.glob("*.js")) if path.stem not in SHARED)
    return [name for name in found if re.search(pattern, name)]


def copied(host, name):
    """So that a build meanwhile changes nothing."""
    if not host.exists():
        raise RunError(f"{host} is not there: tools/build makes it")
    copy = ROOT / f"out/bench/{name}-{os.getpid()}"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.unlink(missing_ok=True)
    shutil.copy2(host, copy)
    return copy


def without_probes(path):
    """A build with GN's probes=false: `path`, or what tools/build makes."""
    if path:
        return copied(Path(path), "without-probes")
    built = subprocess.run([ROOT / "tools/build", "--no-probes"], stdout=subprocess.PIPE, text=True, check=False)
    if built.returncode != 0:
        raise RunError("the build without probes failed")
    return copied(Path(built.stdout.splitlines()[-1]), "without-probes")


def prepare(host, names):
    """Our host, then the peers that are there."""
    runtimes = [Runtime(OURS, [copied(host, OURS)])]
    for name in names:
        binary = peers.installed(name)
        if binary is not None:
            runtimes.append(Runtime(name, [binary, "run", "--quiet", "-A"] if name == "deno" else [binary]))
    return runtimes


def measure(script, runtimes, rounds, batches, say):
    """Interleaved: each round runs every runtime once, batch by batch in turns, every other round in reversed order.
    {runtime: [{figure: {metric: [values]}} of each round]}."""
    results = {runtime.name: [] for runtime in runtimes}
    broken = set()

    def fails(name, error):
        if name in (OURS, NODE) or name.startswith(f"{OURS} "):
            raise error
        broken.add(name)
        say(f"{script}: {name} does not run it: {str(error).splitlines()[0]}")

    for turn in range(rounds):
        order = runtimes if turn % 2 == 0 else reversed(runtimes)
        playing = {runtime.name: [*runtime.command, BENCH / f"{script}.js"] for runtime in order if runtime.name not in broken}
        if script not in PROCESS_SCRIPTS:
            for name, lines in play(playing, batches, fails).items():
                results[name].append(figures_of_batches(lines))
            continue
        for name, command in playing.items():
            try:
                results[name].append(figures_of_process(run(command)))
            except RunError as error:
                fails(name, error)
    return results


def goal_of(script, figure, metric):
    special = SPECIAL_GOALS.get((script, figure, metric))
    if special is not None or metric not in ("cpu", "wall") or not figure:
        return special
    return ("<=", 0.83 if script in FASTER and metric == "cpu" else 1.0)


def rows_of(script, results, base):
    """One row per figure and metric, with every runtime's ratio to `base`."""
    seen = results[OURS if OURS in results else base][0]
    rows = []
    for figure, metrics in seen.items():
        for metric in metrics:
            series = {name: [turn.get(figure, {}).get(metric, []) for turn in turns] for name, turns in results.items()}
            rows.append({
                "script": script,
                "figure": figure,
                "metric": metric,
                "goal": goal_of(script, figure, metric),
                "values": {name: summary(values) for name, values in series.items()},
                "ratios": {name: compare(values, series[base]) for name, values in series.items() if base in series and name != base},
            })
    return rows


def probed(kinds):
    return {RECORDED: f"{OURS} --record", UNWATCHED: f"{OURS} unwatched"}.get(kinds, f"{OURS} --observe={kinds}")


def observing(kinds):
    """The options that do it."""
    return {RECORDED: [f"--record={ROOT / f'out/bench/run-{os.getpid()}.labrun'}"], UNWATCHED: []}.get(kinds, [f"--observe={kinds}"])


def probe_rows(script, host_command, rounds, batches, say, bare_command=None):
    """What observing costs: the same program with and without, for each set of kinds. The ratio is with / without. With `bare_command`, a build
    without probes, that is what is compared with."""
    goals, base = (BUILD_GOALS, Runtime(BARE, bare_command)) if bare_command else (PROBE_GOALS, Runtime(OURS, host_command))
    runtimes = [Runtime(probed(kinds), [*host_command, *observing(kinds)]) for kinds in goals]
    results = measure(script, [base, *runtimes], rounds, batches, say)
    (ROOT / f"out/bench/run-{os.getpid()}.labrun").unlink(missing_ok=True)
    rows = []
    for kinds, goal in goals.items():
        for row in rows_of(script, {name: results[name] for name in (base.name, probed(kinds))}, base.name):
            rows.append({**row, "observed": kinds, "base": base.name, "goal": goal if row["metric"] == "cpu" else None})
    return rows
