"""Lets a GN action run any program: run.py PROGRAM ARGUMENT..."""

import os
import sys

# A build tool's exit is no leak: V8 keeps what lives as long as the process.
os.environ.setdefault("ASAN_OPTIONS", "detect_leaks=0")
os.execvp(sys.argv[1], sys.argv[1:])
