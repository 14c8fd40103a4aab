"""Fetches one dependency: third_party/<dep>/fetch calls main(). See third_party/README.md."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "isoscope"
APT = Path("/etc/apt")


class FetchError(Exception):
    """Its message is the one sentence the user sees."""


def say(text):
    sys.stderr.write(text + "\n")  # One write: fetches run side by side.


def reason_in(output):
    """Picks the line in which a registry's client says what is wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    is_error = re.compile(r"e: |error|npm err(?!\S+ (code|errno|syscall))", re.IGNORECASE).match
    first = next((index for index, line in enumerate(lines) if is_error(line)), 0)
    return " ".join(lines[first:first + 2] if lines[first].endswith(":") else lines[first:first + 1])


def run(command, failure, cwd=None):
    """Runs a command quietly, with a sign of life each 10 seconds, and returns its output; raises `failure` with its reason."""
    try:
        child = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError as error:
        raise FetchError(f"{failure}: {command[0]} cannot be started ({error.strerror})") from error
    seconds = 0
    try:
        while True:
            try:
                output, _ = child.communicate(timeout=10)
                break
            except subprocess.TimeoutExpired:
                seconds += 10
                say(f"  {command[0]} is at work since {seconds} s")
    finally:
        child.kill()
    if child.returncode != 0:
        raise FetchError(f"{failure}: {reason_in(output)}")
    return output


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def download_gem(item, folder):
    failure = f"cannot download the gem {item['package']} {item['version']}"
    output = run(["gem", "fetch", item["package"], "--version", item["version"], "--platform", item["platform"]], failure, cwd=folder)
    if not os.listdir(folder):  # gem calls not finding a success.
        raise FetchError(f"{failure}: {reason_in(output)}")


def apt_sources(suite):
    """Returns the machine's own entry for Debian 12's main archive, but of another suite, and the file ending of its form."""
    for path in sorted((APT / "sources.list.d").glob("*.sources")):
        for stanza in re.split(r"\n\s*\n", path.read_text()):
            if re.search(r"^Suites:(.*\s)?bookworm(\s|$)", stanza, re.MULTILINE):
                return re.sub(r"^Suites:.*", f"Suites: {suite}", stanza.strip(), flags=re.MULTILINE) + "\n", ".sources"
    for path in [APT / "sources.list", *sorted((APT / "sources.list.d").glob("*.list"))]:
        for line in path.read_text().splitlines() if path.exists() else []:
            if entry := re.match(r"deb\s+((?:\[.*?\]\s+)?(?!cdrom:)\S+)\s+bookworm\s", line):
                return f"deb {entry[1]} {suite} main\n", ".list"
    raise FetchError(f"{APT} names no Debian 12 mirror, from which to fetch packages of {suite}")


def apt_options(suite, of_sources=False):
    """Lets apt read another suite, of packages or of their sources, and leaves the system's own list alone."""
    root = CACHE / "apt" / (f"{suite}-source" if of_sources else suite)
    lists = root / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    text, ending = apt_sources(suite)
    if of_sources:
        text = re.sub(r"^(Types: *)?deb\b", lambda match: (match[1] or "") + "deb-src", text, flags=re.MULTILINE)
    sources = root / f"debian{ending}"
    sources.write_text(text)
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/nonexistent",
        "Dir::State::Lists": lists,
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
        "APT::Sandbox::User": "root",
    }
    return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]


