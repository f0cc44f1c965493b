"""Finds the rules: domains by entry point, and in each domain's package the modules that declare one."""

import difflib
import importlib
import importlib.resources
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from assay.core.domain import Domain, Gather
from assay.core.errors import AssayError, BadInput
from assay.core.rule import ANSWERED_BY, Answer, Rule
from assay.core.subject import SubjectKind

GROUP = "assay.domains"
BUILT_IN = {
    "chains": "assay.analyses.chains:DOMAIN",
    "contracts": "assay.analyses.contracts:DOMAIN",
}
"""As in pyproject.toml; for a checkout on the path that was never installed."""


@dataclass(frozen=True, slots=True)
class BoundRule:
    """A rule and the function that answers it."""

    rule: Rule
    answer: Answer
    module: str
    """Dotted name of the module that declares it."""


@cache
def domains() -> tuple[Domain, ...]:
    """All that are registered, by name. Raises `AssayError` for one that can't be loaded."""
    named = {point.name: point.value for point in entry_points(group=GROUP)}
    return tuple(_domain(name, value) for name, value in sorted({**BUILT_IN, **named}.items()))


def domains_for(kind: SubjectKind) -> tuple[Domain, ...]:
    """Those that have rules for subjects of this kind."""
    return tuple(domain for domain in domains() if kind in domain.kinds)


def domain_for(kind: SubjectKind) -> Domain:
    """Whose gatherer reads subjects of this kind: our own domain, else the first plug-in."""
    fitting = sorted(domains_for(kind), key=lambda domain: (domain.name not in BUILT_IN, domain.name))
    if not fitting:
        raise BadInput(f"no domain of rules is for subjects of kind {kind}")
    return fitting[0]


def gatherer_for(kind: SubjectKind) -> Gather:
    """How subjects of this kind are read: as our own domain does it, else as the first plug-in does."""
    return domain_for(kind).gather


@cache
def load(kind: SubjectKind) -> tuple[BoundRule, ...]:
    """The rules for subjects of this kind, sorted by id. Raises `AssayError` naming a module that can't be imported."""
    return tuple(bound for domain in domains_for(kind) for bound in rules_of(domain) if kind in bound.rule.kinds)


def rules_of(domain: Domain) -> tuple[BoundRule, ...]:
    """The rules declared below the domain's package, sorted by id. Raises `AssayError` as `load` does."""
    modules = set(_import_all(domain.package))
    bound = (
        BoundRule(rule, answer, answer.__module__)
        for rule, answer in ANSWERED_BY.values()
        if answer.__module__ in modules
    )
    return tuple(sorted(bound, key=lambda each: each.rule.id))


def all_rules() -> tuple[BoundRule, ...]:
    """Every rule of every domain, sorted by id."""
    return tuple(sorted((bound for domain in domains() for bound in rules_of(domain)), key=lambda each: each.rule.id))


def rule(id: str) -> BoundRule:
    """The rule of that id, or the only one of that name in any domain. Raises `BadInput`, with the nearest ids."""
    known = all_rules()
    named = [bound.rule.id for bound in known if _name(bound.rule.id) == id]
    return choose((named[0] if len(named) == 1 else id,), known)[0]


def choose(ids: tuple[str, ...], rules: tuple[BoundRule, ...]) -> tuple[BoundRule, ...]:
    """Those of `rules` that are named, sorted by id. Raises `BadInput`, with the nearest ids, for an unknown one."""
    known: dict[str, BoundRule] = {bound.rule.id: bound for bound in rules}
    for id_ in ids:
        if id_ not in known:
            raise BadInput(unknown_rule(id_, tuple(known)))
    return tuple(known[id_] for id_ in sorted(set(ids)))


def unknown_rule(id_: str, known: tuple[str, ...]) -> str:
    """`unknown rule 'contracts.reentrance' (did you mean contracts.reentrancy?)`."""
    # Without the domain, which all ids of it share and which would make any two of them look alike.
    names: dict[str, list[str]] = {}
    for each in known:
        names.setdefault(_name(each), []).append(each)
    close = difflib.get_close_matches(_name(id_[:100]), names, n=3, cutoff=0.6)
    near = [each for name in close for each in names[name]][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "`assay rules` lists them"
    return f"unknown rule {id_[:100]!r} ({hint})"


def _name(id: str) -> str:
    return id.rpartition(".")[2]


def examples_dir(bound: BoundRule) -> Path:
    """The folder beside the rule's module that holds its flagged and clean examples."""
    package = bound.module.rpartition(".")[0]
    return Path(str(importlib.resources.files(package))) / "examples"


def _domain(name: str, value: str) -> Domain:
    module, _, attribute = value.partition(":")
    try:
        domain = getattr(importlib.import_module(module), attribute)
    except Exception as error:
        raise AssayError(f"plug-in {name} ({value}) can't be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(domain, Domain):
        raise AssayError(f"plug-in {name}: {value} is no assay.core.domain.Domain")
    return domain


def _import_all(package: str) -> Iterator[str]:
    module = _import(package)
    yield package
    for info in sorted(pkgutil.iter_modules(getattr(module, "__path__", ())), key=lambda found: found.name):
        if info.name.startswith("_"):
            continue
        name = f"{package}.{info.name}"
        if info.ispkg:
            yield from _import_all(name)
        else:
            _import(name)
            yield name


def _import(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise AssayError(f"rules in {name} can't be loaded: {type(error).__name__}: {error}") from error
