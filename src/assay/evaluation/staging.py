"""Copies of a corpus's files in the batches that each tool is handed, without the comments, which may tell a label."""

from collections.abc import Mapping
from pathlib import Path

from assay.evaluation.blanking import without_comments
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.tool import Batch


def stage(
    name: str, files: Mapping[str, Path], scratch: Path, compilers: Compilers | None, *, together: bool
) -> list[Batch]:
    """Batches of `files` (path below the batch's folder to original), below `scratch`.

    One batch, unless a peer needs a compiler and no single version fits them all: then one batch a version.
    `together` says that files import each other: each batch's folder then holds them all, its `files` only those
    that are asked about.
    """
    names = tuple(sorted(files))
    if compilers is None:
        return [Batch(name=name, folder=_copy(name, files, scratch), files=names, together=together)]
    if together:
        whole = _copy(f"{name}/whole", files, scratch)
        common = compilers.pick_common(whole, names)
        if common is not None:
            return [Batch(name=name, folder=whole, files=names, compiler=common, together=True)]
    picked = compilers.pick([files[below] for below in names])
    by_version: dict[str, list[str]] = {}
    for below in names:
        by_version.setdefault(picked[files[below]] or "", []).append(below)
    batches = []
    for version, chosen in sorted(by_version.items()):
        part = f"{name}/{version or 'no-compiler'}"
        folder = _copy(part, files if together else {below: files[below] for below in chosen}, scratch)
        batches.append(
            Batch(name=part, folder=folder, files=tuple(chosen), compiler=version or None, together=together)
        )
    return batches


def stage_as_written(name: str, files: Mapping[str, Path], scratch: Path) -> Batch:
    """One batch with the comments left in: for files whose comments are what is asked about, and tell no label."""
    folder = _copy(name, files, scratch, as_written=True)
    return Batch(name=name, folder=folder, files=tuple(sorted(files)), together=False)


def _copy(name: str, files: Mapping[str, Path], scratch: Path, *, as_written: bool = False) -> Path:
    folder = scratch / name
    folder.mkdir(parents=True)
    # Imports are resolved from here: without a build file a scan would look for one further up.
    (folder / "remappings.txt").touch()
    for below, path in files.items():
        copy = folder / below
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes() if as_written else without_comments(path.read_bytes()))
    return folder
