"""Misnamed constructor: what should run once at deployment is a public function that makes its caller the owner."""

import difflib
from collections.abc import Iterator

from assay.core.outcome import Confidence, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Functions, FunctionView
from assay.solidity.flow.authority import authorities, named, set_at_deployment
from assay.solidity.flow.effects import Site, cell_of
from assay.solidity.flow.origins import SENDER, TX_ORIGIN
from assay.solidity.ir import operations as op
from assay.solidity.model.declarations import Function

RULE = Rule(
    id=RuleId("contracts.misnamed-constructor"),
    title="A function that looks like the constructor can be called by anyone",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FUNCTION,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH,),
    tags=("owasp:SC01:2025", "swc:118", "cwe:665", "dasp:access_control"),
    meaning=(
        "Before Solidity 0.5 a constructor was the function named as its contract. After a typing error, or when the "
        "contract is renamed, it is an ordinary public function: whoever calls it becomes the owner.\n\n"
        "Not flagged: contracts that have a constructor which sets the owner, functions that check something first, "
        "and storage that nothing checks its caller against."
    ),
    remedy="Use the keyword `constructor` (0.4.22 or later).",
    references=("https://swcregistry.io/docs/SWC-118",),
    flagged=("misnamed_constructor_renamed_contract.sol", "misnamed_constructor_typo.sol"),
    clean=("misnamed_constructor_clean_by_name.sol", "misnamed_constructor_clean_similar_name.sol"),
)


@answers(RULE)
def misnamed_constructor(functions: Functions) -> Iterator[Outcome]:
    """One finding for each function that makes its caller what a constructor would."""
    for function in functions:
        site = misnamed(function)
        if site is not None and not function.graph.gaps:
            store = site.operation
            assert isinstance(store, op.Store)
            right = named(cell_of(store.place) or ())
            contract = function.contract.name if function.contract is not None else ""
            yield RULE.found(
                function.part,
                f"{function.name} is no constructor of {contract}: whoever calls it is {right} from then on",
                at=function.head(),
                confidence=Confidence.HIGH,
                path=function.steps(site, f"{right} becomes the caller"),
            )


def misnamed(function: FunctionView) -> Site | None:
    """The store by which an open function makes its caller an authority that no constructor has set."""
    declared = function.function
    if declared.kind != "function" or not function.is_write_entry or not _like_a_constructor(declared):
        return None
    known, deployed = authorities(function.flow), set_at_deployment(function.flow)
    for site in function.sites(op.Store):
        store = site.operation
        cell = cell_of(store.place) if isinstance(store, op.Store) else None
        if cell is None or cell not in known or cell in deployed or not isinstance(store, op.Store):
            continue
        origins = function.of_site(site, store.value)
        if store.place.path or not origins or not origins <= {SENDER, TX_ORIGIN}:
            continue
        if function.is_open_at(site) and not function.requirements(site):
            return site
    return None


def _like_a_constructor(function: Function) -> bool:
    """Old enough to have been one, in a contract without; later only when the name says so."""
    contract = function.contract
    if contract is None or contract.constructor is not None:
        return False
    if function.file.version < (0, 5, 0):
        return True
    ratio = difflib.SequenceMatcher(None, function.name.lower()[:100], contract.name.lower()[:100]).ratio()
    return function.name.lower() == "constructor" or ratio > 0.8
