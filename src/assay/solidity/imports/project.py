"""A folder that imports are resolved from, with its settings and its libraries, read when first asked for."""

from collections.abc import Iterator
from functools import cached_property

from assay.solidity.imports.remappings import Remapping, remap
from assay.solidity.imports.settings import REMAPPING_LIMIT, Settings, read_settings
from assay.sources.files.paths import below, join
from assay.sources.files.tree import SourceTree

LIBRARY_LIMIT = 1_000
"""Library folders of one project that are looked at."""

NESTING_LIMIT = 3
"""Libraries of libraries of libraries; Foundry finds those as well."""


class ReadSettings:
    """Reads each folder's settings once."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self.known: dict[str, Settings | None] = {}

    def __call__(self, folder: str) -> Settings | None:
        """None for a folder that says nothing about imports."""
        if folder not in self.known:
            self.known[folder] = read_settings(self._tree, folder)
        return self.known[folder]


class Project:
    """Candidates are paths below the tree's root; whether a file is there is for the resolver to say."""

    def __init__(self, tree: SourceTree, folder: str, settings: Settings | None, read: ReadSettings) -> None:
        self.folder = folder
        self.settings = settings or Settings()
        self._tree = tree
        self._read = read

    def remapped(self, importing: str, name: str, *, relative: bool) -> Iterator[str | None]:
        """By this project's own remappings. A relative import has already become a path below the root."""
        inside = below(name, self.folder) if relative else name
        if inside:
            context = below(importing, self.folder) or importing
            for target in remap(self.settings.remappings, context, inside):
                yield join(self.folder, target)

    def remapped_by_libraries(self, name: str) -> Iterator[str | None]:
        """By what the libraries say for themselves: OpenZeppelin's own maps `@openzeppelin/contracts/`."""
        for target in remap(self._library_remappings, "", name):
            yield join(".", target)

    def inferred(self, name: str) -> Iterator[str | None]:
        """`solmate/auth/Owned.sol` is looked for in `lib/solmate/src`, `…/contracts` and `lib/solmate` itself."""
        library, _, rest = name.partition("/")
        for folder in self._libraries.get(library, ()):
            for inside in ("src", "contracts", "."):
                yield join(folder, f"{inside}/{rest}")

    def included(self, name: str) -> Iterator[str | None]:
        """Below the library and source folders, as `--include-path` would have it."""
        for folder in dict.fromkeys([*self.settings.libs, *self.settings.sources, "lib"]):
            yield join(self.folder, f"{folder}/{name}") if not folder.startswith("/") else None

    def holds_as_library(self, folder: str) -> bool:
        """Whether a folder is a dependency of this project rather than a member of its repository."""
        inside = below(folder, self.folder)
        if not inside:
            return False
        libs = [lib.strip("/").removeprefix("./") for lib in self.settings.libs]
        return "node_modules" in inside.split("/") or any(below(inside, lib) is not None for lib in libs if lib)

    @cached_property
    def _libraries(self) -> dict[str, list[str]]:
        """Name to folders: nearest first, then by name."""
        found: dict[str, list[str]] = {}
        level = [join(self.folder, lib) for lib in self.settings.libs if "node_modules" not in lib.split("/")]
        count = 0
        for _ in range(NESTING_LIMIT):
            deeper: list[str | None] = []
            for holder in level:
                for name in self._tree.folders(holder) if holder is not None else ():
                    if count < LIBRARY_LIMIT:
                        count += 1
                        found.setdefault(name, []).append(f"{holder}/{name}" if holder != "." else name)
                        deeper.append(join(found[name][-1], "lib"))
            level = deeper
        return found

    @cached_property
    def _library_remappings(self) -> list[Remapping]:
        """Of all libraries, seen from the root; nearer libraries come last, since the last one wins."""
        gathered: list[Remapping] = []
        folders = sorted((f for fs in self._libraries.values() for f in fs), key=lambda f: (f.count("/"), f))
        for folder in folders:
            settings = self._read(folder)
            for remapping in settings.remappings if settings is not None else ():
                target = join(folder, remapping.target or ".")
                if not remapping.context and target is not None and len(gathered) < REMAPPING_LIMIT:
                    slash = "/" if remapping.target.endswith("/") or not remapping.target else ""
                    gathered.append(Remapping("", remapping.prefix, target + slash))
        return gathered[::-1]
