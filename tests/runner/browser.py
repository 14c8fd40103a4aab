"""tests/browser/*.py: programs that drive the page in a real browser. Each gets the host's path in ISOSCOPE_HOST and exits with 0 to pass."""

import sys

from .model import ROOT, Result, Test
from .process import execute, how_it_ended, report, scratch


def discover():
    return [_test(path) for path in sorted((ROOT / "tests/browser").glob("*_test.py"))]


def _test(path):
    def run(context):
        command = [sys.executable, str(path)]
        with scratch() as folder:
            outcome = execute(context, command, cwd=folder, env={"TMPDIR": folder, "ISOSCOPE_HOST": str(context.host)}, timeout=180)
        problems = [] if outcome.code == 0 and not outcome.timed_out else [how_it_ended(outcome)]
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds)

    return Test(f"browser/{path.stem}", run, alone=True)
