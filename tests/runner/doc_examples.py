"""The examples of documents: each ```sh, ```js and ```mjs block of ours runs in a fresh folder, with the program on the path as `isoscope` and the
project's `labs` and `tools` beside it. What cannot be run says why in the line before: <!-- not run: reason -->. Every block says what it is."""

import re
import subprocess
from pathlib import Path

from .model import ROOT, Result, Test
from .process import execute, how_it_ended, report, scratch

RUN = ("sh", "js", "mjs")
NOT_RUN = ("text", "json", "c++")
BLOCK = re.compile(r"^(?:<!-- not run: (?P<reason>[^\n]*?) ?-->\n)?```(?P<language>\S*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def documents():
    """Ours; what comes with a dependency is its own."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", "*.md"],
                            cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.splitlines() if "node_modules" not in path and (ROOT / path).is_file()]


def blocks(document):
    """(line, language, code, why it is not run or None) of each block."""
    text = (ROOT / document).read_text()
    for match in BLOCK.finditer(text):
        yield text.count("\n", 0, match.start("language")) + 1, match["language"], match["code"], match["reason"]


def discover():
    tests = []
    for document in documents():
        for line, language, code, reason in blocks(document):
            if language in RUN and reason is None:
                tests.append(_test(f"docs/{document.removeprefix('docs/').removesuffix('.md')}:{line}", language, code))
    return tests


def unclear_blocks():
    """Blocks of which nobody can tell whether they should run."""
    problems = []
    for document in documents():
        for line, language, code, reason in blocks(document):
            if language not in (*RUN, *NOT_RUN):
                problems.append(f"{document}:{line}: a block says {', '.join(RUN)} (it runs) or {', '.join(NOT_RUN)}, not {language!r}")
            elif reason is not None and (len(reason) < 10 or language not in RUN):
                problems.append(f"{document}:{line}: 'not run' is for {', '.join(RUN)} and gives a reason")
            elif language == "text" and re.match(r"\$ |(?:isoscope|tools/\w+|npm|node) ", code):
                problems.append(f"{document}:{line}: this looks like a command: sh")
    return problems


def _test(name, language, code):
    def run(context):
        with scratch() as folder:
            place = Path(folder)
            (place / "bin").mkdir()
            (place / "bin/isoscope").symlink_to(context.host)
            for beside in ("labs", "tools"):
                (place / beside).symlink_to(ROOT / beside)
            script = place / f"example.{language}"
            script.write_text(code)
            command = ["bash", "-eu", "example.sh"] if language == "sh" else [str(context.host), script.name]
            env = {"TMPDIR": folder, "PATH": f"{folder}/bin:/usr/bin:/bin", "ISOSCOPE_LABS": str(ROOT / "labs")}
            outcome = execute(context, command, cwd=place, timeout=60, env=env)
            problems = [how_it_ended(outcome)] if outcome.timed_out or outcome.code != 0 else []
        return Result(not problems, report(command, outcome, problems) if problems else "", outcome.seconds)

    return Test(name, run)
