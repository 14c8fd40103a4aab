"""Checks of the sources themselves: layers, format, and what the documents say."""

import gzip
import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

from . import peers
from . import doc_examples
from .model import ROOT, Result, Test

# Prefixes under which documents name files.
NAMED_FROM = ("", "runtime/", "js/", "tests/")
PAGE_BYTES = 150_000
TOP_FOLDERS = r"(?:runtime|js|tools|tests|docs|labs|third_party|build|bench)"


def _command(name, command):
    def run(_):
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - start
        return Result(done.returncode == 0, f"$ {' '.join(command)}\n{done.stdout}{done.stderr}", seconds)

    return Test(f"check/{name}", run)


def _listing(name, find):
    return _finding(name, lambda _: find())


def _finding(name, find):
    def run(context):
        problems = find(context)
        return Result(not problems, "\n".join(problems))

    return Test(f"check/{name}", run)


def _tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", *patterns],
                            cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def _anchors(text):
    """The anchors of a document's headings, as code hosts make them."""
    found = set()
    for heading in re.findall(r"^#+\s+(.+?)\s*$", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE):
        plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        anchor, count = slug, 1
        while anchor in found:
            anchor, count = f"{slug}-{count}", count + 1
        found.add(anchor)
    return found


def broken_links(documents):
    problems = []
    for path in documents:
        text = path.read_text()
        prose = re.sub(r"^```.*?^```", lambda m: "\n" * m[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)
        for match in re.finditer(r"!?\[[^]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)", re.sub(r"`[^`\n]*`", "", prose)):
            target, _, anchor = urllib.parse.unquote(match[1]).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            linked = (path.parent / target).resolve() if target else path
            if not linked.exists():
                problems.append(f"{path.relative_to(ROOT)}: the link {match[1]} leads nowhere")
            elif anchor and linked.suffix == ".md" and anchor not in _anchors(linked.read_text()):
                problems.append(f"{path.relative_to(ROOT)}: {linked.name} has no heading for #{anchor}")
    return problems


def missing_files(documents):
    """Files that a document names in `code` and that do not exist. Names with <placeholders>, NAME or * are patterns; demo is the
    subsystem that docs/adding-a-binding.md makes and throws away."""
    problems = []
    for path in documents:
        for match in re.finditer(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)):
            for word in match[1].split():
                word = word.strip("(),;:\"'").removeprefix("./")
                if re.search(r"[<>*{}$=]|NAME|NN|\bdemo\b|\.\.\.", word):
                    continue
                from_top = re.fullmatch(TOP_FOLDERS + r"/[\w./-]+", word)
                inner = re.fullmatch(r"[a-z_]+(/[\w-]+)+\.(?:h|cc|js|mjs|gn|gni|py|md|json)", word)
                if not from_top and not inner:
                    continue
                if not any((ROOT / prefix / word).exists() for prefix in NAMED_FROM) and not (path.parent / word).exists():
                    problems.append(f"{path.relative_to(ROOT)}: names {word}, which does not exist")
    return problems


def claims_without_labs():
    """A row of docs/claims.md has a lab that exists, or says why it has none; every lab has a row."""
    problems, ledger = [], ROOT / "docs/claims.md"
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in ledger.read_text().splitlines() if line.startswith("| ")][2:]
    for row in rows:
        if len(row) != 5:
            problems.append(f"{ledger.name}: a row has five cells: {' | '.join(row)}")
            continue
        lab, verdict = row[3], row[4]
        link = re.fullmatch(r"\[[^]]+\]\(\.\./(labs/[\w./-]+)\)", lab)
        if link and not any((ROOT / link[1] / name).exists() for name in ("lab.js", "lab.mjs", "solution", "test.js")):
            problems.append(f"{ledger.name}: {link[1]} is no lab ({row[2]})")
        if not link and not verdict.startswith("unobservable"):
            problems.append(f"{ledger.name}: no lab, and no word why ({row[2]})")
    told = ledger.read_text()
    labs = sorted(path.name for path in (ROOT / "labs").glob("[0-9]*-*/"))
    problems += [f"{ledger.name}: no claim for {name}" for name in labs if f"(../labs/{name})" not in told]
    if len(rows) < 200:
        problems.append(f"{ledger.name}: only {len(rows)} rows were read")
    return problems


def labs_without_truth():
    """docs/truth.md, which tools/truth writes, has a row for each lab and none for others; our own column holds everywhere."""
    rows = re.findall(r"^\| \[([\w-]+)\]\(\.\./labs/\S+\) \| (\S+)", (ROOT / "docs/truth.md").read_text(), re.MULTILINE)
    labs = [path.name for path in (ROOT / "labs").glob("[0-9]*-*/")]
    problems = [f"docs/truth.md has no row for {name}: tools/truth" for name in sorted(set(labs) - {name for name, _ in rows})]
    problems += [f"docs/truth.md has a row for {name}, which is no lab" for name in sorted({name for name, _ in rows} - set(labs))]
    return problems + [f"docs/truth.md: {name} does not hold on Isoscope" for name, verdict in rows if verdict != "holds"]


README_PARTS = ("# ", "**Claim.** ", "**Group.** ", "## How it works inside", "## What to look at", "## Variations", "## What would refute it",
                "## In production", "## Further reading")


def labs_without_readme_parts():
    """What every lab's README tells, in this order (docs/writing-labs.md)."""
    problems = []
    for readme in sorted((ROOT / "labs").glob("[0-9]*-*/README.md")):
        lines = readme.read_text().splitlines()
        places = [next((number for number, line in enumerate(lines) if line.startswith(part)), None) for part in README_PARTS]
        name = readme.relative_to(ROOT)
        problems += [f"{name} lacks {part.strip()!r}" for part, place in zip(README_PARTS, places) if place is None]
        if None not in places and places != sorted(places):
            problems.append(f"{name}: its parts are in another order than {', '.join(part.strip() for part in README_PARTS)}")
        for part, place in zip(README_PARTS, places):
            if part.startswith("## ") and place is not None and not any(line and not line.startswith("#") for line in lines[place + 1:place + 3]):
                problems.append(f"{name}: nothing below {part!r}")
    return problems


