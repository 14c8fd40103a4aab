"""Idle keep-alive connections: python3 -m bench.lib.idle_connections HOST [PEER...] tells the memory that 10,000 of them cost a server.

This process is the client: each connection sends one request, reads the answer, and stays.
"""

import argparse
import re
import resource
import socket
import subprocess
from pathlib import Path

SERVER = Path(__file__).resolve().parents[1] / "http/hello_server.js"
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n"


def resident_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def measure(binary, count):
    server = subprocess.Popen([binary, SERVER], stdout=subprocess.PIPE, text=True, env={"KEEP_ALIVE_MS": "600000"})
    clients = []
    try:
        port = int(server.stdout.readline())
        before = resident_mb(server.pid)
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", port))
            client.sendall(REQUEST)
            clients.append(client)
            if not client.recv(4096).startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"{binary}: no answer")
        after = resident_mb(server.pid)
        # All of them are alive.
        for client in clients[:: max(1, count // 100)]:
            client.sendall(REQUEST)
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
        return before, after
    finally:
        for client in clients:
            client.close()
        server.kill()
        server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binaries", nargs="+")
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--limit-mb", type=int, default=400, help="fails when the first binary holds more (400)")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = options.connections + 200
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
    resident = []
    for binary in options.binaries:
        before, after = measure(binary, options.connections)
        print(f"{Path(binary).name}: {before:.0f} MB before, {after:.0f} MB with {options.connections} connections, "
              f"{(after - before) * 1024 / options.connections:.1f} KB each", flush=True)
        resident.append(after)
    if resident[0] > options.limit_mb:
        raise SystemExit(f"more than {options.limit_mb} MB")


main()