def download_apt(item, folder):
    options = apt_options(item["suite"])
    failure = f"cannot download the Debian package {item['package']} {item['version']} ({item['suite']})"
    with open(CACHE / "apt" / item["suite"] / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Fetches run side by side, and apt does not wait.
        run(["apt-get", *options, "-o", "APT::Update::Error-Mode=any", "update"], failure)
        run(["apt-get", *options, "download", f"{item['package']}={item['version']}"], failure, cwd=folder)


def download_apt_source(item, folder):
    """The upstream archive of a Debian source package: what Debian adds to it is left."""
    options = apt_options(item["suite"], of_sources=True)
    failure = f"cannot download the Debian source package {item['package']} {item['version']} ({item['suite']})"
    with open(CACHE / "apt" / f"{item['suite']}-source" / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run(["apt-get", *options, "-o", "APT::Update::Error-Mode=any", "update"], failure)
        run(["apt-get", *options, "source", "--download-only", f"{item['package']}={item['version']}"], failure, cwd=folder)
    for path in Path(folder).iterdir():
        if ".orig.tar." not in path.name:
            path.unlink()


DOWNLOADERS = {"gem": download_gem, "apt": download_apt, "apt-source": download_apt_source}


def cached(item):
    """Returns the verified archive of one lock entry, from the cache or from its registry."""
    archive = CACHE / "sha256" / item["sha256"]
    if archive.exists():
        if sha256_of(archive) == item["sha256"]:
            return archive
        archive.unlink()
    archive.parent.mkdir(parents=True, exist_ok=True)
    say(f"  downloading {item['package']} {item['version']} ({item['kind']})")
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        DOWNLOADERS[item["kind"]](item, folder)
        files = os.listdir(folder)
        if len(files) != 1:
            raise FetchError(f"expected one file for {item['package']}, got {files}")
        got = Path(folder) / files[0]
        if (actual := sha256_of(got)) != item["sha256"]:
            raise FetchError(f"wrong checksum of {files[0]}: expected sha256 {item['sha256']}, got {actual}")
        got.rename(archive)
    return archive


def unpack(item, archive, folder):
    if item["kind"] == "apt":
        run(["dpkg", "-x", str(archive), str(folder)], f"cannot unpack {item['package']}")
        return
    if item["kind"] == "apt-source":
        with tarfile.open(archive) as source:
            source.extractall(folder)
        return
    with tarfile.open(archive) as gem, tarfile.open(fileobj=gem.extractfile("data.tar.gz")) as data:
        data.extractall(folder)


def stamp_of(dep):
    """Changes when what is asked for, or how it is laid out, changes."""
    inputs = [*sorted(dep.glob("fetch*")), *sorted(dep.glob("*lock.json"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def install(dep, lay_out):
    """Runs lay_out(dep, folder) into third_party/<dep>/dist, unless that is up to date."""
    dist, stamp = dep / "dist", stamp_of(dep)
    if (dist / ".stamp").exists() and (dist / ".stamp").read_text() == stamp:
        return
    say(f"third_party/{dep.name}: fetching")
    fresh = dep / "dist.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    lay_out(dep, fresh)
    (fresh / ".stamp").write_text(stamp)
    shutil.rmtree(dist, ignore_errors=True)
    fresh.rename(dist)
    say(f"third_party/{dep.name}: ready")


def take(lock, unpacked, folder):
    """Moves what the lock's `take` names ({place in dist: glob in the archive}) out of the unpacked archives."""
    for place, pattern in lock["take"].items():
        found = sorted(unpacked.glob(pattern))
        if len(found) != 1:
            raise FetchError(f"expected one {pattern} in the archive, found {len(found)}")
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(found[0], target)


def lay_out_archives(dep, folder):
    """Follows lock.json: each archive verified and unpacked, then only what is named taken."""
    lock = json.loads((dep / "lock.json").read_text())
    unpacked = folder / ".unpacked"
    unpacked.mkdir()
    for item in lock["archives"]:
        unpack(item, cached(item), unpacked)
    take(lock, unpacked, folder)
    shutil.rmtree(unpacked)


def main(script, lay_out=lay_out_archives):
    dep = Path(script).resolve().parent
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # tools/setup stops the others when one fails.
    try:
        install(dep, lay_out)
    except (FetchError, OSError, tarfile.TarError) as error:
        sys.exit(f"third_party/{dep.name}: {error}")
