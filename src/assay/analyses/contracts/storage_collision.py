"""Storage collision: a proxy keeps variables of its own in the slots where its implementation keeps others."""

from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts, FunctionView
from assay.solidity.flow.effects import Site
from assay.solidity.ir import operations as op
from assay.solidity.layout import Placed, layout
from assay.solidity.model.declarations import Contract
from assay.solidity.model.project import Project

RULE = Rule(
    id=RuleId("contracts.storage-collision"),
    title="A proxy's own variables lie where its implementation's do",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.DESIGN,
    severities=(Severity.MEDIUM,),
    tags=("owasp:SC03:2025", "cwe:843"),
    meaning=(
        "Code that runs by delegatecall reads and writes the proxy's storage by its own layout. A variable that the "
        "proxy declares takes slot 0, and so does the implementation's first one: writing one of them overwrites the "
        "other, the implementation's address among them.\n\n"
        "Not flagged: proxies that keep their variables in slots made by hashing (ERC-1967, ERC-7201), in constants "
        "or immutables, and implementations that declare the proxy's variables first, in the same order."
    ),
    remedy="Keep the proxy's variables in ERC-1967 slots, or let both inherit one storage contract.",
    references=(
        "https://eips.ethereum.org/EIPS/eip-1967",
        "https://docs.openzeppelin.com/upgrades-plugins/proxies#unstructured-storage-proxies",
    ),
    flagged=("storage_collision_sequential_proxy.sol", "storage_collision_owner_and_target_old.sol"),
    clean=("storage_collision_clean_erc1967.sol", "storage_collision_clean_shared_storage.sol"),
)


@answers(RULE)
def storage_collision(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for the first variable that a proxy shares with whatever runs in it."""
    for contract in contracts:
        forward = _forwarded(contracts, contract) if contract.deployable else None
        if forward is None:
            continue
        view, site = forward
        placed = layout(contract)
        if placed is None:
            yield RULE.unknown(contract.part, because="the layout is not known: a base or a type of it was not read")
        elif placed and not _mirrored(contracts.flow.project, contract, placed):
            first = placed[0]
            yield RULE.found(
                contract.part,
                f"{first.variable.name} takes slot {first.slot} of the proxy, as the implementation's own variables do",
                at=first.variable.file.span(first.variable.node),
                confidence=Confidence.MEDIUM,
                path=view.steps(site, "the implementation's code runs on this storage"),
            )


def _forwarded(contracts: Contracts, contract: Contract) -> tuple[FunctionView, Site] | None:
    """The delegatecall in a fallback that hands every call on."""
    for view in contracts.functions(contract):
        if view.function.kind not in ("fallback", "receive"):
            continue
        for site in view.effects.calls:
            if isinstance(site.operation, op.ExternalCall) and site.operation.kind in ("delegatecall", "callcode"):
                return view, site
    return None


def _mirrored(project: Project, proxy: Contract, placed: tuple[Placed, ...]) -> bool:
    """Whether a contract that could be the implementation declares the same variables first."""
    wanted = [(p.variable.name, str(p.variable.type), p.slot, p.offset) for p in placed]
    for other in project.contracts:
        if other is proxy or not other.deployable or len(other.variables) < len(wanted):
            continue
        theirs = layout(other)
        if (
            theirs is not None
            and [(p.variable.name, str(p.variable.type), p.slot, p.offset) for p in theirs[: len(wanted)]] == wanted
        ):
            return True
    return False
