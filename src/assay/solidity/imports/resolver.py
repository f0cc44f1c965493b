"""From an import as written to the file that is meant, tried in the order of the tools that build the project."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.fact import Gap
from assay.solidity.imports.project import Project, ReadSettings
from assay.sources.files.paths import folder_of, join, normalise
from assay.sources.files.tree import SourceTree, SourceUnreadable


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an import leads, or why nowhere."""

    target: str | None
    because: str = ""
    """Empty when there is a target."""


class ImportResolver:
    """Answers from the tree alone; the same tree always gives the same answer, in whatever order one asks.

    An import that is not relative is looked for by the remappings of its project, from the project's folder,
    in `node_modules` upwards, by the libraries' own remappings, in `lib/*`, below library and source folders,
    and at last from each folder that holds the importing file. The first file that exists is taken: half
    installed dependencies are common, and a file found late says more than none.
    """

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._read = ReadSettings(tree)
        self._projects: dict[str, Project] = {}
        self._chains: dict[str, tuple[Project, ...]] = {}
        self._answers: dict[tuple[str, str], Resolution] = {}
        self._listed: dict[tuple[str, bool], dict[str, list[str]]] = {}

    def resolve(self, importing: str, written: str) -> str | None:
        """The path of the imported file below the root; None when there is none, see `resolution`."""
        return self.resolution(importing, written).target

    def resolution(self, importing: str, written: str) -> Resolution:
        """`importing` is the path of the file that holds the import, `written` what stands between the quotes."""
        key = (importing, written)
        if key not in self._answers:
            self._answers[key] = self._find(importing, written)
        return self._answers[key]

    @property
    def settings_read(self) -> dict[str, bytes]:
        """Settings files that steered an answer so far, by path; of foundry.toml only the part that did."""
        kept = [pair for settings in self._read.known.values() if settings is not None for pair in settings.kept]
        return dict(sorted(kept))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Settings files that could not be used, so far."""
        found = [gap for settings in self._read.known.values() if settings is not None for gap in settings.gaps]
        return tuple(sorted(found, key=lambda gap: (gap.what, gap.because)))

    def _find(self, importing: str, written: str) -> Resolution:
        if normalise(written.lstrip("./")) is None:
            return Resolution(None, "it leads out of the project's root or can't be a path")
        first = None
        for candidate in self._candidates(importing, written):
            if candidate is None:
                continue
            first = first or candidate
            # Anything else is not read: what is read is kept in the report, and this could be a file of secrets.
            if candidate.endswith(".sol") and self._tree.exists(candidate):
                return Resolution(candidate)
        return Resolution(None, self._excuse(written, first))

    def _candidates(self, importing: str, written: str) -> Iterator[str | None]:
        chain = self._chain(folder_of(importing))
        if written.startswith(("./", "../")):
            name = join(folder_of(importing), written)
            if name is not None:
                for project in chain:
                    yield from project.remapped(importing, name, relative=True)
            yield name
            return
        for project in chain:
            yield from project.remapped(importing, written, relative=False)
        if written.startswith("/"):
            return
        for project in chain:
            yield join(project.folder, written)
        around = _around(folder_of(importing))
        for folder in around:
            yield join(folder, f"node_modules/{written}")
        for project in chain:
            yield from project.remapped_by_libraries(written)
        for project in chain:
            yield from project.inferred(written)
        for project in chain:
            yield from project.included(written)
        for prefix in ("project:/", "project/"):  # Truffle, Hardhat
            if written.startswith(prefix):
                for project in chain:
                    yield join(project.folder, written.removeprefix(prefix))
        for folder in around:
            yield join(folder, written)

    def _chain(self, folder: str) -> tuple[Project, ...]:
        """Projects whose settings apply to files in `folder`, the most important first.

        That is the innermost one which is no library of another, then libraries from the inside out, then the
        projects around it.
        """
        if folder not in self._chains:
            inside_out = [self._project(f) for f in _around(folder) if f == "." or self._is_project(f)]
            main = len(inside_out) - 1
            while main > 0 and not inside_out[main].holds_as_library(inside_out[main - 1].folder):
                main -= 1
            self._chains[folder] = (inside_out[main], *inside_out[:main], *inside_out[main + 1 :])
        return self._chains[folder]

    def _is_project(self, folder: str) -> bool:
        settings = self._read(folder)
        return settings is not None and bool(settings.kept)  # settings that can't be read steer nothing

    def _project(self, folder: str) -> Project:
        if folder not in self._projects:
            self._projects[folder] = Project(self._tree, folder, self._read(folder), self._read)
        return self._projects[folder]

    def _excuse(self, written: str, first: str | None) -> str:
        if not written:
            return "it names no file"
        if "://" in written or written.startswith(("github.com/", "www.")):
            return "it is an address on the web, and nothing is fetched"
        if "\\" in written:
            return "not found; a backslash does not separate folders"
        if "%" in written:
            return "not found; percent-encoded characters are taken as they are written"
        if first is None:
            return "it leads out of the project's root"
        if not first.endswith(".sol"):
            return "not a Solidity file (*.sol)"
        other = self._in_other_case(first)
        if other == first:
            return f"{first}: {self._refusal(first)}"
        if other is not None:
            return f"not found; {other} differs in upper and lower case"
        if written.startswith(("./", "../")):
            return f"{first} is not there"
        return f"not found as {first}, in node_modules or in a library folder"

    def _refusal(self, path: str) -> str:
        """Why something that is there by name is no file of the tree."""
        try:
            self._tree.read(path)
        except SourceUnreadable as error:
            return error.because
        return "it came to be while the tree was read"

    def _in_other_case(self, path: str) -> str | None:
        *folders, name = path.split("/")
        reached = "."
        for depth, segment in enumerate([*folders, name]):
            inside = self._inside(reached, files=depth == len(folders))
            alike = inside.get(segment.lower(), ())
            if not alike:
                return None
            found = segment if segment in alike else alike[0]
            reached = found if reached == "." else f"{reached}/{found}"
        return reached

    def _inside(self, folder: str, *, files: bool) -> dict[str, list[str]]:
        """Names of the files or folders in a folder by their lower case; each folder is listed once."""
        key = (folder, files)
        if key not in self._listed:
            listed = self._tree.solidity_files(folder, enter=lambda _: False).files if files else ()
            names = [f.rpartition("/")[2] for f in listed] if files else self._tree.folders(folder)
            lowered = self._listed[key] = {}
            for name in names:
                lowered.setdefault(name.lower(), []).append(name)
        return self._listed[key]


def _around(folder: str) -> list[str]:
    """The folder and those around it, out to the root."""
    found = [folder]
    while found[-1] != ".":
        found.append(folder_of(found[-1]))
    return found
