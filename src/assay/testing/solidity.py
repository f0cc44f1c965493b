"""Solidity for tests: projects from a few lines of source, without files."""

from collections.abc import Mapping

from assay.solidity.flow.analysis import Flow
from assay.solidity.model.declarations import Function
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse


def project(sources: str | Mapping[str, str], pragma: str = "^0.8.20") -> Project:
    """The linked project of one file `A.sol`, or of several by name; an import is the other file's name as it stands.

    A file that says no pragma gets `pragma`.
    """
    files = {"A.sol": sources} if isinstance(sources, str) else sources
    read = {}
    for path, text in files.items():
        data = (text if "pragma solidity" in text else f"pragma solidity {pragma};\n{text}").encode()
        unit = parse(path, data)
        targets = (i.path.removeprefix("./") for i in unit.imports)
        read[path] = ReadFile(unit, data, True, tuple(t if t in files else None for t in targets))
    return Project.build(read)


def flow(sources: str | Mapping[str, str], pragma: str = "^0.8.20") -> Flow:
    """The flow of such a project."""
    return Flow(project(sources, pragma))


def function(project: Project, name: str) -> Function:
    """A function or modifier by its name or as `Contract.name`; the kind for one without a name. Raises KeyError."""
    owner, _, plain = name.rpartition(".")
    everywhere = [f for c in project.contracts for f in c.functions]
    everywhere += [f for file in project.files.values() for f in file.functions]
    for found in everywhere:
        if plain in (found.name, found.kind) and (not owner or (found.contract and found.contract.name == owner)):
            return found
    raise KeyError(name)
