"""Lets several programs run the batches of one script in turns: while one is at it, the others wait for a byte.

The speed of a shared machine's processors changes within seconds, by half: what stands in one ratio must have run within the same milliseconds.
"""

import json
import os
import select
import signal
import subprocess
import tempfile
import time

from bench.lib.run import RunError

TIMEOUT = 120  # Seconds for one batch.


class Player:
    """One program at its script. step() lets it run one batch and gives the line about it; None when it is through."""

    def __init__(self, command, batches):
        self.argv = [str(word) for word in command]
        # pylint: disable=consider-using-with
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, bufsize=0,
                                        env={**os.environ, "BENCH_TURNS": str(batches)}, start_new_session=True)
        self.rest = b""

    def step(self):
        try:
            self.process.stdin.write(b"\n")
        except BrokenPipeError:
            pass  # It has ended, as it should behind its last batch.
        line = self._line()
        if line is not None:
            return json.loads(line)
        code = self.process.wait(TIMEOUT)
        if code != 0:
            self._fail(f"exit code {code}")
        return None

    def _line(self):
        deadline = time.monotonic() + TIMEOUT
        while b"\n" not in self.rest:
            if not select.select([self.process.stdout], [], [], deadline - time.monotonic())[0]:
                self._fail(f"a batch took more than {TIMEOUT} s")
            part = os.read(self.process.stdout.fileno(), 65536)
            if not part:
                return None
            self.rest += part
        line, _, self.rest = self.rest.partition(b"\n")
        return line

    def _fail(self, why):
        self.errors.seek(0)
        raise RunError(f"{' '.join(self.argv)}: {why}\n{self.errors.read().decode(errors='replace')}")

    def end(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.errors.close()


def play(commands, batches, on_error):
    """{name: [line, ...]} of one round. `commands` is {name: argv}; on_error(name, error) is told of those that fail, and may raise."""
    lines = {name: [] for name in commands}
    players = {}
    try:
        for name, command in commands.items():
            players[name] = Player(command, batches)
        while players:
            for name in list(players):  # Always in this order, so that none finds its own memory still in the caches.
                try:
                    line = players[name].step()
                except RunError as error:
                    on_error(name, error)
                    line, lines[name] = None, []
                if line is None:
                    players.pop(name).end()
                else:
                    lines[name].append(line)
    finally:
        for player in players.values():
            player.end()
    return lines
