"""Node itself, by which expectations are proven: fetched on first use into out/peers, which git ignores."""

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


def node_binary():
    """The path of the locked version's binary; exits with one sentence when it cannot be had."""
    lock = json.loads(Path(__file__).with_name("node_peer.lock.json").read_text())
    package, version = lock["package"], lock["version"]
    folder = PEERS / f"{package}-{version}"
    binary = folder / "bin/node"
    if binary.exists():
        return binary
    PEERS.mkdir(parents=True, exist_ok=True)
    print(f"fetching {package} {version}", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=PEERS) as scratch:
        done = subprocess.run(["npm", "pack", f"{package}@{version}", "--silent"], cwd=scratch, capture_output=True, text=True, check=False)
        archives = list(Path(scratch).glob("*.tgz"))
        if done.returncode != 0 or len(archives) != 1:
            reason = (done.stderr or done.stdout).strip().splitlines()
            sys.exit(f"tools/test: cannot download {package} {version}: {reason[0] if reason else 'npm gave no reason'}")
        algorithm, _, wanted = lock["integrity"].partition("-")
        got = base64.b64encode(hashlib.new(algorithm, archives[0].read_bytes()).digest()).decode()
        if got != wanted:
            sys.exit(f"tools/test: {package} {version} has the wrong checksum: expected {lock['integrity']}, got {algorithm}-{got}")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(scratch, filter="data")
        shutil.move(Path(scratch) / "package", folder)
    return binary
