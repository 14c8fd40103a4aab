"""Runs one program once: its measured lines and what the kernel says the whole process used."""

import dataclasses
import json
import os
import signal
import tempfile
import time


class RunError(Exception):
    """Its message names the program and shows what it printed."""


@dataclasses.dataclass
class Run:
    ms: float  # From before fork to the end.
    cpu_ms: float  # User and system, all threads.
    peak_mb: float
    faults: int  # Minor page faults.
    lines: list  # What the script printed about itself: {name, ops, ms, cpuMs}.


def run(command, timeout=120):
    """Waits with wait4, whose resource usage is of this child alone."""
    argv = [str(word) for word in command]
    with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        files = [(os.POSIX_SPAWN_DUP2, file.fileno(), fd) for fd, file in enumerate((nothing, out, err))]
        start = time.monotonic()
        pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=files, setpgroup=0)
        status, usage = _wait(pid, timeout)
        ms = (time.monotonic() - start) * 1000
        out.seek(0)
        text = out.read().decode(errors="replace")
        code = os.waitstatus_to_exitcode(status)
        if code != 0:
            err.seek(0)
            raise RunError(f"{' '.join(argv)}: exit code {code}\n{text}{err.read().decode(errors='replace')}")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    return Run(ms, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024, usage.ru_minflt, lines)


def _wait(pid, timeout):
    """Blocks in the kernel, which is exact; an alarm ends a child that hangs."""
    previous = signal.signal(signal.SIGALRM, lambda _number, _frame: os.kill(pid, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        _, status, usage = os.wait4(pid, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    return status, usage
