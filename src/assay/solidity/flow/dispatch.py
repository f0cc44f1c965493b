"""Which function an internal call runs, in the contract that is deployed in the end."""

from __future__ import annotations

from assay.solidity.ir import operations as op
from assay.solidity.model.declarations import Contract, Function
from assay.solidity.model.project import Project


class Dispatch:
    """Resolves virtual and `super` calls against a most derived contract."""

    def __init__(self, project: Project) -> None:
        self._derived: dict[Contract, list[Contract]] = {}
        for contract in project.contracts:
            for base in contract.linearized[1:]:
                self._derived.setdefault(base, []).append(contract)

    def home(self, contract: Contract | None) -> Contract | None:
        """Where to read its functions: itself when it can be deployed, else the first that can and derives from it."""
        if contract is None or contract.deployable or contract.kind == "library":
            return contract
        candidates = [c for c in self._derived.get(contract, ()) if c.deployable]
        own = [c for c in candidates if c.file.reported] or candidates
        return own[0] if own else contract

    def derived(self, contract: Contract) -> tuple[Contract, ...]:
        """Every contract that has it among its bases."""
        return tuple(self._derived.get(contract, ()))

    def target(self, call: op.InternalCall, context: Contract | None) -> Function | None:
        """The function that runs; None when no body was read for it."""
        function = call.function
        if call.is_super:
            return self._above(call, context) or _implemented(function)
        if not call.virtual or context is None or function.contract is None or function.kind == "constructor":
            return _implemented(function)
        wanted = _types(function)
        for candidate in context.members.get(function.name, ()):
            if candidate.implemented and candidate.kind == function.kind and _types(candidate) == wanted:
                return candidate
        return _implemented(function)

    def _above(self, call: op.InternalCall, context: Contract | None) -> Function | None:
        here = call.body.contract
        if context is None or here is None or here not in context.linearized:
            return None
        wanted = _types(call.function)
        for base in context.linearized[context.linearized.index(here) + 1 :]:
            for candidate in base.functions:
                if candidate.name == call.function.name and candidate.implemented and _types(candidate) == wanted:
                    return candidate
        return None


def _implemented(function: Function) -> Function | None:
    return function if function.implemented else None


def _types(function: Function) -> tuple[str, ...]:
    return tuple(str(p.type) for p in function.parameters)
