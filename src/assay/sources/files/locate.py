"""From what a user typed to a project: its root, and the named files and folders below it."""

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.core.errors import BadInput
from assay.sources.files.folder import FolderTree
from assay.sources.files.memory import MemoryTree
from assay.sources.files.paths import normalise
from assay.sources.files.tree import SourceTree

STDIN = "stdin.sol"
"""The path that standard input has in its tree."""

BUILD_FILES = (
    "foundry.toml",
    "hardhat.config.js",
    "hardhat.config.ts",
    "hardhat.config.cjs",
    "hardhat.config.mjs",
    "remappings.txt",
    "truffle-config.js",
)
"""Stand where imports are resolved from."""

FENCES = ("package.json", ".git")
"""Mark a root where no build file does; nobody looks beyond `.git`."""


@dataclass(frozen=True, slots=True)
class Located:
    """A project and what of it was named."""

    tree: SourceTree
    paths: tuple[str, ...]
    """Below the root, sorted, each once; `.` for the root itself."""
    root_for_envelope: str
    """Absolute, so it must not get into the report; `-` for standard input."""


def locate(arguments: Sequence[str], stdin: bytes | None = None) -> Located:
    """Finds the project that holds all arguments: files, folders, or `-` alone for `stdin`.

    Its root is the nearest folder upwards with a build file, else with `package.json` or `.git`, else the
    file's folder or the folder itself. A `package.json` below a build file (as OpenZeppelin has one in
    `contracts/`) is not taken for a root, since imports are not resolved from there. Raises `BadInput` for a
    missing path, a file that is not Solidity and a folder without Solidity.
    """
    if not arguments:
        raise BadInput("nothing to scan: name a file, a folder, or - for standard input")
    if "-" in arguments:
        return _from_stdin(arguments, stdin)
    real = sorted({_real(argument) for argument in arguments})
    root = Path(os.path.commonpath([_root(path) for path in real]))
    tree = FolderTree(root)
    named: dict[str, None] = {}
    for argument in sorted(arguments):
        path = os.path.relpath(_real(argument), root).replace(os.sep, "/")
        _check(tree, argument, path)
        named[path] = None
    return Located(tree, tuple(sorted(named)), str(root))


def _from_stdin(arguments: Sequence[str], stdin: bytes | None) -> Located:
    if len(arguments) > 1:
        raise BadInput("-: standard input can't be scanned together with other files")
    if stdin is None:
        raise BadInput("-: standard input is closed")
    if not stdin.strip():
        raise BadInput("-: standard input is empty")
    return Located(MemoryTree({STDIN: stdin}, origin="stdin"), (STDIN,), "-")


def _real(argument: str) -> str:
    try:
        return os.path.realpath(argument, strict=True)
    except ValueError as error:
        raise BadInput(f"{argument!a}: no such file or folder") from error
    except OSError as error:
        reasons = {errno.EACCES: "permission denied", errno.ELOOP: "it is a loop of symbolic links"}
        raise BadInput(f"{argument}: {reasons.get(error.errno or 0, 'no such file or folder')}") from error


def _root(path: str) -> str:
    start = Path(path) if os.path.isdir(path) else Path(path).parent
    fallback: Path | None = None
    for folder in (start, *start.parents):
        if any((folder / name).is_file() for name in BUILD_FILES):
            return str(folder)
        if fallback is None and any((folder / name).exists() for name in FENCES):
            fallback = folder
        if (folder / ".git").exists():
            break
    return str(fallback or start)


def _check(tree: FolderTree, argument: str, path: str) -> None:
    real = _real(argument)
    if os.path.isdir(real):
        if not tree.solidity_files(path, enter=_worth_entering, at_most=1).files:
            raise BadInput(f"{argument}: no Solidity file (*.sol) in this folder")
    elif not stat.S_ISREG(os.stat(real).st_mode):
        raise BadInput(f"{argument}: not a regular file")
    elif not real.endswith(".sol"):
        raise BadInput(f"{argument}: not a Solidity file (*.sol)")
    elif normalise(path) != path:
        raise BadInput(f"{argument!a}: its name is not valid UTF-8 or too long")


def _worth_entering(folder: str) -> bool:
    name = folder.rpartition("/")[2]
    return name != "node_modules" and not name.startswith(".")
