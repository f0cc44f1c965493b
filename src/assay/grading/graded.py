"""Which parts are graded, what is asked of each of them, and how much rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assay.core.errors import BadInput
from assay.core.subject import Part, PartId, PartKind
from assay.grading.methodology import Methodology

_ROLLED_UP = (PartKind.FUNCTION, PartKind.PRODUCER)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedPart:
    """A contract, a file, or a chain."""

    id: PartId
    rests: int
    """What rests on it: a contract's own weight, the sum of its contracts' weights for a file that holds some."""
    share: Fraction
    """Of all that rests on contracts and on files without any. A file that holds contracts shares what they have."""

    def cost(self, damage: Fraction, methodology: Methodology) -> Fraction:
        """The part of the whole that `damage` here takes away. Depends on no other part, so padding changes nothing."""
        floor = methodology.floor
        return damage * (floor + (1 - floor) * (1 - Fraction(1, self.rests)))


@dataclass(frozen=True, slots=True)
class GradedParts:
    """All graded parts by id, and where each part belongs."""

    by_id: Mapping[PartId, GradedPart]
    home: Mapping[PartId, PartId]
    """Every part to the graded part that it counts for: a function to its contract, a free function to its file,
    a producer to its chain."""


def graded_parts(parts: Sequence[Part]) -> GradedParts:
    """Rolls functions and producers up. Raises `BadInput` for a part that is there twice or weighs less than 1."""
    known = {part.id: part for part in parts}
    if len(known) != len(parts):
        raise BadInput("grade: a part stands in the report twice")
    for part in parts:
        if part.weight < 1:
            raise BadInput(f"grade: the weight of {part.id} is below 1")
    home = {part.id: _home(part, known) for part in parts}
    contracts: dict[PartId, int] = {}
    for part in parts:
        parent = known.get(part.parent) if part.parent is not None else None
        if part.kind is PartKind.CONTRACT and parent is not None and parent.kind is PartKind.FILE:
            contracts[parent.id] = contracts.get(parent.id, 0) + part.weight
    graded = [known[part] for part in sorted(set(home.values()))]
    rests = {part.id: contracts.get(part.id, part.weight) for part in graded}
    whole = sum(rests[part.id] for part in graded if part.id not in contracts)
    by_id = {one: GradedPart(id=one, rests=resting, share=Fraction(resting, whole)) for one, resting in rests.items()}
    return GradedParts(by_id, home)


def _home(part: Part, known: Mapping[PartId, Part]) -> PartId:
    """One step up at most, so that no chain of parents can run in a circle."""
    if part.kind in _ROLLED_UP and part.parent is not None:
        parent = known.get(part.parent)
        if parent is not None and parent.kind not in _ROLLED_UP:
            return parent.id
    return part.id
