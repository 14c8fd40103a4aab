"""What eight workers and the collector bear: python3 -m bench.lib.worker_events HOST [--events N] [--rate N].

The workers make N records (at the rate asked for, if the machine can). Nothing that is of a lifecycle kind may be lost, and memory must stay bounded:
both are asserted, of memory what must hold in any run, and of the best of three what holds where the collector gets its time. The rate that
was reached is printed.
"""

import argparse
import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

WORKERS = Path(__file__).resolve().parents[1] / "probes/workers.js"
HISTORY_MB = 16
# What may wait for a collector that gets no time (Producer::kQueueBlocks, 64 MB a thread), the history, eight workers' own heaps and the program's.
MEMORY_MB = 8 * 64 + HISTORY_MB + 8 * 20 + 60
# Without a collector that is late. 112 MB were seen; records that wait are not packed.
USUAL_MEMORY_MB = 150
TRIES = 3


def totals(url):
    """{kind: (collected, dropped)} and the size of the history, as Prometheus is told."""
    with urllib.request.urlopen(urllib.request.Request(f"{url}metrics", headers={"Accept": "text/plain"}), timeout=60) as answer:
        text = answer.read().decode()
    collected, dropped = (dict(re.findall(rf'^{name}{{kind="(\w+)"}} (\d+)$', text, re.MULTILINE))
                          for name in ("isoscope_records_total", "isoscope_records_dropped_total"))
    history = re.search(r"^isoscope_history_size_bytes (\d+)$", text, re.MULTILINE)
    return {kind: (int(count), int(dropped[kind])) for kind, count in collected.items()}, int(history[1])


def peak_mb(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def measure(binary, events, rate):
    command = [binary, "--scope=0", "--observe=default", f"--history=60s,{HISTORY_MB}MB", WORKERS, str(events), str(rate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as host:
        try:
            url = re.search(r"http:\S+", host.stderr.readline())[0]
            told = json.loads(host.stdout.readline())
            kinds, history = totals(url)
            memory = peak_mb(host.pid)
            host.stdin.close()
            assert host.wait(60) == 0, host.stderr.read()
        finally:
            host.kill()
    return told, kinds, history, memory


def check(told, kinds, history, memory, events):
    made = told["made"]
    assert sum(made.values()) >= events, made
    for kind in ("mark", "pool"):
        assert kinds[kind] == (made[kind], 0), (kind, kinds[kind], made)
    # Each message goes out once and comes in once; workers say more about themselves.
    assert kinds["worker"][0] >= 2 * made["messages"] and kinds["worker"][1] == 0, (kinds["worker"], made)
    assert kinds["gc"][1] == 0, kinds["gc"]
    assert history <= HISTORY_MB << 20, history
    assert memory < MEMORY_MB, memory


def main():
    parser = argparse.ArgumentParser(prog="python3 -m bench.lib.worker_events", description=__doc__)
    parser.add_argument("host")
    parser.add_argument("--events", type=int, default=20_000_000)
    parser.add_argument("--rate", type=int, default=1_000_000, help="a second, of all workers together")
    options = parser.parse_args()
    for left in reversed(range(TRIES)):
        told, kinds, history, memory = measure(options.host, options.events, options.rate)
        check(told, kinds, history, memory, options.events)
        if memory < USUAL_MEMORY_MB:
            break
        assert left > 0, memory
    made = sum(told["made"].values())
    reached = made / told["ms"] * 1000
    print(f"{made:,} events of 8 workers in {told['ms']:.0f} ms: {reached:,.0f} a second"
          f"{'' if reached >= options.rate else f' ({options.rate:,} were asked for)'}; of lifecycle kinds 0 lost; "
          f"history {history / 2**20:.1f} MB, peak memory {memory:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
