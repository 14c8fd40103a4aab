"""Runs one program in a folder of its own and ends everything it started."""

import contextlib
import dataclasses
import os
import re
import shlex
import signal
import subprocess
import tempfile
import threading
import time

# What would change a test's outcome from outside.
SCRUBBED = ("NODE_OPTIONS", "NODE_PATH", "NODE_DEBUG", "UV_THREADPOOL_SIZE", "ISOSCOPE_HOME", "FORCE_COLOR", "NO_COLOR", "NODE_DISABLE_COLORS",
            "COLORTERM", "CI", "CI_NAME", "TEAMCITY_VERSION", "TF_BUILD", "TMUX")

MAX_SHOWN = 12_000
NOBODY = 65534  # Whom file modes stop.


@dataclasses.dataclass
class Outcome:
    code: int  # Negative: the signal that ended it, as subprocess tells.
    stdout: str
    stderr: str
    timed_out: bool
    seconds: float


def environment(context, extra):
    env = {key: value for key, value in os.environ.items() if key not in SCRUBBED}
    env.update({"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "dumb"})
    env.update(context.env)
    env.update(extra)
    return env


def text(data):
    return data.decode("utf-8", "backslashreplace")


class _Sender:
    """Sends a signal once a stream of the program has shown a pattern."""

    def __init__(self, child, stream, pattern, number):
        self.data = b""
        self._child, self._stream, self._pattern, self._number = child, stream, re.compile(pattern), number
        self._sent = False
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        while block := os.read(self._stream.fileno(), 65536):
            self.data += block
            if not self._sent and self._pattern.search(text(self.data)):
                self._sent = True
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._child.pid, self._number)


def _collect(stream, into):
    for block in iter(lambda: os.read(stream.fileno(), 65536), b""):
        into.append(block)


def execute(context, command, *, cwd, env=None, stdin=b"", timeout=60.0, send=None, unprivileged=False):
    """`send`: {"signal": "SIGINT", "after": regex, "stream": "stdout"|"stderr"}."""
    start = time.monotonic()
    child = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment(context, env or {}),
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        **({"user": NOBODY, "group": NOBODY, "extra_groups": []} if unprivileged else {}),
    )
    readers, collected, sender = [], {"stdout": [], "stderr": []}, None
    for name in ("stdout", "stderr"):
        stream = getattr(child, name)
        if send and send.get("stream", "stdout") == name:
            sender = (name, _Sender(child, stream, send["after"], getattr(signal, send["signal"])))
            readers.append(sender[1].thread)
        else:
            thread = threading.Thread(target=_collect, args=(stream, collected[name]), daemon=True)
            thread.start()
            readers.append(thread)
    timed_out = False
    try:
        if stdin:
            with contextlib.suppress(BrokenPipeError):
                child.stdin.write(stdin)
                child.stdin.close()
        child.wait(timeout * context.slowness)
    except subprocess.TimeoutExpired:
        timed_out = True
    # Whatever the program left behind goes with it; its session is its own.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for reader in readers:
        reader.join(5)
    if sender:
        collected[sender[0]] = [sender[1].data]
    child.stdout.close()
    child.stderr.close()
    return Outcome(child.returncode, text(b"".join(collected["stdout"])), text(b"".join(collected["stderr"])), timed_out, time.monotonic() - start)


def how_it_ended(outcome):
    if outcome.timed_out:
        return f"did not end within {outcome.seconds:.0f} s"
    if outcome.code < 0:
        return f"was ended by {signal.Signals(-outcome.code).name}"
    return f"exited with {outcome.code}"


def clip(data):
    if len(data) <= MAX_SHOWN:
        return data
    return f"{data[:MAX_SHOWN // 2]}\n... {len(data) - MAX_SHOWN} characters left out ...\n{data[-MAX_SHOWN // 2:]}"


def report(command, outcome, problems):
    """What is printed of a failure: how to repeat it, what was wrong, what it said."""
    lines = [f"$ {shlex.join(str(word) for word in command)}", *problems]
    for name in ("stdout", "stderr"):
        if data := getattr(outcome, name).rstrip("\n"):
            lines += [f"--- {name}", clip(data)]
    return "\n".join(lines)


@contextlib.contextmanager
def scratch():
    with tempfile.TemporaryDirectory(prefix="isoscope-run-", ignore_cleanup_errors=True) as folder:
        yield os.path.realpath(folder)
