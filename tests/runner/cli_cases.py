r"""tests/cli/*.json: the command line, one process per case. A file holds one case or a list of them:

  {
    "name": "a missing script exits with 1",
    "args": ["missing.js"],          what follows the program; "${dir}" is the case's own folder, "${host}" the program
    "shell": "${host} a.js | head",  instead of args: run by bash with pipefail off
    "stdin": "text",
    "env": {"NAME": "value"},        null takes a variable away
    "cwd": "sub",                    below the case's folder, which is empty but for:
    "files": {"a.js": "text", "dir/": null, "link": {"symlink": "a.js"}, "raw": {"base64": "/w=="}, "x": {"text": "", "mode": "000"}},
    "send": {"signal": "SIGINT", "after": "regex", "stream": "stdout"},
    "timeout": 60,
    "code": 0, or "signal": "SIGABRT",            default: code 0
    "stdout": "regex" or ["regex", ...],          each must be found (^ and $ match at lines); "" means: nothing at all
    "stderr": the same,
    "notStdout", "notStderr": regexes that must not be found,
    "creates": {"file": "regex"},                 files in the case's folder afterwards
    "onNode": false                               what is ours alone: not run by tools/test --on-node
  }
"""

import base64
import json
import os
import re
import signal
from pathlib import Path

from .model import ROOT, Result, Test, failed
from .process import execute, how_it_ended, report, scratch

KNOWN = {"name", "args", "shell", "stdin", "env", "cwd", "files", "send", "timeout", "code", "signal", "stdout", "stderr", "notStdout",
         "notStderr", "creates", "onNode"}


def discover(on_node=False):
    tests = []
    for path in sorted((ROOT / "tests/cli").glob("**/*")):
        if not path.is_file() or "fixtures" in path.parts:
            continue
        name = f"cli/{path.relative_to(ROOT / 'tests/cli').with_suffix('')}"
        try:
            if path.suffix != ".json":
                raise ValueError("is no .json file: nothing runs it")
            cases = json.loads(path.read_text())
            cases = cases if isinstance(cases, list) else [cases]
            for case in cases:
                check(case)
        except ValueError as error:
            tests.append(Test(name, lambda _, text=f"{path}: {error}": failed(text)))
            continue
        for index, case in enumerate(cases):
            if not on_node or case.get("onNode", True):
                title = case.get("name") or (str(index + 1) if len(cases) > 1 else "")
                tests.append(_test(f"{name}/{title}" if title else name, case))
    return tests


def check(case):
    if not isinstance(case, dict):
        raise ValueError("a case must be an object")
    if unknown := set(case) - KNOWN:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    if ("args" in case) == ("shell" in case):
        raise ValueError("a case has either args or shell")
    if "code" in case and "signal" in case:
        raise ValueError("a case ends by code or by signal")
    if "signal" in case:
        getattr(signal, case["signal"])


def lay_out(folder, files):
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        content = content if isinstance(content, dict) else {"text": content}
        if "symlink" in content:
            path.symlink_to(content["symlink"])
            continue
        path.write_bytes(base64.b64decode(content["base64"]) if "base64" in content else content["text"].encode())
        if "mode" in content:
            path.chmod(int(content["mode"], 8))


def judge(case, outcome, folder):
    problems = []
    expected = -getattr(signal, case["signal"]) if "signal" in case else case.get("code", 0)
    # bash reports a signal of what it ran as 128 + number.
    accepted = {expected, 128 - expected} if "shell" in case and expected < 0 else {expected}
    if outcome.timed_out or outcome.code not in accepted:
        problems.append(f"{how_it_ended(outcome)}, expected {case.get('signal', expected)}")
    for key in ("stdout", "stderr"):
        wanted = case.get(key, [])
        got = getattr(outcome, key)
        if wanted == "" and got != "":
            problems.append(f"{key} should be empty")
        for pattern in [wanted] if isinstance(wanted, str) and wanted else wanted or []:
            if not re.search(pattern, got, re.MULTILINE):
                problems.append(f"{key} does not match {pattern!r}")
        unwanted = case.get(f"not{key.capitalize()}", [])
        for pattern in [unwanted] if isinstance(unwanted, str) else unwanted:
            if re.search(pattern, got, re.MULTILINE):
                problems.append(f"{key} must not match {pattern!r}")
    for name, pattern in case.get("creates", {}).items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{name} was not written")
        elif not re.search(pattern, path.read_text(errors="backslashreplace"), re.MULTILINE):
            problems.append(f"{name} does not match {pattern!r}")
    return problems


def _test(name, case):
    def run(context):
        with scratch() as folder:
            place = Path(folder)
            lay_out(place, case.get("files", {}))

            def fill(text):
                return text.replace("${dir}", folder).replace("${host}", str(context.host))

            if "shell" in case:
                command = ["bash", "-c", fill(case["shell"])]
            else:
                command = [str(context.host), *context.host_flags, *map(fill, case["args"])]
            env = {key: fill(value) for key, value in case.get("env", {}).items() if value is not None}
            for key in (key for key, value in case.get("env", {}).items() if value is None):
                command = ["env", "-u", key, *command]
            outcome = execute(context, command, cwd=place / case.get("cwd", "."), env={"TMPDIR": folder, **env},
                              stdin=fill(case.get("stdin", "")).encode(), timeout=case.get("timeout", 60), send=case.get("send"))
            problems = judge(case, outcome, place)
            for root, folders, _ in os.walk(folder):  # What a case made unreadable must be removable.
                for sub in folders:
                    os.chmod(os.path.join(root, sub), 0o755)
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds)

    return Test(name, run)
