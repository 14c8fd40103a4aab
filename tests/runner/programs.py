"""Tests that are programs: Catch2 cases, JavaScript files, labs, fuzzers."""

import json
import re
import shlex
import subprocess

from .model import ROOT, Result, Test, failed
from .process import execute, how_it_ended, report, scratch

TIMEOUT = 60
JS_FOLDER = ROOT / "tests/js"
JS_ENDINGS = {".js", ".cjs", ".mjs"}
NOT_TESTS = {"common", "fixtures"}
NOT_NODES = {"bindings", "isoscope"}  # Our own insides and API.


def _finished(command, outcome, code=0, problems=()):
    problems = list(problems)
    if outcome.timed_out or outcome.code != code:
        problems.insert(0, how_it_ended(outcome) + (f", expected {code}" if code else ""))
    final = outcome.timed_out or outcome.code < 0
    return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds, final=final)


# --- Catch2


def catch2(binary):
    """One process per case: a crash takes no other case with it."""
    if not binary.exists():
        return [Test(f"cc/{binary.name}", lambda _: failed(f"{binary} was not built"))]
    listing = subprocess.run([binary, "--list-tests", "--reporter", "json"], capture_output=True, text=True, timeout=120, check=False)
    if listing.returncode != 0:
        return [Test(f"cc/{binary.name}", lambda _: failed(f"{binary} cannot list its tests:\n{listing.stdout}{listing.stderr}"))]
    cases = json.loads(listing.stdout)["listings"]["tests"]
    return [_catch2_case(binary, case) for case in cases if "." not in case.get("tags", [])]


def _catch2_case(binary, case):
    name = re.sub(r'([\\,*"[\]])', r"\\\1", case["name"])
    command = [str(binary), f'"{name}"' if name.startswith("-") else name]  # In quotes it is no option.
    file = case["source-location"]["filename"].rpartition("tests/cc/")[2].removesuffix("_test.cc")

    def run(context):
        with scratch() as folder:
            return _finished(command, execute(context, command, cwd=ROOT, env={"TMPDIR": folder}, timeout=2 * TIMEOUT))

    return Test(f"cc/{file}: {case['name']}", run)


# --- JavaScript


def _directives(path):
    """Comments before the first code: `// Flags: --expose-gc`, `// Env: NAME=value ...`, `// Timeout: 120`, `// Exit: 1`, and
    `// Not-under: gc-stress, because ...` (or asan) for what cannot hold in that variant."""
    found = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[:20]:
        if match := re.match(r"//\s*(Flags|Env|Timeout|Exit|Not-under):\s*(.+)", line):
            found[match[1]] = match[2].strip()
    return found


def javascript(on_node=False, variant=""):
    tests = []
    for path in sorted(JS_FOLDER.rglob("*")):
        parts = path.relative_to(JS_FOLDER).parts
        if not path.is_file() or NOT_TESTS & set(parts[:-1]):
            continue
        name = f"js/{'/'.join(parts)}"
        if path.suffix not in JS_ENDINGS:
            tests.append(Test(name, lambda _, name=name: failed(f"tests/{name} is no test and not in a folder called fixtures: nothing runs it")))
        elif on_node and parts[0] in NOT_NODES or variant and _directives(path).get("Not-under", "").startswith(f"{variant},"):
            continue
        else:
            tests.append(_javascript_file(path, name))
    return tests


def _javascript_file(path, name):
    def run(context):
        found = _directives(path)
        flags = shlex.split(found.get("Flags", ""))
        env = dict(pair.split("=", 1) for pair in shlex.split(found.get("Env", "")))
        command = [str(context.host), *context.host_flags, *flags, str(path)]
        with scratch() as folder:
            outcome = execute(context, command, cwd=folder, env={"TMPDIR": folder, **env}, timeout=float(found.get("Timeout", TIMEOUT)))
        return _finished(command, outcome, int(found.get("Exit", 0)))

    return Test(name, run)


# --- Labs


def labs():
    tests = []
    for folder in sorted((ROOT / "labs").glob("[0-9]*-*/")):
        script = next((folder / name for name in ("lab.js", "lab.mjs", "lab.cjs") if (folder / name).exists()), None)
        if script is None:
            tests.append(Test(f"labs/{folder.name}", lambda _, folder=folder: failed(f"{folder} has no lab.js")))
            continue
        tests.append(_lab(folder.name, script, refute=False))
        tests.append(_lab(folder.name, script, refute=True))
    return tests


def _lab(name, script, refute):
    def run(context):
        command = [str(context.host), *context.host_flags, str(script), *(["--refute"] if refute else [])]
        with scratch() as folder:
            outcome = execute(context, command, cwd=folder, timeout=2 * TIMEOUT)
        # A crash exits with 1 as well, but gives no verdict.
        wanted = "verdict: FAILED" if refute else "verdict: ok"
        problems = [] if re.search(f"^{wanted}", outcome.stdout, re.MULTILINE) else [f"did not print {wanted!r}"]
        return _finished(command, outcome, 1 if refute else 0, problems)

    return Test(f"labs/{name}{' --refute' if refute else ''}", run, alone=True)


# --- Exercises


def exercises():
    """The test of an exercise passes on the solution and fails on the starter: else it would prove nothing, or nothing were left to do."""
    tests = []
    for script in sorted((ROOT / "labs/exercises").glob("*/test/test.js")):
        for which, wanted in (("solution", 0), ("starter", 1)):
            tests.append(_exercise(script, which, wanted))
    return tests


def servers():
    """labs/<server>/test.js asks the server beside it, over HTTP."""
    return [_program_that_passes(script) for script in sorted((ROOT / "labs").glob("[!0-9]*/test.js"))]


def _program_that_passes(script):
    def run(context):
        command = [str(context.host), *context.host_flags, str(script)]
        with scratch() as folder:
            outcome = execute(context, command, cwd=folder, env={"TMPDIR": folder}, timeout=2 * TIMEOUT)
        return _finished(command, outcome, 0, [] if "passed" in outcome.stdout else ["did not print 'passed'"])

    return Test(f"labs/{script.parent.name}", run)


def _exercise(script, which, wanted):
    def run(context):
        command = [str(context.host), *context.host_flags, str(script), which]
        with scratch() as folder:
            outcome = execute(context, command, cwd=folder, timeout=2 * TIMEOUT)
        problems = [] if ("passed" in outcome.stdout) == (which == "solution") else [f"the {which} must {'pass' if wanted == 0 else 'fail'}"]
        return _finished(command, outcome, wanted, problems)

    return Test(f"labs/exercises/{script.parent.parent.name} {which}", run)


# --- Fuzzers


def fuzzers(out, seconds):
    tests = []
    for source in sorted((ROOT / "tests/fuzz").glob("*_fuzz.cc")):
        binary = out / source.stem
        corpus = source.with_suffix("").with_name(source.stem.removesuffix("_fuzz") + "_corpus")

        def run(context, binary=binary, corpus=corpus):
            with scratch() as folder:
                command = [str(binary), f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", folder]
                if corpus.is_dir():
                    command.append(str(corpus))
                return _finished(command, execute(context, command, cwd=folder, timeout=seconds + 60))

        tests.append(Test(f"fuzz/{source.stem}", run))
    return tests
