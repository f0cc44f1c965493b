"""Groups of files: connected by imports either way, and apart from all others."""

from hypothesis import given
from hypothesis import strategies as st

from assay.core.fact import Material
from assay.solidity.gather import gather_code
from assay.solidity.reading import Limits
from assay.solidity.syntax.trees import SyntaxTrees
from assay.sources.files.locate import Located
from assay.sources.files.memory import MemoryTree
from assay.sources.files.scope import Scope
from assay.testing.children import InProcess

NAMES = "ABCDEF"


def material(imports: dict[str, list[str]], more: str = "") -> Material:
    files = {
        f"{name}.sol": ("".join(f'import "./{t}.sol"; ' for t in to) + f"contract {name} {{}} {more}").encode()
        for name, to in imports.items()
    }
    return gather_code(Located(MemoryTree(files), (".",), ""), Scope(), Limits(), InProcess())


def groups(made: Material) -> set[frozenset[str]]:
    return {frozenset(path[0] for path in division.seeds[SyntaxTrees].files) for division in made.divisions}


def test_imports_connect_whichever_way_they_go() -> None:
    made = material({"A": ["B"], "B": [], "C": ["B"], "D": ["E"], "E": ["D"], "F": ["X"]})
    assert groups(made) == {frozenset("ABC"), frozenset("DE"), frozenset("F")}


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3), min_size=1))
def test_every_unit_and_file_is_in_one_group_and_no_import_leaves_it(imports: dict[str, list[str]]) -> None:
    made = material(imports)
    assert sorted(name for division in made.divisions for name in division.units) == sorted(u.name for u in made.units)
    found = groups(made)
    assert sorted(name for group in found for name in group) == sorted(imports)
    for name, targets in imports.items():
        (group,) = (group for group in found if name in group)
        assert {target for target in targets if target in imports} <= group


def test_a_key_changes_with_any_file_of_the_group_and_with_no_other() -> None:
    imports: dict[str, list[str]] = {"A": ["B"], "B": [], "C": []}
    before = material(imports)
    after = material({**imports, "C": ["B"]})
    assert len({division.key for division in before.divisions}) == len(before.divisions) == 2
    assert {d.key for d in before.divisions} & {d.key for d in after.divisions} == set()
    apart = material({"A": ["B"], "B": [], "D": []})
    assert {d.key for d in before.divisions} & {d.key for d in apart.divisions} == {before.divisions[0].key}


def test_a_file_that_could_not_be_parsed_is_a_group_of_its_own() -> None:
    files = {"A.sol": b'import "./B.sol"; contract A {}', "B.sol": b"a\0b"}
    made = gather_code(Located(MemoryTree(files), (".",), ""), Scope(), Limits(), InProcess())
    assert [division.units for division in made.divisions] == [("A.sol", "A.sol:A"), ("B.sol",)]
