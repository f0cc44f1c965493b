"""Who is one party: producers added up by the entity that is behind them."""

from collections.abc import Iterable, Mapping

from assay.consensus.domain import real


def tally(producers: Iterable[str]) -> dict[str, float]:
    """Blocks by producer, in the order of their names."""
    found: dict[str, float] = {}
    for producer in producers:
        found[producer] = found.get(producer, 0.0) + 1.0
    return dict(sorted(found.items()))


def merge(shares: Mapping[str, float], entity_of: Mapping[str, str]) -> dict[str, float]:
    """Shares by entity. A producer that `entity_of` doesn't list is its own entity.

    Sorted by name; nothing is followed twice: an entity that is itself listed stays as it is. Merging can lower a
    Nakamoto coefficient, never raise it.
    """
    merged: dict[str, float] = {}
    for producer in sorted(shares):
        entity = entity_of.get(producer, producer)
        merged[entity] = merged.get(entity, 0.0) + float(real(f"shares[{producer}]", shares[producer], 0.0))
    return dict(sorted(merged.items()))
