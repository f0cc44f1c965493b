"""What is reported: source, not tests, mocks, scripts and dependencies, unless they are what was named."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.sources.files.globs import matches, may_match_below
from assay.sources.files.scope import Scope

SOURCE = ["src/A.sol", "contracts/token/B.sol", "C.sol", "src/latest/D.sol", "src/Tester.sol", "src/library/E.sol"]
ASIDE = [
    "test/A.sol",
    "contracts/Mocks/A.sol",
    "script/Deploy.sol",
    "lib/forge-std/src/Test.sol",
    "a/node_modules/b/C.sol",
    ".deps/npm/A.sol",
    "out/A.sol",
    "src/A.t.sol",
    "src/A.s.sol",
    "src/TokenMock.sol",
    "src/MockToken.sol",
    "src/VaultHarness.sol",
]


@pytest.mark.parametrize("path", SOURCE)
def test_source_is_reported(path: str) -> None:
    assert Scope().reports(path, (".",))


@pytest.mark.parametrize("path", ASIDE)
def test_tests_mocks_scripts_and_dependencies_are_set_aside(path: str) -> None:
    assert not Scope().reports(path, (".",))


@pytest.mark.parametrize("path", ASIDE)
def test_what_is_named_itself_is_reported(path: str) -> None:
    assert Scope(exclude=("**",)).reports(path, ("src/X.sol", path))


def test_a_named_folder_is_judged_from_inside() -> None:
    scope = Scope()
    assert scope.reports("test/deep/A.sol", ("test",))
    assert not scope.reports("test/mocks/A.sol", ("test",))
    assert not scope.reports("src/A.sol", ("test",))


def test_globs_add_and_remove() -> None:
    scope = Scope(include=("test/invariants/**", "**/KeepMock.sol"), exclude=("src/legacy/", "**/Old*.sol"))
    reported = ["test/invariants/x/A.sol", "test/KeepMock.sol", "src/A.sol"]
    left_out = ["test/A.sol", "src/legacy/x/B.sol", "src/OldToken.sol", "test/invariants/OldA.sol"]
    assert [p for p in [*reported, *left_out] if scope.reports(p, (".",))] == reported


def test_folders_that_hold_nothing_reported_are_not_entered() -> None:
    assert not Scope().enters("node_modules", ".")
    assert not Scope().enters("a/test", ".")
    assert Scope().enters("test/unit", "test")
    assert Scope(include=("test/invariants/**",)).enters("test", ".")
    assert not Scope(include=("test/invariants/**",)).enters("test/unit", ".")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("src/*.sol", "src/A.sol", True),
        ("src/*.sol", "src/x/A.sol", False),
        ("src/**", "src/x/A.sol", True),
        ("src/**/A.sol", "src/A.sol", True),
        ("**/A.sol", "A.sol", True),
        ("**", "a/b", True),
        ("./src/", "src/a/b", True),
        ("src", "src/A.sol", False),
        ("SRC/*.sol", "src/A.sol", False),
        ("src/[AB].sol", "src/B.sol", True),
    ],
)
def test_globs(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) == expected


@given(
    st.lists(st.sampled_from(["**", "*", "a", "b", "a*"]), min_size=1, max_size=5),
    st.lists(st.sampled_from("ab"), min_size=2, max_size=5),
)
def test_a_folder_is_entered_when_something_in_it_matches(pattern: list[str], path: list[str]) -> None:
    glob = "/".join(pattern)
    if matches(glob, "/".join(path)):
        assert all(may_match_below(glob, "/".join(path[:depth])) for depth in range(1, len(path)))


def test_a_hostile_glob_takes_no_time() -> None:
    started = time.process_time()
    assert not matches("/".join(["**", "a"] * 200) + "/b", "/".join(["a"] * 500))
    assert not matches("*a" * 50 + "b", "a" * 200)
    assert time.process_time() - started < 2
