"""How much rests on a contract: the contracts that inherit from it or name it, worked out from names alone."""

from collections import deque
from collections.abc import Mapping, Sequence

from assay.core.subject import PartId
from assay.solidity.outline import ContractOutline, Outline

STEP_LIMIT = 2_000_000
"""Files looked into while following names; beyond it weights stay lower than they should be, always the same."""

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
    for path in sorted(outlines):
        for contract in outlines[path].contracts:
            bases = {names.meaning(path, base) for base in contract.bases}
            for base in sorted(part for part in bases if part is not None):
                heirs.setdefault(base, []).append(contract.part)
            for mention in contract.mentions:
                meant = names.meaning(path, mention)
                if meant is not None:
                    users.setdefault(meant, set()).add(contract.part)
    return {
        contract.part: 1 + _count(contract, heirs, users)
        for outline in outlines.values()
        for contract in outline.contracts
    }


def _count(
    contract: ContractOutline, heirs: Mapping[PartId, Sequence[PartId]], users: Mapping[PartId, set[PartId]]
) -> int:
    found: set[PartId] = set()
    pending = [contract.part]
    while pending and len(found) <= DEPENDENT_LIMIT:
        for heir in heirs.get(pending.pop(), ()):
            if heir not in found:
                found.add(heir)
                pending.append(heir)
    found |= users.get(contract.part, set())
    return min(len(found - {contract.part}), DEPENDENT_LIMIT)


class _Names:
    """Which contract a name means in a file."""

    def __init__(self, outlines: Mapping[str, Outline], imports: Mapping[str, Sequence[str | None]]) -> None:
        self._outlines = outlines
        self._imports = imports
        self._own: dict[str, dict[str, PartId]] = {}
        self._any: set[str] = set()
        for path, outline in outlines.items():
            # the first of two contracts with the same name is the one that counts
            self._own[path] = {c.name: c.part for c in reversed(outline.contracts)}
            self._any.update(self._own[path])
            self._any.update(local for line in outline.imports for _, local in line.symbols)
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
        while pending and self._steps < STEP_LIMIT:
            self._steps += 1
            path, name = pending.popleft()
            part = self._own.get(path, {}).get(name)
            if part is not None:
                return part
            outline = self._outlines.get(path)
            if outline is None:
                continue
            for line, target in zip(outline.imports, self._imports.get(path, ()), strict=False):
                if target is None:
                    continue
                originals = [original for original, local in line.symbols if local == name] if line.symbols else [name]
                for original in originals:
                    if (target, original) not in seen:
                        seen.add((target, original))
                        pending.append((target, original))
        return None
