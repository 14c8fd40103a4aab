"""Node's own command line debugger, `node inspect HOST:PORT`, on our host: through a pseudo-terminal, as a person would use it.

Only where a Node is at hand (tools/bench --fetch-peers lays one out): the suite fetches none.
"""

import os
import pty
import re
import select
import subprocess
import time

from . import peers
from .model import ROOT, Result, Test
from .process import scratch

SCRIPT = ROOT / "tests/js/inspector/fixtures/ticking.js"
PATIENCE = 60
# What is typed at the prompt, and what must come, in this order.
DIALOGUE = [
    (None, [r"Break on start in .*ticking\.js:16"]),
    ("setBreakpoint('ticking.js', 4)\n", []),
    ("cont\n", []),
    ("exec('setTimeout(run, 1, 10), 6 * 7')\n", [r"break in .*ticking\.js:4", r"> 4 *return sum;"]),
    ("backtrace\n", [r"#0 inner .*ticking\.js:4:\d+", r"#1 outer .*ticking\.js:8:\d+"]),
    ("exec('a * 1000 + sum')\n", [r"10011"]),
    ("clearBreakpoint('ticking.js', 4)\n", []),
    ("out\n", [r"(break|step) in .*ticking\.js:9"]),
    ("next\n", [r"(break|step) in .*ticking\.js:10"]),
    ("exec('x')\n", [r"\b13\b"]),
    ("cont\n", []),
    ("exec('results.length')\n", [r"\b1\b"]),
    (".exit\n", None),
]
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, command, cwd):
        self.fd, slave = pty.openpty()
        env = {**os.environ, "TERM": "dumb", "NO_COLOR": "1"}
        self.child = subprocess.Popen(command, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)
        self.text = ""
        self.read_up_to = 0
        self.deadline = time.monotonic() + PATIENCE

    def type(self, line):
        os.write(self.fd, line.encode())

    def wait_for(self, pattern):
        """False when the program ends, or the time is over, before it came."""
        while True:
            if found := re.compile(pattern).search(self.text, self.read_up_to):
                self.read_up_to = found.end()
                return True
            left = self.deadline - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                return False
            try:
                chunk = os.read(self.fd, 65536)
            except OSError:  # Its end closed.
                return False
            if not chunk:
                return False
            self.text += CONTROLS.sub("", chunk.decode("utf-8", "replace"))

    def end(self):
        os.close(self.fd)
        self.child.kill()
        self.child.wait()


def _converse(terminal):
    for line, expected in DIALOGUE:
        if line is not None:
            terminal.type(line)
        if expected is None:
            return None
        for pattern in expected:
            if not terminal.wait_for(pattern):
                return f"after {line!r}: {pattern} did not come"
        if not terminal.wait_for(r"debug> "):
            return f"after {line!r}: no prompt"
    return None


def _run(context):
    begun = time.monotonic()
    with scratch() as folder:
        command = [str(context.host), *context.host_flags, "--inspect-brk=0", str(SCRIPT)]
        debuggee = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            told = debuggee.stderr.readline()
            address = re.search(r"ws://(127\.0\.0\.1:\d+)/", told)
            if address is None:
                return Result(False, f"{' '.join(command)}\nno door: {told}", time.monotonic() - begun)
            terminal = Terminal([str(peers.installed("node")), "inspect", address[1]], folder)
            problem = _converse(terminal)
            terminal.end()
        finally:
            debuggee.kill()
            debuggee.wait()
            debuggee.stderr.close()
    report = "" if problem is None else f"node inspect {address[1]}\n{problem}\n{terminal.text}"
    return Result(problem is None, report, time.monotonic() - begun)


def discover():
    return [Test("peers/node inspect", _run)] if peers.installed("node") is not None else []
