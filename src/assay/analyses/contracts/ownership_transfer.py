"""Ownership transfer: the office is handed over in one step to whatever address is passed, nobody's included."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import named
from assay.solidity.flow.effects import Cell, Site, cell_of
from assay.solidity.flow.origins import Origins
from assay.solidity.flow.requirements import Requirement
from assay.solidity.ir import operations as op
from assay.solidity.model import types as t
from assay.solidity.model.declarations import StateVariable

RULE = Rule(
    id=RuleId("contracts.ownership-transfer"),
    title="An office can be handed to nobody",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.OPERATIONS,
    severities=(Severity.LOW,),
    tags=("owasp:SC01:2025", "owasp:SC04:2025", "cwe:20", "dasp:access_control"),
    meaning=(
        "The holder of an office names the next one, who holds it at once. The address is not looked at: the zero "
        "address, left out by a form or a script, ends the office for ever, and with it all that only its holder can "
        "do.\n\n"
        "Not flagged: a check of the new address, of whatever kind, and handovers in two steps, where the new holder "
        "has to accept."
    ),
    remedy="Let the new holder accept in a call of his own, or at least refuse the zero address.",
    references=("https://docs.openzeppelin.com/contracts/5.x/api/access#Ownable2Step",),
    flagged=("ownership_transfer_old.sol", "ownership_transfer_unchecked.sol"),
    clean=("ownership_transfer_clean_two_steps.sol", "ownership_transfer_clean_zero_refused.sol"),
)


@answers(RULE)
def ownership_transfer(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function by which a holder replaces himself by any address."""
    for function in functions:
        if not function.is_write_entry:
            continue
        for site in function.sites(op.Store):
            given = _next_holder(function, site)
            cell = _own_office(function, site) if given is not None else None
            if given is None or cell is None or _is_looked_at(function, site, given):
                continue
            yield _found(function, site, cell, given)
            break


def _next_holder(function: FunctionView, site: Site) -> Origins | None:
    """What is passed, when it is stored as it is."""
    store = site.operation
    if not isinstance(store, op.Store) or store.operator != "=" or function.entry_keys(site):
        return None
    value = function.of_site(site, store.value)
    return value if len(value) == 1 and all(o.kind == "parameter" for o in value) else None


def _own_office(function: FunctionView, site: Site) -> Cell | None:
    """The cell written, when it is the one that says who may write it."""
    cell = cell_of(site.operation.place) if isinstance(site.operation, op.Store) else None
    who = function.who_at(site)
    if cell is None or not isinstance(cell[0], StateVariable) or not t.is_address(cell[0].type):
        return None
    if not who or any(p.kind != "owner" or cell not in p.cells for p in who):
        return None
    return cell


def _is_looked_at(function: FunctionView, site: Site, given: Origins) -> bool:
    return any(_about(r, given) for r in (*function.requirements(site), *function.requirements_after(site)))


def _about(required: Requirement, given: Origins) -> bool:
    return bool(required.reader.of(required.branch.condition) & given) or any(
        not i.keys().isdisjoint(given) for i in required.ingredients
    )


def _found(function: FunctionView, site: Site, cell: Cell, given: Origins) -> Found:
    name = next((getattr(o.what, "name", "") for o in given), "")
    return RULE.found(
        function.part,
        f"{named(cell)} hands over to {name} at once and unseen: the zero address would end the office for ever",
        at=function.entered(function.first(site)),
        confidence=Confidence.HIGH,
        exposure=Exposure.PRIVILEGED,
        path=function.steps(site, f"{name} is {named(cell)} from here on"),
    )
