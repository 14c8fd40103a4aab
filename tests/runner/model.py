"""A test, its result, and the context in which tests run."""

import dataclasses
from pathlib import Path
from typing import Callable, Optional

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Result:
    ok: bool
    output: str = ""
    seconds: float = 0.0
    figures: str = ""  # What a test measured, worth showing although it passed.
    final: bool = False  # A crash or a hang: that it does not come again proves nothing.


@dataclasses.dataclass
class Context:
    """What the tests of one run share."""

    host: Optional[Path]  # The program under test; None when the run has none (the V8-free tests).
    out: Path  # The build folder.
    env: dict  # Added to every test's environment.
    slowness: float = 1.0  # Multiplies every timeout: sanitizers are slow.
    host_flags: tuple = ()
    on_node: bool = False
    second_chances: int = 0  # How many failed tests may prove in a second run that they only met a bad moment.


@dataclasses.dataclass
class Test:
    """`run` returns a Result and may be called from any thread. `alone` is for tests that need all cores for themselves."""

    name: str
    run: Callable[[Context], Result]
    alone: bool = False


def failed(text):
    return Result(False, text)


def passed():
    return Result(True)
