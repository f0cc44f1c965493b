"""How much rests on a contract: the contracts that inherit from it or name it, worked out from names alone."""

from collections import deque
from collections.abc import Mapping, Sequence

from assay.core.subject import PartId
from assay.solidity.outline import Outline

STEP_LIMIT = 2_000_000
"""Imports followed while looking for names, and heirs counted; beyond it weights stay lower, always the same."""

DEPENDENT_LIMIT = 1_000
"""Dependents that are counted."""


def weights(outlines: Mapping[str, Outline], imports: Mapping[str, Sequence[str | None]]) -> dict[PartId, int]:
    """For each contract 1 plus those that inherit from it, however far, or use its name as a type or callee.

    `imports` gives for each file where its imports lead, in the outline's order. A name means what the file
    declares itself, or else what its imports bring in.
    """
    names = _Names(outlines, imports)
    heirs: dict[PartId, list[PartId]] = {}
    users: dict[PartId, set[PartId]] = {}
    contracts: list[PartId] = []
    for path in sorted(outlines):
        for contract in outlines[path].contracts:
            contracts.append(contract.part)
            bases = {names.meaning(path, base) for base in contract.bases}
            for base in sorted(part for part in bases if part is not None):
                heirs.setdefault(base, []).append(contract.part)
            for mention in contract.mentions:
                meant = names.meaning(path, mention)
                if meant is not None:
                    users.setdefault(meant, set()).add(contract.part)
    left = STEP_LIMIT
    found: dict[PartId, int] = {}
    for part in contracts:
        inheriting = _heirs(part, heirs, min(left, DEPENDENT_LIMIT))
        left -= len(inheriting)
        dependents = (inheriting | users.get(part, set())) - {part}
        found[part] = 1 + min(len(dependents), DEPENDENT_LIMIT)
    return found


def _heirs(part: PartId, heirs: Mapping[PartId, Sequence[PartId]], at_most: int) -> set[PartId]:
    found: set[PartId] = set()
    pending = [part]
    while pending:
        for heir in heirs.get(pending.pop(), ()):
            if len(found) >= at_most:
                return found
            if heir not in found:
                found.add(heir)
                pending.append(heir)
    return found


class _Names:
    """Which contract a name means in a file."""

    def __init__(self, outlines: Mapping[str, Outline], imports: Mapping[str, Sequence[str | None]]) -> None:
        self._own: dict[str, dict[str, PartId]] = {}
        self._imports: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = {}
        self._any: set[str] = set()
        """Names that a search can end at, so that locals and built-ins cost nothing."""
        for path, outline in outlines.items():
            # the first of two contracts with the same name is the one that counts
            self._own[path] = {c.name: c.part for c in reversed(outline.contracts)}
            pairs = zip(outline.imports, imports.get(path, ()), strict=False)
            followed = [(target, line.symbols) for line, target in pairs if target is not None]
            self._imports[path] = list(dict.fromkeys(followed))
            self._any.update(self._own[path])
            self._any.update(local for _, symbols in followed for _, local in symbols)
        self._known: dict[tuple[str, str], PartId | None] = {}
        self._steps = 0

    def meaning(self, path: str, name: str) -> PartId | None:
        if name not in self._any:
            return None
        key = (path, name)
        if key not in self._known:
            self._known[key] = self._search(path, name)
        return self._known[key]

    def _search(self, path: str, name: str) -> PartId | None:
        pending, seen = deque([(path, name)]), {(path, name)}
        while pending:
            path, name = pending.popleft()
            part = self._own.get(path, {}).get(name)
            if part is not None:
                return part
            for target, symbols in self._imports.get(path, ()):
                self._steps += 1
                if self._steps > STEP_LIMIT:
                    return None
                originals = [original for original, local in symbols if local == name] if symbols else [name]
                for original in originals:
                    if (target, original) not in seen:
                        seen.add((target, original))
                        pending.append((target, original))
        return None
