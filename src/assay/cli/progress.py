"""A progress bar on standard error, for people only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from assay.engine.children import Progress, silent

FEW = 8
"""With fewer items than this no bar is shown: it would flicker and be gone."""


@contextmanager
def bar(*, wanted: bool) -> Iterator[Progress]:
    """What the engine reports its progress to; shows nothing unless `wanted` and standard error is a terminal."""
    if not wanted or not sys.stderr.isatty():
        yield silent
        return
    from rich import progress
    from rich.console import Console

    # No thread that refreshes: the engine forks, and a lock held by a thread would stay held in the child.
    shown = progress.Progress(
        progress.TextColumn("{task.description:>9}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    tasks: dict[str, progress.TaskID] = {}

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
