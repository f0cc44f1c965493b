"""From a profile to the material that rules are asked about, and the facts that several of them need."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from assay.analyses.chains._chain import Chain, chain_of
from assay.analyses.chains._measures import measures_of
from assay.analyses.chains._setup import Setup, setup_of
from assay.core.canonical import canonical, digest_of, manifest_digest
from assay.core.children import Children, Ended
from assay.core.domain import Gathered, Sought
from assay.core.errors import BadInput, MissingExtra
from assay.core.fact import Division, Fact, Gap, Material, Measure, Standing, Unit
from assay.core.provider import provides
from assay.core.subject import Part, PartKind, Subject, SubjectKind
from assay.sources.chains.reading import LARGEST

STDIN = "stdin.toml"
"""The path that standard input has."""


@dataclass(frozen=True, slots=True)
class Withholding:
    """The share of hash power from which withholding blocks pays; None when the profile does not say enough."""

    threshold: float | None


@provides
def setup(chain: Chain) -> Setup:
    """Who can fail, and what fails with them."""
    return setup_of(chain)


@provides
def withholding(chain: Chain) -> Withholding:
    """By the best policy there is, with races of up to thirty blocks: a longer one changes the fourth digit."""
    work = chain.profile.work
    if work is None or work.gamma is None:
        return Withholding(None)
    from assay.consensus import selfish_mining

    return Withholding(float(selfish_mining.threshold(float(work.gamma.value), ties=work.ties, lead=30)))


def gather(sought: Sought, children: Children) -> Gathered:
    """Reads one profile; the `Gather` of chains. Raises `BadInput`, naming the field, for what is wrong in it."""
    if sought.stdin is not None:
        path, data, root = STDIN, sought.stdin, None
    else:
        if len(sought.paths) != 1:
            raise BadInput(f"{len(sought.paths)} profiles: scan one chain at a time, and compare their reports")
        path, data = sought.paths[0].name, _read(sought.paths[0])
        root = Path(os.path.realpath(sought.paths[0])).parent
    material = _material(path, data, "stdin" if root is None else "file", children)
    return Gathered(material=material, root=root, named=(path,), texts={path: data})


def gather_again(subject: Subject, facts: Sequence[Fact], reported: Iterable[str], children: Children) -> Material:
    """The same material from the profile that a report kept. Raises `BadInput` when it holds none."""
    del reported  # the subject's name says it
    for fact in facts:
        if fact.kind == "source" and fact.key == subject.name and fact.text is not None:
            return _material(fact.key, fact.text.encode(), fact.origin, children)
    raise BadInput(f"{subject.name} is not among the report's facts")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _material(path: str, data: bytes, origin: str, children: Children) -> Material:
    chain = chain_of(path, data)
    _load_instruments()
    setup_of(chain)
    digest = digest_of(data)
    whole = Part(id=chain.part, kind=PartKind.CHAIN)
    members = chain.profile.producers.member if chain.profile.producers is not None else ()
    producers = tuple(
        Part(id=chain.producer(member.name), kind=PartKind.PRODUCER, parent=chain.part) for member in members
    )
    parts = (whole, *producers)
    unit = Unit(path, tuple(part.id for part in parts))
    seeds: dict[type, Any] = {Chain: chain}
    measures, gaps = _measured(path, data, children)
    return Material(
        subject=Subject(SubjectKind.CHAIN, path, manifest_digest((path,), {path: digest})),
        facts=(
            Fact(
                kind="source",
                key=path,
                origin=origin,
                standing=Standing.DECLARED,  # also what it says was observed: we read it from the profile
                digest=digest,
                text=data.decode(),
            ),
        ),
        parts=parts,
        units=(unit,),
        gaps=gaps,
        measures=measures,
        seeds=seeds,
        divisions=(Division(key=digest_of(canonical(["chain", path, digest])), units=(path,), seeds=seeds),),
    )


def _measured(path: str, data: bytes, children: Children) -> tuple[tuple[Measure, ...], tuple[Gap, ...]]:
    for _, made in children.map(_measures, [(path, data)], label="measuring"):
        if isinstance(made, Ended):
            return (), (Gap(what=path, because=f"its measures could not be made: {made.because}"),)
        return msgspec.json.decode(made, type=tuple[Measure, ...]), ()
    return (), ()


def _measures(item: tuple[str, bytes]) -> bytes:
    """In a child, since a profile with many parties can ask for much."""
    chain = chain_of(*item)
    return canonical(measures_of(chain, setup_of(chain), withholding(chain).threshold))


def _load_instruments() -> None:
    """Before children are made, so that they share what is loaded. Raises `MissingExtra` when it is not installed."""
    import assay.consensus
    import assay.consensus.concentration
    import assay.consensus.double_spend
    import assay.consensus.network
    import assay.consensus.selfish_mining

    try:
        import assay.quorums.assessment  # noqa: F401 - for the children
    except ModuleNotFoundError as error:
        raise MissingExtra("a chain's profile", "chains", error.name or "numpy") from error
