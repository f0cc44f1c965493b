"""The chain that rules are asked about: its profile, and where in the file each figure stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assay.core.evidence import SourceSpan
from assay.core.subject import PartId
from assay.solidity.syntax.lines import span
from assay.sources.chains.places import Places
from assay.sources.chains.profile import Path, Profile, Source, cited, tables
from assay.sources.chains.reading import read_profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One profile and its text."""

    path: str
    data: bytes
    profile: Profile
    places: Places

    @property
    def part(self) -> PartId:
        """The whole chain."""
        return PartId(self.path)

    def producer(self, name: str) -> PartId:
        """One of its producers."""
        return PartId(f"{self.path}:{name}")

    def at(self, *path: str | int) -> SourceSpan:
        """The line that sets a value, or the table in which it is missing."""
        start, end = self.places.of(path)
        return span(self.path, self.data, start, end)

    def cited(self, *under: str) -> Iterator[tuple[Path, Source]]:
        """Every table below one of these keys that names a source, with the source."""
        for path, table in tables(self.profile):
            source = cited(table)
            if source is not None and path[0] in under:
                yield path, self.profile.sources[source]

    def as_of(self, *under: str) -> str | None:
        """The date of the oldest figure below one of these keys."""
        return min((source.date.isoformat() for _, source in self.cited(*under)), default=None)

    def held(self) -> dict[str, Fraction]:
        """Shares by entity, the largest first; they sum to one although they may have been published rounded."""
        members = self.profile.producers.member if self.profile.producers is not None else ()
        whole = sum((Fraction(member.share) for member in members), Fraction(0))
        found: dict[str, Fraction] = {}
        for member in members:
            entity = member.entity or member.name
            found[entity] = found.get(entity, Fraction(0)) + Fraction(member.share) / whole
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def chain_of(path: str, data: bytes) -> Chain:
    """Reads and checks a profile. Raises `BadInput` as `read_profile` does."""
    return Chain(path=path, data=data, profile=read_profile(path, data), places=Places(data))


def amount(value: Fraction) -> str:
    """For people: whole above a thousand, three digits below."""
    number = float(value)
    return f"{number:,.0f}" if abs(number) >= 1_000 else f"{number:.3g}"
