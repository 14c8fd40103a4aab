"""Other runtimes: Node, by which expectations are proven, and those of tools/bench. Fetched into out/peers, which git ignores."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .model import ROOT

PEERS = ROOT / "out/peers"
LOCK = json.loads(Path(__file__).with_name("peers.lock.json").read_text())


class PeerError(Exception):
    """Its message is the one sentence the user sees."""


def _folder(name):
    lock = LOCK[name]
    return PEERS / f"{lock['package'].lstrip('@').replace('/', '-')}-{lock['version']}"


def installed(name):
    """The binary's path, or None when it was not fetched yet."""
    binary = _folder(name) / LOCK[name]["binary"]
    return binary if binary.exists() else None


def fetch(name):
    """The path of the locked version's binary; downloads and checks it when it is not there."""
    if installed(name):
        return installed(name)
    lock = LOCK[name]
    package = f"{lock['package']}@{lock['version']}"
    PEERS.mkdir(parents=True, exist_ok=True)
    print(f"fetching {package}", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=PEERS) as scratch:
        done = subprocess.run(["npm", "pack", package, "--silent"], cwd=scratch, capture_output=True, text=True, check=False)
        archives = list(Path(scratch).glob("*.tgz"))
        if done.returncode != 0 or len(archives) != 1:
            reason = (done.stderr or done.stdout).strip().splitlines()
            raise PeerError(f"cannot download {package}: {reason[0] if reason else 'npm gave no reason'}")
        algorithm, _, wanted = lock["integrity"].partition("-")
        got = base64.b64encode(hashlib.new(algorithm, archives[0].read_bytes()).digest()).decode()
        if got != wanted:
            raise PeerError(f"{package} has the wrong checksum: expected {lock['integrity']}, got {algorithm}-{got}")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(scratch, filter="data")
        (Path(scratch) / "package" / lock["binary"]).chmod(0o755)
        shutil.move(Path(scratch) / "package", _folder(name))
    return installed(name)


def node_binary():
    """Node's path; exits with one sentence when it cannot be had."""
    try:
        return fetch("node")
    except PeerError as error:
        sys.exit(f"tools/test: {error}")