def tour_without_places():
    """Every chapter of the tour names files and a lab; that they exist other checks tell."""
    chapters = re.split(r"^## ", (ROOT / "docs/tour.md").read_text(), flags=re.MULTILINE)[1:]
    problems = [f"docs/tour.md: {chapter.splitlines()[0]!r} names no {what}" for chapter in chapters
                for what, named in (("file", r"^Files: `"), ("lab", r"\]\(\.\./labs/")) if not re.search(named, chapter, re.MULTILINE)]
    if [chapter.split(".")[0] for chapter in chapters] != [str(number) for number in range(1, 13)]:
        problems.append(f"docs/tour.md: {len(chapters)} chapters, not 1 to 12")
    return problems


def long_lines():
    """What clang-format does for C++."""
    problems = []
    for path in _tracked("js/*", "tests/*", "tools/*", "labs/*", "bench/*"):
        if path.suffix not in {".js", ".mjs", ".cjs", ".ts", ".css", ".py"} or "fixtures" in path.parts:
            continue
        lines = path.read_text(errors="replace").splitlines()
        problems += [f"{path.relative_to(ROOT)}:{number} has {len(line)} characters" for number, line in enumerate(lines, 1) if len(line) > 150]
    return problems


def page_too_big(out):
    """The page as a browser gets it, compressed: what a dependency or a habit costs shows here."""
    files = sorted((out / "gen/js/dashboard").iterdir()) if (out / "gen/js/dashboard").is_dir() else []
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    if not {"app.js", "app.css", "feed.js", "index.html"} <= {path.name for path in files}:
        return ["the build made no page"]
    return [f"the page has {size} bytes gzipped, more than {PAGE_BYTES}"] if size > PAGE_BYTES else []


def page_types(context):
    """The TypeScript of js/dashboard, against the schema that the host was built with."""
    node = shutil.which("node") or str(peers.node_binary())
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "tsconfig.json"
        packages = ROOT / "third_party/npm/dist/node_modules"
        project.write_text(json.dumps({
            "extends": str(ROOT / "js/dashboard/tsconfig.json"), "include": [str(ROOT / "js/dashboard/**/*.ts")],
            "compilerOptions": {"paths": {"schema/*": [str(context.out / "gen/js/schema/*")], "uplot": [str(packages / "uplot")]}},
        }))
        done = subprocess.run([node, str(packages / "typescript/lib/tsc.js"), "-p", str(project)], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def builtins_not_ascii():
    return [f"{path.relative_to(ROOT)} is not ASCII: V8 would need twice the memory for it" for path in _tracked("js/*.js")
            if not path.read_bytes().isascii() and "dashboard" not in path.parts]


def _documents():
    return [path for path in _tracked("*.md") if "node_modules" not in path.parts]


# What a build without probes leaves out: who asks whether there are any.
PROBED_SOURCES = ("runtime/probes/hub.cc", "runtime/loop/phase_clock.cc", "runtime/loop/pool_wrap.cc", "runtime/engine/v8_log.cc")


def faults_without_probes(out):
    """`probes = false` costs too much to build each time. So nothing may depend on it but a constant, both sides of which every build compiles, and
    where the constant counts most the compiler looks at the other side too."""
    sources = {str(path.relative_to(ROOT)): path.read_text() for path in _tracked("runtime/*.h", "runtime/*.cc", "tests/cc/*")}
    mentions = {name for name, text in sources.items() if "ISOSCOPE_PROBES" in text}
    problems = [f"{name}: ask kProbes (runtime/base/features.h)" for name in sorted(mentions - {"runtime/base/features.h"})]
    commands = subprocess.run(["ninja", "-C", out, "-t", "commands"], capture_output=True, text=True, check=True).stdout.splitlines()
    for source in PROBED_SOURCES:
        command = next(line for line in commands if f" -c ../../{source} " in line)
        command = re.sub(r" -o \S+$", " -fsyntax-only", re.sub(r" -MMD -MF \S+", "", command)).replace("-DISOSCOPE_PROBES=1", "-DISOSCOPE_PROBES=0")
        compiled = subprocess.run(command, shell=True, cwd=out, capture_output=True, text=True, check=False)
        if compiled.returncode != 0:
            problems.append(f"{source} without probes:\n{compiled.stderr}")
    return problems


def discover():
    return [
        _command("layers", ["tools/check_layers"]),
        _command("format", ["tools/format"]),
        _command("diagrams", ["tools/diagrams", "--check"]),
        _command("truth", ["tools/truth", "--filter", "^(?:34|35)-", "--nodes", ""]),
        _listing("docs: links lead somewhere", lambda: broken_links(_documents())),
        _listing("docs: every file named exists", lambda: missing_files(_documents())),
        _listing("docs: every block runs or says why not", doc_examples.unclear_blocks),
        _listing("docs: every claim has its lab", claims_without_labs),
        _listing("docs: the truth table is of these labs", labs_without_truth),
        _listing("docs: the tour is whole", tour_without_places),
        _listing("labs: READMEs are whole", labs_without_readme_parts),
        _listing("lines are short", long_lines),
        _listing("builtins are ASCII", builtins_not_ascii),
        _finding("page: small", lambda context: page_too_big(context.out)),
        _finding("page: types", page_types),
        _finding("a build without probes compiles", lambda context: faults_without_probes(context.out)),
    ]
