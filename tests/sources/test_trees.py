"""The same acceptance tests for the tree on disk and its twin in memory."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from assay.core.errors import BadInput
from assay.core.fact import Fact, Standing
from assay.sources.files.folder import FolderTree
from assay.sources.files.memory import MemoryTree
from assay.sources.files.tree import Reason, SourceTree, SourceUnreadable

Plant = Callable[[Mapping[str, bytes]], SourceTree]
LIMIT = 64


@pytest.fixture(params=["folder", "memory"])
def plant(request: pytest.FixtureRequest, tmp_path: Path) -> Plant:
    """Makes a tree of the given files; 64 bytes a file."""

    def on_disk(files: Mapping[str, bytes]) -> SourceTree:
        for path, data in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return FolderTree(tmp_path, limit=LIMIT)

    def in_memory(files: Mapping[str, bytes]) -> SourceTree:
        return MemoryTree(files, limit=LIMIT)

    return on_disk if request.param == "folder" else in_memory


def refusal(tree: SourceTree, path: str) -> Reason:
    with pytest.raises(SourceUnreadable) as refused:
        tree.read(path)
    return refused.value.reason


def test_a_file_is_read_whole_under_any_spelling_of_its_path(plant: Plant) -> None:
    tree = plant({"src/A.sol": b"\xff contract A {}"})
    assert [tree.read(p) for p in ("src/A.sol", "./src//A.sol", "src/x/../A.sol")] == [b"\xff contract A {}"] * 3
    assert tree.exists("src/../src/A.sol")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gone.sol", Reason.VANISHED),
        ("A.sol/B.sol", Reason.VANISHED),
        ("src", Reason.NOT_A_FILE),
        (".", Reason.NOT_A_FILE),
        ("../A.sol", Reason.LEAVES_ROOT),
        ("src/../../A.sol", Reason.LEAVES_ROOT),
        ("/etc/passwd", Reason.LEAVES_ROOT),
        ("A\0.sol", Reason.LEAVES_ROOT),
        ("\udc80.sol", Reason.LEAVES_ROOT),
        ("x" * 5000, Reason.LEAVES_ROOT),
        ("big.sol", Reason.TOO_LARGE),
        ("binary.sol", Reason.BINARY),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(plant: Plant, path: str, reason: Reason) -> None:
    tree = plant({"A.sol": b"", "src/B.sol": b"", "big.sol": b"x" * (LIMIT + 1), "binary.sol": b"a\0b"})
    assert refusal(tree, path) == reason


def test_a_file_as_large_as_the_limit_is_read(plant: Plant) -> None:
    assert plant({"A.sol": b"x" * LIMIT}).read("A.sol") == b"x" * LIMIT


def test_folders_and_missing_files_do_not_exist(plant: Plant) -> None:
    tree = plant({"src/A.sol": b""})
    assert [tree.exists(p) for p in ("src", ".", "B.sol", "../A.sol", "a\0", "x" * 5000)] == [False] * 6


def test_folders_are_named_in_order(plant: Plant) -> None:
    tree = plant({"lib/b/x.sol": b"", "lib/a/src/y.sol": b"", "lib/z.sol": b""})
    assert (tree.folders("lib"), tree.folders("."), tree.folders("gone"), tree.folders("../..")) == (
        ("a", "b"),
        ("lib",),
        (),
        (),
    )


def test_solidity_files_are_listed_in_the_order_of_their_paths(plant: Plant) -> None:
    names = ["a/x.sol", "a.sol", "a-b/y.sol", "Z.sol", "a/b/c.sol", "a/readme.md", "ab.sol"]
    tree = plant(dict.fromkeys(names, b""))
    expected = tuple(sorted(name for name in names if name.endswith(".sol")))
    assert tree.solidity_files(".").files == expected
    assert tree.solidity_files("a").files == ("a/b/c.sol", "a/x.sol")
    assert tree.solidity_files("a/x.sol").files == ("a/x.sol",)
    assert tree.solidity_files("gone").files == ()


@pytest.mark.parametrize("count", range(7))
def test_a_full_listing_says_so_and_keeps_the_first_files(plant: Plant, count: int) -> None:
    names = sorted(["a/x.sol", "a.sol", "a-b/y.sol", "Z.sol", "a/b/c.sol", "ab.sol"])
    listing = plant(dict.fromkeys(names, b"")).solidity_files(".", at_most=count)
    assert listing.files == tuple(names[:count])
    assert [gap.because for gap in listing.gaps] == (
        [f"it holds more than {count} Solidity files; those after the first are left out"] if count < 6 else []
    )


def test_folders_that_are_not_entered_are_not_listed(plant: Plant) -> None:
    tree = plant({"src/A.sol": b"", "node_modules/m/B.sol": b"", "src/node_modules/C.sol": b""})
    asked: list[str] = []

    def enter(folder: str) -> bool:
        asked.append(folder)
        return not folder.endswith("node_modules")

    assert tree.solidity_files(".", enter=enter).files == ("src/A.sol",)
    assert "node_modules/m" not in asked


def test_a_tree_in_memory_can_be_made_from_the_facts_of_a_report() -> None:
    facts = [
        Fact(kind="source", key="A.sol", origin="file", standing=Standing.OBSERVED, digest="", text="contract A {}"),
        Fact(
            kind="source",
            key="b/B.sol",
            origin="file",
            standing=Standing.OBSERVED,
            digest="",
            text="/w==",
            encoding="base64",
        ),
        Fact(kind="config", key="remappings.txt", origin="file", standing=Standing.OBSERVED, digest="", text="a=b"),
        Fact(kind="source", key="C.sol", origin="file", standing=Standing.OBSERVED, digest="", text=None),
    ]
    tree = MemoryTree.of_facts(facts)
    assert [tree.read(p) for p in ("A.sol", "b/B.sol", "remappings.txt")] == [b"contract A {}", b"\xff", b"a=b"]
    assert not tree.exists("C.sol")


@pytest.mark.parametrize("text", ["/w=", "é", "!!!!"])
def test_facts_that_no_tree_can_have_given_are_bad_input(text: str) -> None:
    fact = Fact(
        kind="source", key="A.sol", origin="", standing=Standing.OBSERVED, digest="", text=text, encoding="base64"
    )
    with pytest.raises(BadInput, match=r"A\.sol: its kept text is not base64"):
        MemoryTree.of_facts([fact])
    with pytest.raises(SourceUnreadable):
        MemoryTree.of_facts([msgspec.structs.replace(fact, key="../A.sol", encoding="utf-8")])


# ── what only a disk can do ─────────────────────────────────────────────────────────────────────────────────


def test_links_are_followed_inside_the_root_and_refused_outside(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "secret.sol").write_bytes(b"secret")
    (root / "A.sol").write_bytes(b"a")
    (root / "inside.sol").symlink_to("A.sol")
    (root / "leak.sol").symlink_to(outside / "secret.sol")
    (root / "folder").symlink_to(outside)
    tree = FolderTree(root)
    assert tree.read("inside.sol") == b"a"
    assert [refusal(tree, p) for p in ("leak.sol", "folder/secret.sol")] == [Reason.LEAVES_ROOT] * 2
    assert [tree.exists(p) for p in ("inside.sol", "leak.sol", "folder/secret.sol")] == [True, False, False]
    assert tree.folders("folder") == ()
    assert tree.solidity_files(".").files == ("A.sol", "inside.sol", "leak.sol")


def test_a_root_beside_one_with_a_longer_name_is_not_inside_it(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root-other").mkdir()
    (tmp_path / "root-other" / "B.sol").write_bytes(b"b")
    (tmp_path / "root" / "B.sol").symlink_to(tmp_path / "root-other" / "B.sol")
    assert refusal(FolderTree(tmp_path / "root"), "B.sol") == Reason.LEAVES_ROOT


def test_loops_of_links_end(tmp_path: Path) -> None:
    (tmp_path / "a.sol").symlink_to("b.sol")
    (tmp_path / "b.sol").symlink_to("a.sol")
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "folder").mkdir()
    tree = FolderTree(tmp_path)
    assert refusal(tree, "a.sol") == Reason.LOOP
    assert not tree.exists("a.sol")
    assert tree.solidity_files(".").files == ("a.sol", "b.sol")
    assert tree.folders(".") == ("folder", "self")


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sol")
    tree = FolderTree(tmp_path)
    assert refusal(tree, "pipe.sol") == Reason.NOT_A_FILE
    assert not tree.exists("pipe.sol")


def test_a_device_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zero.sol").symlink_to("/dev/zero")
    assert refusal(FolderTree(tmp_path), "zero.sol") == Reason.LEAVES_ROOT
    assert refusal(FolderTree(Path("/dev")), "zero") == Reason.NOT_A_FILE


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold for root")
def test_missing_permissions_are_named(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_bytes(b"")
    (tmp_path / "A.sol").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    tree = FolderTree(tmp_path)
    assert refusal(tree, "A.sol") == Reason.PERMISSION
    assert [(gap.what, gap.because) for gap in tree.solidity_files(".").gaps] == [("closed", "permission denied")]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "x"), Reason.PERMISSION),
        (FileNotFoundError(2, "x"), Reason.VANISHED),
        (OSError(5, "x"), Reason.BROKEN),
    ],
)
def test_an_error_while_reading_becomes_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: Reason
) -> None:
    (tmp_path / "A.sol").write_bytes(b"")

    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fail)
    assert refusal(FolderTree(tmp_path), "A.sol") == reason


def test_a_name_that_is_not_utf8_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_bytes(b"")
    with open(os.fsencode(tmp_path) + b"/\xff.sol", "wb"):
        pass
    listing = FolderTree(tmp_path).solidity_files(".")
    assert listing.files == ("A.sol",)
    assert [(gap.what, gap.because) for gap in listing.gaps] == [
        ("\\xff.sol", "its name is not valid UTF-8 or too long")
    ]


def test_folders_nested_without_end_are_a_gap(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    (deep / "A.sol").write_bytes(b"")
    listing = FolderTree(tmp_path).solidity_files(".")
    assert (listing.files, [gap.because for gap in listing.gaps]) == ((), ["more than 64 folders inside each other"])
