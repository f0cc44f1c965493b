"""Children that hang, crash, eat memory or reach out harm their own item and nothing else."""

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.core.children import Ended
from assay.engine.children import ForkedChildren
from assay.engine.sandbox import Limits

LIMITS = Limits(seconds=0.6, mebibytes=256)


def endless(_: int) -> int:
    while True:
        pass


def stuck_in_c(_: int) -> int:
    # One call that never comes back to the interpreter's loop.
    return len(re.findall(r"(a+)+$", "a" * 64 + "b"))


def hungry(_: int) -> int:
    return len(bytearray(1024 * 1024 * 1024))


def slowly_hungry(_: int) -> int:
    kept: list[Any] = []
    while True:
        kept.append([0] * 100_000)


def raising(_: int) -> int:
    raise KeyError("no such thing")


def segfault(_: int) -> int:
    return ctypes.string_at(0)[0]


def leaving(_: int) -> int:
    sys.exit(3)


def bottomless(item: int) -> int:
    return bottomless(item) + 1


def unpicklable(_: int) -> Any:
    return lambda: None


def children(workers: int = 2) -> ForkedChildren:
    return ForkedChildren(workers=workers, limits=LIMITS)


def answers(work: Callable[[Any], Any], items: Any, workers: int = 2) -> list[Any]:
    return [answer for _, answer in sorted(children(workers).map(work, items, label="work"), key=lambda pair: pair[0])]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_item_is_answered_once(workers: int) -> None:
    assert answers(lambda item: item * item, range(100), workers) == [n * n for n in range(100)]


def test_no_items_are_no_work() -> None:
    assert answers(lambda item: item, []) == []


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (endless, Ended("work took longer than 0.6 s", False)),
        (stuck_in_c, Ended("work took longer than 0.6 s", False)),
        (hungry, Ended("work needed more than 256 MiB of memory", False)),
        (slowly_hungry, Ended("work needed more than 256 MiB of memory", False)),
        (raising, Ended("work failed: KeyError: 'no such thing'", True)),
        (segfault, Ended("work crashed (Segmentation fault)", False)),
        (leaving, Ended("work ended without an answer", False)),
        (bottomless, Ended("work failed: nested too deeply", True)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("workers", [1, 2])
def test_harm_stays_with_its_item(harm: Callable[[int], int], expected: Ended, workers: int) -> None:
    def work(item: int) -> int:
        return harm(item) if item == 3 else item

    began = time.monotonic()
    assert answers(work, range(12), workers) == [0, 1, 2, expected, *range(4, 12)]
    assert time.monotonic() - began < 10


def test_an_answer_that_cannot_be_sent_is_a_failure() -> None:
    (answer,) = answers(unpicklable, [0])
    assert isinstance(answer, Ended)
    assert answer.because.startswith("work failed: ")
    assert answer.reproducible


def test_each_item_has_the_whole_budget() -> None:
    def nap(item: int) -> int:
        time.sleep(0.25)
        return item

    assert answers(nap, range(6), 1) == list(range(6))


def test_a_large_answer_comes_through() -> None:
    assert answers(lambda item: b"x" * item, [5_000_000, 1]) == [b"x" * 5_000_000, b"x"]


@pytest.mark.parametrize(
    "reach",
    [
        lambda _: socket.create_connection(("127.0.0.1", 9)),
        lambda _: socket.getaddrinfo("example.org", 80),
        lambda _: socket.socket().bind(("127.0.0.1", 0)),
        lambda _: subprocess.run(["true"], check=False),
        lambda _: os.system("true"),
        lambda _: os.execv("/bin/true", ["true"]),
        lambda _: os.fork(),
        lambda _: Path("written.txt").write_text("x", encoding="utf-8"),
        lambda _: os.open("written.txt", os.O_CREAT | os.O_WRONLY),
        lambda _: Path(__file__).unlink(),
    ],
)
def test_children_reach_nothing_outside(reach: Callable[[int], Any], tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (answer,) = answers(reach, [0])
    assert answer.because.startswith("work failed: PermissionError: analysis may not "), answer
    assert list(tmp_path.iterdir()) == []


def test_children_may_read_files() -> None:
    assert answers(lambda path: Path(path).read_text(encoding="utf-8")[:3], [__file__]) == ['"""']


def test_who_stops_listening_ends_the_children() -> None:
    def slowly(_: int) -> int:
        time.sleep(0.1)
        return os.getpid()

    pids = iter(children().map(slowly, range(50), label="work"))
    _, first = next(pids)
    assert not isinstance(first, Ended)
    pids.close()  # type: ignore[attr-defined]  # what `map` returns is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_ctrl_c_ends_the_parent_and_all_children(tmp_path: Path) -> None:
    script = """
import os, time
from pathlib import Path
from assay.engine.children import ForkedChildren
from assay.engine.sandbox import Limits

def work(item):
    if item < 2:
        return os.getpid()
    while True:
        pass

for _, pid in ForkedChildren(workers=2, limits=Limits(seconds=30)).map(work, range(8), label="work"):
    print(pid, flush=True)
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert parent.stdout is not None
    pids = [int(parent.stdout.readline()) for _ in range(2)]
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait(timeout=10) != 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_child_whose_parent_was_killed_ends_too() -> None:
    script = """
import os
from assay.engine.children import ForkedChildren
from assay.engine.sandbox import Limits

def work(item):
    os.write(report, b"%d\\n" % os.getpid())
    while True:
        pass

report = os.dup(1)
list(ForkedChildren(workers=1, limits=Limits(seconds=0.2)).map(work, [0], label="work"))
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert parent.stdout.read() == b""  # Returns when the child has closed its end, by ending.
    assert not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes()
