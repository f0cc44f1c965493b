"""From what the user named to the material of a code base: its facts, parts, units of work, gaps and syntax trees."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from assay.core.canonical import digest_of, manifest_digest
from assay.core.children import Children
from assay.core.domain import Gathered, Sought
from assay.core.errors import BadInput
from assay.core.fact import Fact, Gap, Material
from assay.core.subject import Subject, SubjectKind
from assay.solidity import material
from assay.solidity.components import divisions
from assay.solidity.imports.resolver import ImportResolver
from assay.solidity.reading import Limits, read_closure
from assay.solidity.syntax.trees import SyntaxTrees
from assay.sources.files.locate import Located, locate
from assay.sources.files.memory import MemoryTree
from assay.sources.files.scope import Scope
from assay.sources.files.tree import SourceTree


def gather(sought: Sought, children: Children) -> Gathered:
    """Reads files, folders or standard input; the `Gather` of Solidity. Raises `BadInput` when there is nothing."""
    arguments = ["-"] if sought.stdin is not None else [str(path) for path in sought.paths]
    located = locate(arguments, sought.stdin)
    gathered = gather_code(located, Scope(sought.include, sought.exclude), Limits(), children)
    trees: SyntaxTrees = gathered.seeds[SyntaxTrees]
    root = None if sought.stdin is not None else Path(located.root_for_envelope)
    texts = {path: file.source for path, file in trees.files.items()}
    return Gathered(material=gathered, root=root, named=located.paths, texts=texts)


def gather_code(located: Located, scope: Scope, limits: Limits, children: Children) -> Material:
    """Reads what is reported in the named files and folders, and for its meaning all that it imports.

    Raises `BadInput` when nothing there is reported.
    """
    reported, gaps = _reported(located, scope, limits)
    name = ",".join(located.paths)
    return _material(located.tree, name, reported, gaps, limits, children)


def gather_again(subject: Subject, facts: Sequence[Fact], reported: Iterable[str], children: Children) -> Material:
    """The material that kept facts give, without the disk: what `gather_code` gave when they were read.

    `reported` are the paths of the file parts. Gaps of files that could not be read then are not repeated with
    the same words, since only what was read was kept.
    """
    tree = MemoryTree.of_facts(facts)
    return _material(tree, subject.name, sorted(reported), (), Limits(), children)


def _reported(located: Located, scope: Scope, limits: Limits) -> tuple[list[str], tuple[Gap, ...]]:
    found: set[str] = set()
    gaps: dict[Gap, None] = {}
    for named in located.paths:
        listing = located.tree.solidity_files(named, enter=partial(scope.enters, named=named), at_most=limits.files)
        found.update(path for path in listing.files if scope.reports(path, (named,)))
        gaps.update(dict.fromkeys(listing.gaps))
    if not found and not gaps:
        aside = "tests, mocks, scripts, dependencies or excluded; name one of them to report on it"
        raise BadInput(f"nothing to report on in {', '.join(located.paths)}: all Solidity files there are {aside}")
    return sorted(found), tuple(gaps)


def _material(
    tree: SourceTree,
    name: str,
    reported: Sequence[str],
    gaps: Sequence[Gap],
    limits: Limits,
    children: Children,
) -> Material:
    resolver = ImportResolver(tree)
    reading = read_closure(tree, reported, resolver, limits, children)
    digests = {path: digest_of(data) for path, data in reading.sources.items()}
    parts, units = material.parts_and_units(reported, reading)
    trees = material.trees(reported, reading)
    return Material(
        subject=Subject(SubjectKind.CODE, name, manifest_digest(reported, digests)),
        facts=material.facts(tree.origin, reading, resolver.settings_read),
        parts=parts,
        units=units,
        gaps=material.gaps(reported, reading, [*gaps, *resolver.gaps]),
        measures=material.measures(reported, reading, parts),
        seeds={SyntaxTrees: trees},
        divisions=divisions(trees, parts, units),
    )
