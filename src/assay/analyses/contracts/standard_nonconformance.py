"""Non-conformance: a token or callback that means a standard and does not keep to its interface."""

from collections.abc import Iterator

from assay.core.evidence import SourceSpan
from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Contracts
from assay.solidity.model.declarations import Contract, Function
from assay.solidity.standards import exposed, meant

RULE = Rule(
    id=RuleId("contracts.standard-nonconformance"),
    title="The interface differs from the standard it means",
    kinds=(SubjectKind.CODE,),
    per=PartKind.CONTRACT,
    area=Area.ECOSYSTEM,
    severities=(Severity.LOW,),
    tags=("owasp:SC03:2025", "cwe:573"),
    meaning=(
        "The contract has nearly all functions of a standard, and one of them returns something else or is missing. "
        "Others that were compiled against the standard read a result that is not there and revert, or take a failed "
        "transfer for a good one.\n\nNot flagged: contracts with a few names in common with a standard, and those "
        "whose bases were not all read."
    ),
    remedy="Give the function the signature and the result that the standard demands.",
    references=("https://eips.ethereum.org/EIPS/eip-20", "https://eips.ethereum.org/EIPS/eip-721"),
    flagged=("standard_nonconformance_no_bool.sol", "standard_nonconformance_no_bool_old.sol"),
    clean=("standard_nonconformance_clean_token.sol", "standard_nonconformance_clean_points.sol"),
)


@answers(RULE)
def standard_nonconformance(contracts: Contracts) -> Iterator[Outcome]:
    """One finding for each contract, about the first function that differs."""
    for contract in contracts:
        if not contract.deployable:
            continue
        interface = exposed(contract)
        for standard in meant(interface):
            if contract.incomplete:
                missing = ", ".join(contract.incomplete)
                yield RULE.unknown(contract.part, because=f"{missing} was not read and may declare the rest")
                break
            wrong = [(s, r) for s, r in standard.functions if interface.get(s, r) != r]
            gone = [s for s, _ in standard.functions if s not in interface]
            if wrong or gone:
                signature, returns = wrong[0] if wrong else (gone[0], "")
                function = _declared(contract, signature)
                says = f"returns ({interface[signature]}), not ({returns})" if wrong else "is missing"
                yield RULE.found(
                    contract.part,
                    f"{contract.name} looks like {standard.name}, but {signature} {says}",
                    at=contract.file.span(contract.node) if function is None else _head(function),
                    confidence=Confidence.HIGH if wrong else Confidence.MEDIUM,
                )
                break


def _declared(contract: Contract, signature: str) -> Function | None:
    name = signature.partition("(")[0]
    return next((f for f in contract.members.get(name, ()) if f.is_entry), None)


def _head(function: Function) -> SourceSpan:
    return function.file.stretch(function.node.start, function.node.head_end)
