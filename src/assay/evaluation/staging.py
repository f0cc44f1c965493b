"""Copies of a corpus's files with their comments blanked, laid out in the batches that each tool is handed."""

from collections.abc import Mapping
from pathlib import Path

from assay.evaluation.blanking import without_comments
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.tool import Batch


def stage_project(name: str, files: Mapping[str, Path], scratch: Path, compilers: Compilers | None) -> Batch:
    """One batch of files that import each other, their folders kept; the compiler is one that fits them all."""
    folder = _copy(name, files, scratch)
    names = tuple(sorted(files))
    compiler = None if compilers is None else compilers.pick_common(folder, names)
    return Batch(name=name, folder=folder, files=names, compiler=compiler, together=True)


def stage_apart(name: str, files: Mapping[str, Path], scratch: Path, compilers: Compilers | None) -> list[Batch]:
    """Batches of files that stand alone, one for each compiler version that they ask for.

    The split is for the peer, which compiles; without one there is a single batch.
    """
    if compilers is None:
        return [Batch(name=name, folder=_copy(name, files, scratch), files=tuple(sorted(files)))]
    originals = {str(path): None for path in files.values()}
    picked = compilers.pick(scratch, tuple(originals))
    by_version: dict[str, dict[str, Path]] = {}
    for below, path in sorted(files.items()):
        by_version.setdefault(picked[str(path)] or "", {})[below] = path
    batches = []
    for version, chosen in sorted(by_version.items()):
        whole = f"{name}/{version or 'no-compiler'}"
        folder = _copy(whole, chosen, scratch)
        batches.append(Batch(name=whole, folder=folder, files=tuple(chosen), compiler=version or None))
    return batches


def _copy(name: str, files: Mapping[str, Path], scratch: Path) -> Path:
    folder = scratch / name
    folder.mkdir(parents=True)
    # Imports are resolved from here: without a build file a scan would look for one further up.
    (folder / "remappings.txt").touch()
    for below, path in files.items():
        copy = folder / below
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(without_comments(path.read_bytes()))
    return folder
