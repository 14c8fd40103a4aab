"""tests/browser/*.mjs: each drives the page in Chromium through one behaviour and exits with 0 to pass. tests/browser/README.md tells how."""

import re
import shutil
import subprocess
import sys

from .model import ROOT, Result, Test, failed
from .peers import node_binary
from .process import execute, how_it_ended, report, scratch

FOLDER = ROOT / "tests/browser"
SHOTS = ROOT / "out/browser"  # What a failed test's pages looked like.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT = 300  # Chromium on a busy machine.


def browser_binary():
    """Chromium's path; installs Debian's when there is none, and exits with one sentence when that fails."""
    for again in (False, True):
        if found := next(filter(None, map(shutil.which, BROWSERS)), None):
            return found
        if not again and subprocess.run([str(ROOT / "tools/setup"), "--browser"], stdout=sys.stderr, check=False).returncode != 0:
            break
    sys.exit("tools/test: --browser needs Chromium, which is not here and could not be installed")


def driver():
    """What runs the tests: the machine's Node when playwright-core takes it, else the locked one."""
    found = shutil.which("node")
    asked = [found, "-p", "parseInt(process.versions.node) >= 20"]
    if found and subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() == "true":
        return found
    return str(node_binary())


def discover():
    node, chromium = driver(), browser_binary()
    tests = []
    for path in sorted(FOLDER.iterdir()):
        if path.suffix == ".mjs":
            tests.append(_test(path, node, chromium))
        elif path.is_file() and path.name != "README.md":
            tests.append(Test(f"browser/{path.name}", lambda _, path=path: failed(f"tests/browser/{path.name} is no test: nothing runs it")))
    return tests


def _directive(path, name):
    """A comment before the first code: `// Timeout: 300`, `// Alone: why`."""
    match = re.search(rf"^// {name}: *(.+)$", "".join(path.open().readlines()[:10]), re.MULTILINE)
    return match and match[1]


def _test(path, node, chromium):
    name = f"browser/{path.stem}"

    def run(context):
        command = [node, str(path)]
        timeout = float(_directive(path, "Timeout") or TIMEOUT)
        with scratch() as folder:
            env = {"TMPDIR": folder, "ISOSCOPE_HOST": str(context.host), "ISOSCOPE_BROWSER": chromium, "ISOSCOPE_SHOTS": str(SHOTS / path.stem),
                   "ISOSCOPE_TEST_SECONDS": str(timeout * context.slowness * 0.9)}
            outcome = execute(context, command, cwd=folder, env=env, timeout=timeout)
        problems = [how_it_ended(outcome)] if outcome.code != 0 or outcome.timed_out else []
        figures = "; ".join(re.findall(r"^measured: (.*)$", outcome.stdout, re.MULTILINE))
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds, figures)

    return Test(name, run, alone=_directive(path, "Alone") is not None)
