"""Asks git about a repository that somebody hostile may have set up: nothing that it names is ever run.

A repository's configuration may name programs: filters that files pass on their way in, viewers, comparers, helpers
that fetch what is missing. Options switch off all but the filters. These belong to the files on disk, so git is never
asked about files on disk: we read them, and hand git their bytes.
"""

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.core.errors import BadInput
from assay.sources.files.tree import FILE_LIMIT

SECONDS = 60.0

_SAFE = (
    "--no-pager",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=true",
    "-c", "diff.external=",
    "-c", "protocol.allow=never",
)  # fmt: skip
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_LINK = "120000"


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    name: str
    """Hexadecimal."""


class Repository:
    """The repository that a folder is in. All methods raise `BadInput` when git can't do what is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.ask("rev-parse", "--git-dir", why=f"--diff: {folder} is in no git repository")

    def ask(self, *arguments: str, why: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> bytes:
        """What git prints. `why` begins the complaint, `given` is its standard input, `also` adds environment."""
        git = shutil.which("git")
        if git is None:
            raise BadInput("--diff: git is not installed")
        environment = {
            **os.environ,
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "LC_ALL": "C",
            **(also or {}),
        }
        try:
            done = subprocess.run(
                [git, "-C", str(self._folder), *_SAFE, *arguments],
                input=given,
                capture_output=True,
                timeout=SECONDS,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BadInput(f"--diff: git did not answer within {SECONDS:g} s") from error
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
            raise BadInput(f"{why}: {said[0]}" if said else why)
        return done.stdout

    def commit(self, revision: str) -> str:
        """The name of the commit that a revision means."""
        if not revision or revision.startswith("-"):
            raise BadInput(f"--diff: {revision!r} is no revision")
        why = f"--diff: unknown revision {revision!r}"
        return self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", why=why).decode().strip()

    def untracked(self) -> tuple[bytes, ...]:
        """Solidity files below the folder that git does not know and does not ignore."""
        return self._listed("--others", "--exclude-standard")

    def patch(self, commit: str) -> bytes:
        """`git diff -U0` from `commit` to the tracked Solidity files below the folder as they are on disk.

        Line ends do not count, since what git would turn them into on their way in is not asked.
        """
        objects = self.ask("rev-parse", "--git-path", "objects", why="--diff: git failed").decode().rstrip("\n")
        alternate = os.path.join(self._folder, objects).replace("\\", "\\\\").replace('"', '\\"')
        with tempfile.TemporaryDirectory(prefix="assay-") as aside:
            place = {
                "GIT_INDEX_FILE": os.path.join(aside, "index"),
                "GIT_OBJECT_DIRECTORY": os.path.join(aside, "objects"),
                "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{alternate}"',
            }
            os.mkdir(place["GIT_OBJECT_DIRECTORY"])
            index = self._index(commit, Path(aside), place)
            self.ask("update-index", "-z", "--index-info", why="--diff: git failed", given=index, also=place)
            options = ("--cached", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--text")
            shape = ("--ignore-cr-at-eol", "--diff-filter=AMT", "--relative", "--src-prefix=a/", "--dst-prefix=b/")
            return self.ask("diff", *options, *shape, commit, "--", ".", why="--diff: git diff failed", also=place)

    def _listed(self, *options: str) -> tuple[bytes, ...]:
        listed = self.ask("ls-files", "-z", *options, "--", ".", why="--diff: git failed")
        return tuple(name for name in listed.split(b"\0") if name.endswith(b".sol"))

    def _index(self, commit: str, aside: Path, place: Mapping[str, str]) -> bytes:
        """What `update-index` is told: the tracked files below the folder, with the content that they have on disk."""
        prefix = self.ask("rev-parse", "--show-prefix", why="--diff: git failed").rstrip(b"\n")
        before = dict(self._tree(commit))
        entries: dict[bytes, _Blob] = {}
        fresh: list[tuple[bytes, str]] = []
        for name in dict.fromkeys(self._listed("--cached")):
            read = _read(os.path.join(os.fsencode(self._folder), name))
            if read is None:
                continue
            mode, data = read
            known = before.get(name)
            if known is not None and (known.mode == _LINK) == (mode == _LINK) and _is(data, known.name):
                entries[name] = known
            else:
                (aside / str(len(fresh))).write_bytes(data)
                fresh.append((name, mode))
        paths = "".join(f"{aside / str(number)}\n" for number in range(len(fresh)))
        hashing = ("hash-object", "-w", "--no-filters", "--stdin-paths")
        names = self.ask(*hashing, why="--diff: git failed", given=os.fsencode(paths), also=place).split()
        for (name, mode), blob in zip(fresh, names, strict=True):
            entries[name] = _Blob(mode, blob.decode())
        lines = (b"%s %s\t%s%s\0" % (b.mode.encode(), b.name.encode(), prefix, name) for name, b in entries.items())
        return b"".join(lines)

    def _tree(self, commit: str) -> Iterator[tuple[bytes, _Blob]]:
        for line in self.ask("ls-tree", "-r", "-z", commit, "--", ".", why="--diff: git failed").split(b"\0"):
            told, _, name = line.partition(b"\t")
            if name.endswith(b".sol"):
                mode, kind, blob = told.decode().split()
                if kind == "blob":
                    yield name, _Blob(mode, blob)


def _read(path: bytes) -> tuple[str, bytes] | None:
    """Mode and content as git would keep them; None for what is not there, too large, or neither file nor link."""
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            return _LINK, os.readlink(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > FILE_LIMIT:
            return None
        with os.fdopen(os.open(path, _READ), "rb") as file:
            return "100644", file.read(FILE_LIMIT)
    except OSError:
        return None


def _is(data: bytes, name: str) -> bool:
    """Whether a blob of that name has this content."""
    algorithm = "sha1" if len(name) == 40 else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest() == name
