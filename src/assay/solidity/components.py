"""Files that have nothing to do with each other, told apart: no import leads from one group to another, either way.

A name means something in another file only through imports, so neither callers nor heirs nor writers of anything
in a group are ever outside it. Each group is analysed as if it were alone: what stands beside it can't change,
slow down or harm its answers, and these can be kept for as long as no file of the group changes.
"""

from collections.abc import Iterable, Mapping, Sequence

from assay.core.canonical import canonical, digest_of
from assay.core.fact import Division, Unit
from assay.core.subject import Part, PartId
from assay.solidity.syntax.trees import SyntaxFile, SyntaxTrees


def divisions(trees: SyntaxTrees, parts: Sequence[Part], units: Sequence[Unit]) -> tuple[Division, ...]:
    """One for each group of files that imports connect, in the order of their first files; each unit is in one."""
    parents = {part.id: part.parent for part in parts}
    groups = _groups(trees.files)
    members: dict[str, list[str]] = {}
    for path in trees.files:
        members.setdefault(groups[path], []).append(path)
    of_group: dict[str, list[Unit]] = {}
    for unit in units:
        file = _file(unit.parts[0], parents)
        of_group.setdefault(groups.get(file, file), []).append(unit)
    return tuple(
        _division({path: trees.files[path] for path in members.get(group, ())}, of_group[group])
        for group in sorted(of_group)
    )


def _groups(files: Mapping[str, SyntaxFile]) -> dict[str, str]:
    """Each file to the first file, by path, of its group."""
    above = {path: path for path in files}

    def first(path: str) -> str:
        while above[path] != path:
            above[path] = path = above[above[path]]
        return path

    for path, file in files.items():
        for target in file.imports:
            if target in above:
                one, other = sorted((first(path), first(target)))
                above[other] = one
    return {path: first(path) for path in files}


def _file(part: PartId, parents: Mapping[PartId, PartId | None]) -> str:
    above = parents.get(part)
    return part if above is None else _file(above, parents)


def _division(files: Mapping[str, SyntaxFile], units: Iterable[Unit]) -> Division:
    told = [[path, digest_of(file.source), file.reported, file.imports] for path, file in files.items()]
    asked = tuple(units)
    return Division(
        key=digest_of(canonical([told, [[unit.name, unit.parts] for unit in asked]])),
        units=tuple(unit.name for unit in asked),
        seeds={SyntaxTrees: SyntaxTrees(files)},
    )
