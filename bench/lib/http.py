"""HTTP under wrk: python3 -m bench.lib.http HOST [PEER...] compares servers, interleaved.

What is told is the server's CPU time for one request, since a shared machine makes requests a second a matter of luck; and wrk's own figures.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

SERVER = Path(__file__).resolve().parents[1] / "http/hello_server.js"
PATHS = {"hello": "/", "json": "/json/items?id=42&name=ada%20lovelace&tags=a"}
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_mb(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def load(url, seconds, connections):
    out = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", url], capture_output=True, text=True, check=True).stdout
    requests = int(re.search(r"(\d+) requests in", out)[1])
    if re.search(r"Non-2xx|Socket errors", out):
        sys.exit(f"{url}: {out}")
    return requests, float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), re.search(r"99%\s+(\S+)", out)[1]


def measure(binary, path, seconds, connections):
    server = subprocess.Popen([binary, SERVER], stdout=subprocess.PIPE, text=True)
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}{path}"
        load(url, 1, connections)  # Warms up.
        before = cpu_seconds(server.pid)
        requests, rate, p99 = load(url, seconds, connections)
        used = cpu_seconds(server.pid) - before
        return {"us": used / requests * 1e6, "rate": rate, "p99": p99, "mb": peak_mb(server.pid)}
    finally:
        server.kill()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--only", choices=PATHS)
    options = parser.parse_args()
    for name, path in PATHS.items():
        if options.only not in (None, name):
            continue
        best = {}
        for turn in range(options.rounds):
            for binary in options.binaries if turn % 2 == 0 else reversed(options.binaries):
                figures = measure(binary, path, options.seconds, options.connections)
                print(f"  {name} {Path(binary).name:12} {figures['us']:6.2f} us cpu/request {figures['rate']:8.0f} requests/s "
                      f"p99 {figures['p99']:>8} {figures['mb']:5.1f} MB", flush=True)
                if binary not in best or figures["us"] < best[binary]["us"]:
                    best[binary] = figures
        first = best[options.binaries[0]]
        for binary in options.binaries[1:]:
            print(f"{name}: requests for the same CPU time, {options.binaries[0]} to {binary}: {best[binary]['us'] / first['us']:.2f}; "
                  f"memory {first['mb'] / best[binary]['mb']:.2f}")


main()
