"""Fingerprints survive moved lines, renamed files and reformatting, and tell findings apart."""

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from assay.core.outcome import Found
from assay.core.subject import Part
from assay.engine.fingerprints import fingerprints
from assay.testing.toy import Bodies, toy_material, toy_rule, toy_span

RULE = toy_rule("toy.rule")
SOURCE = """\
contract A {
  function f { x.call{value: 1}("a b"); }
  function g { x.call{value: 1}("a b"); y = x + 1; y = x + 1; }
}
contract B {
  function f { x.call{value: 1}("a b"); }
}
"""
CALL = re.compile(r"\bx\b[^;]*?\)|\by\b[^;]*?1")


def named(files: Mapping[str, str]) -> dict[tuple[str, int], str]:
    """Fingerprint by function (without its file) and the finding's number in it."""
    material = toy_material(files)
    places: list[tuple[str, int]] = []
    found: list[Found] = []
    for part, body in material.seeds[Bodies].span.items():
        text = files[body.path]
        start, end = (len(text.encode()[:offset].decode()) for offset in (body.start, body.end))
        for number, match in enumerate(CALL.finditer(text, start, end)):
            places.append((part.rpartition(":")[2], number))
            found.append(RULE.found(part, "bad", at=toy_span(body.path, text, match.start(), match.end())))
    texts = {path: text.encode() for path, text in files.items()}
    kinds = {part.id: part.kind for part in material.parts}
    return dict(zip(places, fingerprints(found, texts, kinds), strict=True))


BEFORE = named({"src/a.sol": SOURCE})


def test_every_finding_has_a_name_of_its_own() -> None:
    assert len(BEFORE) == 5
    assert len(set(BEFORE.values())) == 5
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in BEFORE.values())


def test_a_renamed_file_changes_no_name() -> None:
    assert named({"contracts/other/b.sol": SOURCE}) == BEFORE


BLANKS = st.sampled_from(["", " ", "\t", "\n    ", "\r\n  ", " /* no */ ", "/**/", " // no\n    "])
LINES = st.lists(st.sampled_from(["\n", "// note\n", "/* two\nlines */\n", "pragma solidity ^0.8.0;\n"])).map("".join)


@given(st.data())
def test_moved_lines_and_other_formatting_change_no_name(data: st.DataObject) -> None:
    # Between signs, where no white space is needed: the toy's own first words and the string stay as they are.
    text = re.sub(r"(?<=[.{:(+=;]) ?(?=[\w\"+}])(?!function| *\n)", lambda _: data.draw(BLANKS), SOURCE)
    assert named({"src/a.sol": data.draw(LINES) + text + data.draw(LINES)}) == BEFORE


def test_other_code_changes_the_name() -> None:
    after = named({"src/a.sol": SOURCE.replace("value: 1", "value: 2", 1)})
    assert {place for place in BEFORE if after[place] != BEFORE[place]} == {("A.f()", 0)}


def test_what_is_inside_a_string_is_code() -> None:
    after = named({"src/a.sol": SOURCE.replace('"a b"', '"ab"')})
    assert {place for place in BEFORE if after[place] != BEFORE[place]} == {("A.f()", 0), ("A.g()", 0), ("B.f()", 0)}


def test_a_place_without_its_text_is_told_by_its_digest() -> None:
    body = toy_material({"a.sol": SOURCE}).seeds[Bodies]
    part, span = next(iter(body.span.items()))
    found = RULE.found(part, "bad", at=span)
    assert fingerprints([found], {}, {}) == fingerprints([found], {}, {})
    assert fingerprints([found], {}, {}) != fingerprints([found], {"a.sol": SOURCE.encode()}, {})


@given(st.permutations(range(5)))
def test_the_order_of_findings_does_not_matter(order: list[int]) -> None:
    body = toy_material({"a.sol": SOURCE}).seeds[Bodies]
    part = next(iter(body.span))
    found = [RULE.found(part, "bad", at=toy_span("a.sol", "x\n" * 5, 2 * n, 2 * n + 1)) for n in range(5)]
    texts = {"a.sol": b"x\n" * 5}
    straight = fingerprints(found, texts, {})
    assert len(set(straight)) == 5
    assert fingerprints([found[n] for n in order], texts, {}) == tuple(straight[n] for n in order)


def test_the_kind_of_a_part_tells_a_path_from_a_name() -> None:
    part = Part(id=toy_material({"c:d.sol": ""}).parts[0].id, kind=toy_material({"c:d.sol": ""}).parts[0].kind)
    found = RULE.found(part.id, "bad", at=toy_span("c:d.sol", "x", 0, 1))
    other = RULE.found(toy_material({"e.sol": ""}).parts[0].id, "bad", at=toy_span("e.sol", "x", 0, 1))
    (one,) = fingerprints([found], {"c:d.sol": b"x"}, {part.id: part.kind})
    (two,) = fingerprints([other], {"e.sol": b"x"}, {other.part: part.kind})
    assert one == two
