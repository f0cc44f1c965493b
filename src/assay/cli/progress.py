"""A progress bar on standard error, for people only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assay.engine.run import Progress

FEW = 8
"""With fewer items than this no bar is shown: it would flicker and be gone."""


def silent(_label: str, _done: int, _total: int) -> None:
    """Shows nothing."""


@contextmanager
def bar(*, wanted: bool) -> Iterator[Progress]:
    """What the engine reports its progress to; shows nothing unless `wanted` and standard error is a terminal."""
    if not wanted or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    # No thread that refreshes: the engine forks, and a lock held by a thread would stay held in the child.
    shown = Progress(
        TextColumn("{task.description:>9}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    tasks: dict[str, TaskID] = {}

    def report(label: str, done: int, total: int) -> None:
        if total < FEW:
            return
        if not tasks:
            shown.start()
        if label not in tasks:
            tasks[label] = shown.add_task(label, total=total)
        step = max(1, total // 200)
        if done % step == 0 or done == total:
            shown.update(tasks[label], completed=done, total=total, refresh=True)

    try:
        yield report
    finally:
        shown.stop()
