"""Runs tests side by side, and those that need the machine for themselves one after another at the end.

A test that failed may run once more, by itself: these machines are shared, and a collection or a stall can come at any moment. It is named as
unsteady then, so that somebody mends it. No second chance after a crash, a hang, or under a sanitizer; and none for any when many failed.
"""

import concurrent.futures
import sys
import threading
import time
import traceback

from .model import Result


def _run_one(test, context):
    start = time.monotonic()
    try:
        result = test.run(context)
    except Exception:  # pylint: disable=broad-except
        result = Result(False, f"the runner itself failed:\n{traceback.format_exc()}")
    result.seconds = time.monotonic() - start
    return result


class Progress:
    """On a terminal one line that changes; elsewhere a line for each hundred."""

    def __init__(self, total):
        self._total, self._done, self._failed = total, 0, 0
        self._lock = threading.Lock()
        self._live = sys.stdout.isatty()

    def add(self, test, result, verbose):
        with self._lock:
            self._done += 1
            self._failed += not result.ok
            if self._live:
                print("\r\033[K", end="")
            if not result.ok:
                print(f"FAILED {test.name} ({result.seconds:.1f} s)")
                if result.output:
                    print("  " + result.output.rstrip("\n").replace("\n", "\n  "))
            elif verbose:
                print(f"ok {test.name} ({result.seconds:.1f} s)")
            if result.ok and result.figures:
                print(f"{test.name}: {result.figures}")
            if self._live:
                print(f"{self._done}/{self._total}, {self._failed} failed", end="")
            elif self._done % 100 == 0 and not verbose:
                print(f"{self._done}/{self._total}, {self._failed} failed")
            sys.stdout.flush()

    def end(self):
        if self._live:
            print("\r\033[K", end="")


def run_all(tests, context, jobs, verbose=False):
    """Returns [(test, result)] in the order of `tests`, and the names of the unsteady ones."""
    results, progress = {}, Progress(len(tests))

    def run(numbered):
        index, test = numbered
        result = _run_one(test, context)
        results[index] = result
        progress.add(test, result, verbose)

    with concurrent.futures.ThreadPoolExecutor(jobs) as executor:
        list(executor.map(run, [entry for entry in enumerate(tests) if not entry[1].alone]))
    for entry in enumerate(tests):
        if entry[1].alone:
            run(entry)
    progress.end()
    unsteady = _second_chances(tests, results, context)
    return [(test, results[index]) for index, test in enumerate(tests)], unsteady


def _second_chances(tests, results, context):
    """Returns the names of those that failed and then passed by themselves; puts their second result in place of the first."""
    again = [index for index, result in results.items() if not result.ok and not result.final]
    if len(again) > context.second_chances:
        return []
    unsteady = []
    for index in again:
        result = _run_one(tests[index], context)
        if result.ok:
            results[index] = result
            unsteady.append(tests[index].name)
    return unsteady
