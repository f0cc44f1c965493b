"""State that is open at a call: read before control leaves, written only after it comes back."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.core.evidence import SourceSpan, Step
from assay.solidity.facts import FunctionView
from assay.solidity.flow.effects import Cell, Site
from assay.solidity.flow.registered import registered
from assay.solidity.flow.trust import Trust, trust
from assay.solidity.ir import operations as op
from assay.solidity.ir.values import Constant

STIPEND = 2300
"""Gas that `send` and `transfer` pass on: too little to call back with effect."""

CALLEE = {
    Trust.CHOSEN: "an address that the caller chooses",
    Trust.UNKNOWN: "an address that another contract returned",
    Trust.OWNER: "a contract that an owner set or that was registered before",
    Trust.FIXED: "a contract that was fixed at deployment",
}


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call and one variable that is open at it."""

    function: FunctionView
    site: Site
    callee: Trust
    cell: Cell
    read: Site
    write: Site

    @property
    def call(self) -> op.ExternalCall:
        """The call that leaves."""
        assert isinstance(self.site.operation, op.ExternalCall)
        return self.site.operation

    @property
    def name(self) -> str:
        """Of the variable, with its fields: `users.debt`."""
        return cell_name(self.cell)

    def path(self) -> list[Step]:
        """Read, call, write."""
        return [
            *self.function.steps(self.read, f"{self.name} is read"),
            *self.function.steps(self.site, "control leaves to " + CALLEE[self.callee]),
            *self.function.steps(self.write, f"{self.name} is written only now"),
        ]

    def place(self) -> SourceSpan:
        """Where the function itself calls out, or calls what does."""
        return self.function.entered(self.function.first(self.site))


def open_calls(function: FunctionView) -> Iterator[OpenCall]:
    """Every call that can come back, each with every variable open at it; locks are not considered."""
    effects = function.effects
    for site, read_before in effects.calls.items():
        call = site.operation
        if not isinstance(call, op.ExternalCall) or not can_come_back(call):
            continue
        receiver = function.of_site(site, call.receiver)
        callee = trust(function.flow, receiver)
        if registered(function.flow, function.function, function.context, receiver):
            callee = max(callee, Trust.OWNER)
        for (after, cell), write in effects.late_writes.items():
            if after != site or cell in effects.settled[site]:
                continue
            read = next((place for known, place in read_before.items() if overlap(known, cell)), None)
            if read is not None and not function.always_before(write, site):
                yield OpenCall(function, site, callee, cell, read, write)


def overlap(one: Cell, other: Cell) -> bool:
    """Whether one cell is the other or a part of it: `users` and `users.debt`."""
    return one[: len(other)] == other or other[: len(one)] == one


def can_come_back(call: op.ExternalCall) -> bool:
    """Whether the callee has the gas and the right to call back with effect."""
    if call.kind in ("send", "transfer", "library", "staticcall") or call.is_static:
        return False
    if isinstance(call.receiver, Constant):  # a precompile or a hard-coded contract
        return False
    gas = call.gas
    return not (isinstance(gas, Constant) and gas.number is not None and gas.number <= STIPEND)


def cell_name(cell: Cell) -> str:
    """`users.debt` for the field of whatever key."""
    return ".".join(str(getattr(part, "name", part)) for part in cell)
