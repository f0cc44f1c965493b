"""Rules are found in the packages of registered domains; a plug-in that is broken is named."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assay.core.domain import Domain
from assay.core.errors import AssayError, BadInput
from assay.core.rule import ANSWERED_BY
from assay.core.subject import SubjectKind
from assay.engine import rules
from assay.engine.rules import choose, examples_dir, rules_of
from assay.testing.toy import finds

RULE = """\
from assay.core.rule import answers
from assay.testing.toy import Here, toy_rule

RULE = toy_rule("{id}")

@answers(RULE)
def answer(here: Here):
    return ()
"""


def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, **modules: str) -> Domain:
    folder = tmp_path / name
    (folder / "deeper").mkdir(parents=True)
    (folder / "__init__.py").write_text(
        "from assay.core.domain import Domain\nfrom assay.core.subject import SubjectKind\n"
        f'DOMAIN = Domain(name="{name}", kinds=(SubjectKind.CODE,), package="{name}", gatherer="{name}.none:gather")\n',
        encoding="utf-8",
    )
    (folder / "deeper/__init__.py").touch()
    for module, text in modules.items():
        (folder / f"{module.replace('__', '/', 1)}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(rules, "ANSWERED_BY", before := dict(ANSWERED_BY))
    monkeypatch.setattr(sys.modules["assay.core.rule"], "ANSWERED_BY", before)
    return Domain(name=name, kinds=(SubjectKind.CODE,), package=name, gatherer=f"{name}.none:gather")


def test_every_module_of_a_domain_is_asked_for_its_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    domain = package(
        tmp_path,
        monkeypatch,
        "plug_many",
        z=RULE.format(id="plug.a"),
        a=RULE.format(id="plug.z"),
        deeper__b=RULE.format(id="plug.b"),
    )
    found = rules_of(domain)
    assert [(bound.rule.id, bound.module) for bound in found] == [
        ("plug.a", "plug_many.z"),
        ("plug.b", "plug_many.deeper.b"),
        ("plug.z", "plug_many.a"),
    ]
    assert examples_dir(found[1]) == tmp_path / "plug_many/deeper/examples"


def test_modules_that_start_with_an_underscore_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    domain = package(tmp_path, monkeypatch, "plug_private", _helper="raise SystemError")
    assert rules_of(domain) == ()


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("def broken(:", "SyntaxError: "),
        (RULE.format(id="plug.one") + RULE.format(id="plug.one").replace("def answer", "def other"), "TypeError: two "),
    ],
)
def test_a_module_that_cannot_be_imported_is_named(
    text: str, because: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    name = f"plug_broken_{abs(hash(request.node.name))}"
    domain = package(tmp_path, monkeypatch, name, bad=text)
    with pytest.raises(AssayError, match=f"^rules in {name}.bad can't be loaded: {because}"):
        rules_of(domain)


@pytest.mark.parametrize(
    ("value", "because"),
    [
        ("no_such_module:DOMAIN", r"^plug-in other \(no_such_module:DOMAIN\) can't be loaded: ModuleNotFoundError"),
        (
            "assay.core.errors:AssayError",
            r"^plug-in other: assay.core.errors:AssayError is no assay.core.domain.Domain",
        ),
    ],
)
def test_a_domain_that_cannot_be_loaded_is_named(value: str, because: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "entry_points", lambda group: [SimpleNamespace(name="other", value=value)])
    monkeypatch.setattr(rules, "BUILT_IN", {})
    rules.domains.cache_clear()
    try:
        with pytest.raises(AssayError, match=because):
            rules.domains()
    finally:
        rules.domains.cache_clear()


def test_our_domain_is_there_even_when_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "entry_points", lambda group: [])
    rules.domains.cache_clear()
    try:
        assert [domain.name for domain in rules.domains()] == ["chains", "contracts"]
    finally:
        rules.domains.cache_clear()


def test_rules_are_chosen_by_id_and_a_mistyped_one_is_answered_with_the_nearest() -> None:
    all_rules = (finds("toy.reentrancy", "x"), finds("toy.timestamp", "x"))
    assert choose(("toy.timestamp", "toy.reentrancy", "toy.timestamp"), all_rules) == all_rules
    with pytest.raises(BadInput, match=r"^unknown rule 'toy.rentrancy' \(did you mean toy.reentrancy\?\)$"):
        choose(("toy.rentrancy",), all_rules)
    with pytest.raises(BadInput, match=r"^unknown rule 'zzz' \(`assay rules` lists them\)$"):
        choose(("zzz",), all_rules)


def test_the_domain_that_all_ids_share_makes_no_two_of_them_alike() -> None:
    known = ("contracts.front-running", "contracts.reentrancy", "contracts.return-bomb")
    said = "unknown rule {!r} (did you mean contracts.reentrancy?)"
    for wrong in ("contracts.reentrncy", "reentrancy", "contract.reentrancy"):
        assert rules.unknown_rule(wrong, known) == said.format(wrong)


def test_a_rule_is_explained_by_its_name_alone_too() -> None:
    assert rules.rule("tx-origin") == rules.rule("contracts.tx-origin")
