"""The examples of documents: each ```sh and ```js block of these runs in a fresh folder, with the program on the path as `isoscope`."""

import re
from pathlib import Path

from .model import ROOT, Result, Test
from .process import execute, how_it_ended, report, scratch

DOCUMENTS = ["docs/doors.md"]


def discover():
    tests = []
    for document in DOCUMENTS:
        text = (ROOT / document).read_text()
        for match in re.finditer(r"^```(sh|js)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            tests.append(_test(f"docs/{Path(document).stem}:{line}", match[1], match[2]))
    return tests


def _test(name, language, code):
    def run(context):
        with scratch() as folder:
            place = Path(folder)
            (place / "bin").mkdir()
            (place / "bin/isoscope").symlink_to(context.host)
            script = place / f"example.{language}"
            script.write_text(code)
            command = ["bash", "-eu", "example.sh"] if language == "sh" else [str(context.host), "example.js"]
            outcome = execute(context, command, cwd=place, timeout=60, env={"TMPDIR": folder, "PATH": f"{folder}/bin:/usr/bin:/bin"})
            problems = [how_it_ended(outcome)] if outcome.timed_out or outcome.code != 0 else []
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds)

    return Test(name, run)
