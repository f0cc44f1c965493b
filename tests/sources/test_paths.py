"""Paths never leave the root, whatever is written."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.sources.files.paths import below, folder_of, join, normalise

SEGMENTS = st.sampled_from(["", ".", "..", "a", "b.sol", "...", "a b", "é", "%2e%2e"])
PATHS = st.lists(SEGMENTS, max_size=8).map("/".join)


@given(st.one_of(PATHS, st.text()))
def test_a_normalised_path_never_leaves_the_root(path: str) -> None:
    normal = normalise(path)
    if normal is not None:
        assert not normal.startswith("/")
        assert normal == "." or not {"", ".", ".."} & set(normal.split("/"))
        assert normalise(normal) == normal


@given(PATHS)
def test_normalising_agrees_with_the_standard_library(path: str) -> None:
    # Python's normpath keeps leading `..`, which here means that the path leads out somewhere on its way
    depth, lowest = 0, 0
    for segment in path.split("/"):
        depth += -1 if segment == ".." else segment not in {"", "."}
        lowest = min(lowest, depth)
    expected = None if path.startswith("/") or lowest < 0 else posixpath.normpath(path)
    assert normalise(path) == expected


@given(PATHS, PATHS)
def test_what_is_joined_to_a_folder_is_normalised(folder: str, path: str) -> None:
    if not path.startswith("/"):
        assert join(folder, path) == normalise(folder + "/" + path)


@pytest.mark.parametrize(
    ("path", "folder", "seen"),
    [
        ("a/b.sol", ".", "a/b.sol"),
        ("a/b.sol", "a", "b.sol"),
        ("a/b.sol", "a/b.sol", ""),
        ("ab/c.sol", "a", None),
        (".", ".", ""),
        ("a", "a/b", None),
    ],
)
def test_a_path_as_seen_from_a_folder(path: str, folder: str, seen: str | None) -> None:
    assert below(path, folder) == seen


def test_the_folder_of_a_path() -> None:
    assert (folder_of("a/b/c.sol"), folder_of("c.sol")) == ("a/b", ".")
