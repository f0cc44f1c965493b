"""Which files are reported on. The others are read only for what they mean to these."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from assay.sources.files.globs import matches, may_match_below
from assay.sources.files.paths import below

SET_ASIDE = frozenset(
    {
        "artifacts",
        "build",
        "cache",
        "dependencies",
        "lib",
        "mock",
        "mocks",
        "node_modules",
        "out",
        "script",
        "scripts",
        "test",
        "tests",
    }
)
"""Folders of tests, scripts, dependencies and build products, compared in lower case; all dot-folders too."""

SET_ASIDE_FILES = ("*.t.sol", "*.s.sol", "*Mock.sol", "Mock*.sol", "*Harness.sol")


@dataclass(frozen=True, slots=True)
class Scope:
    """What `assay.toml` adds to the defaults; globs are matched against paths below the root."""

    include: tuple[str, ...] = ()
    """Reported although the defaults set them aside."""
    exclude: tuple[str, ...] = ()
    """Never reported, unless the file itself was named."""

    def reports(self, path: str, named: Sequence[str]) -> bool:
        """Whether `path` is reported when the user named the files and folders `named`.

        The defaults look only at what lies below the named folder: who names `test/` wants `test/A.sol`.
        """
        return any(self._reports(path, argument) for argument in named)

    def enters(self, folder: str, named: str) -> bool:
        """Whether a folder below `named` can hold anything reported."""
        inside = below(folder, named)
        if inside is None or not _set_aside_folders(inside.split("/")):
            return True
        return any(may_match_below(pattern, folder) for pattern in self.include)

    def _reports(self, path: str, named: str) -> bool:
        inside = below(path, named)
        if inside is None:
            return False
        if inside == "":
            return True
        if any(matches(pattern, path) for pattern in self.exclude):
            return False
        *folders, name = inside.split("/")
        aside = _set_aside_folders(folders) or any(fnmatchcase(name, pattern) for pattern in SET_ASIDE_FILES)
        return not aside or any(matches(pattern, path) for pattern in self.include)


def _set_aside_folders(folders: Sequence[str]) -> bool:
    return any(name.startswith(".") or name.lower() in SET_ASIDE for name in folders)
