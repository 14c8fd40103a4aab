"""tests/cli/*.json: the command line, one process per case, as tests/cli/README.md tells."""

import base64
import json
import os
import re
import signal
from pathlib import Path

from .model import ROOT, Result, Test, failed
from .process import NOBODY, execute, how_it_ended, report, scratch

KNOWN = {"args", "shell", "files", "stdin", "env", "cwd", "send", "timeout", "code", "signal", "stdout", "stderr", "creates", "node", "notRoot",
         "notUnder"}


def discover(on_node=False, variant=""):
    tests = []
    for path in sorted((ROOT / "tests/cli").glob("**/*")):
        if not path.is_file() or path.name == "README.md":
            continue
        name = f"cli/{path.relative_to(ROOT / 'tests/cli').with_suffix('')}"
        try:
            if path.suffix != ".json":
                raise ValueError("is no .json file: nothing runs it")
            case = json.loads(path.read_text())
            check(case)
        except ValueError as error:
            tests.append(Test(name, lambda _, text=f"{path}: {error}": failed(text)))
            continue
        if (not on_node or case.get("node")) and (not variant or variant not in case.get("notUnder", {})):
            tests.append(_test(name, case))
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
        if content is None:
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


def give_away(folder):
    os.chown(folder, NOBODY, NOBODY)
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(root, name), NOBODY, NOBODY, follow_symlinks=False)


def differs(name, wanted, got, folder):
    """Says how a text is not what was wanted (exactly, or {"match": regular expression}); None when it is."""
    if isinstance(wanted, dict):
        pattern = wanted["match"].replace("$ROOT", re.escape(folder)).replace("[^]", r"[\s\S]")  # JavaScript's "anything".
        return None if re.search(pattern, got) else f"{name} does not match {pattern!r}"
    wanted = wanted.replace("$ROOT", folder)
    return None if got == wanted else f"{name} should be {wanted!r}"


def judge(case, outcome, folder):
    expected = -getattr(signal, case["signal"]) if "signal" in case else case.get("code", 0)
    # bash reports a signal of what it ran as 128 + number.
    accepted = {expected, 128 - expected} if "shell" in case and expected < 0 else {expected}
    problems = []
    if outcome.timed_out or outcome.code not in accepted:
        problems.append(f"{how_it_ended(outcome)}, expected {case.get('signal', expected)}")
    problems += [differs(key, case[key], getattr(outcome, key), str(folder)) for key in ("stdout", "stderr") if key in case]
    for name, wanted in case.get("creates", {}).items():
        path = folder / name
        problems.append(differs(name, wanted, path.read_text(errors="backslashreplace"), str(folder)) if path.is_file()
                        else f"{name} was not written")
    return [problem for problem in problems if problem]


def _test(name, case):
    def run(context):
        with scratch() as folder:
            place = Path(folder)
            lay_out(place, case.get("files", {}))

            def fill(text):
                return text.replace("$ROOT", folder).replace("$HOST", str(context.host))

            if "shell" in case:
                command = ["bash", "-c", fill(case["shell"])]
            else:
                command = [str(context.host), *context.host_flags, *map(fill, case["args"])]
            unprivileged = case.get("notRoot", False) and os.geteuid() == 0
            if unprivileged:
                give_away(folder)
            outcome = execute(context, command, cwd=place / case.get("cwd", "."), timeout=case.get("timeout", 60), send=case.get("send"),
                              env={"TMPDIR": folder, **{key: fill(value) for key, value in case.get("env", {}).items()}},
                              stdin=fill(case.get("stdin", "")).encode(), unprivileged=unprivileged)
            problems = judge(case, outcome, place)
            for root, folders, _ in os.walk(folder):  # What a case made unreadable must be removable.
                for sub in folders:
                    os.chmod(os.path.join(root, sub), 0o755)
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds)

    return Test(name, run)
