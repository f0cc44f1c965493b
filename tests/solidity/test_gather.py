"""From named paths to material: facts, parts, units, gaps, measures and trees."""

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from assay.core.canonical import canonical, digest_of
from assay.core.children import Ended
from assay.core.domain import Sought
from assay.core.errors import BadInput
from assay.core.fact import Gap, Material, Unit
from assay.core.subject import PartId, PartKind
from assay.solidity.gather import gather, gather_again, gather_code
from assay.solidity.reading import Limits
from assay.solidity.syntax.trees import SyntaxTrees
from assay.sources.files.folder import FolderTree
from assay.sources.files.locate import Located
from assay.sources.files.memory import MemoryTree
from assay.sources.files.scope import Scope
from assay.testing.children import InProcess

T = TypeVar("T")
R = TypeVar("R")

VAULT = """\
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Ownable} from "./Ownable.sol";
import "@oz/IERC20.sol";
import "./Gone.sol";

/* a
   comment */
contract Vault is Ownable {
    IERC20 token; // held
    constructor(IERC20 t) { token = t; }
    receive() external payable {}
    fallback(bytes calldata) external returns (bytes memory) { return ""; }
    modifier once() { _; }
    function pay(address payable to, uint[2][] memory xs) external {}
    function pay(mapping(uint => Vault) storage m) internal {}
    function later(uint x) external virtual;
}
function free(uint8 a) pure returns (uint8) { return a; }
"""
OWNABLE = "pragma solidity ^0.8.20;\nabstract contract Ownable { address o; function own() public {} }\n"
IERC20 = "interface IERC20 { function t() external; }\n"
PROJECT = {
    "src/Vault.sol": VAULT.encode(),
    "src/Ownable.sol": OWNABLE.encode(),
    "lib/oz/IERC20.sol": IERC20.encode(),
    "lib/oz/Unused.sol": b"contract Unused {}",
    "test/Vault.t.sol": b'import "../src/Vault.sol"; contract VaultTest is Vault {}',
    "remappings.txt": b"@oz/=lib/oz/\n",
}


def material(
    files: Mapping[str, bytes], /, named: Sequence[str] = (".",), scope: Scope | None = None, **limits: int
) -> Material:
    located = Located(MemoryTree(files), tuple(sorted(named)), "")
    return gather_code(located, scope or Scope(), Limits(**limits), InProcess())


def told(gaps: Sequence[Gap]) -> list[tuple[str, str]]:
    return [(gap.what, gap.because) for gap in gaps]


def summary(gathered: Material) -> bytes:
    """All of it, as bytes to compare."""
    trees: SyntaxTrees = gathered.seeds[SyntaxTrees]
    files = [(path, f.encoded, f.source, f.reported, f.imports) for path, f in trees.files.items()]
    rest = (gathered.subject, gathered.facts, gathered.parts, gathered.gaps, gathered.measures)
    return canonical([*rest, [(u.name, u.parts) for u in gathered.units]]) + msgspec.msgpack.encode(files)


def test_a_project_becomes_facts_parts_units_and_gaps() -> None:
    gathered = material(PROJECT)
    reported = [[path, digest_of(PROJECT[path])] for path in ("src/Ownable.sol", "src/Vault.sol")]
    assert str(gathered.subject) == f"code:.@{digest_of(canonical(reported))}"
    assert [(f.kind, f.key, f.standing, f.digest == digest_of(PROJECT[f.key])) for f in gathered.facts] == [
        ("config", "remappings.txt", "observed", True),
        ("source", "lib/oz/IERC20.sol", "observed", True),
        ("source", "src/Ownable.sol", "observed", True),
        ("source", "src/Vault.sol", "observed", True),
    ]
    assert [(p.id, p.kind, p.parent, p.weight) for p in gathered.parts] == [
        ("src/Ownable.sol", "file", None, 1),
        ("src/Ownable.sol:Ownable", "contract", "src/Ownable.sol", 2),
        ("src/Ownable.sol:Ownable.own()", "function", "src/Ownable.sol:Ownable", 1),
        ("src/Vault.sol", "file", None, 1),
        ("src/Vault.sol:Vault", "contract", "src/Vault.sol", 1),
        ("src/Vault.sol:Vault.constructor(IERC20)", "function", "src/Vault.sol:Vault", 1),
        ("src/Vault.sol:Vault.receive()", "function", "src/Vault.sol:Vault", 1),
        ("src/Vault.sol:Vault.fallback(bytes)", "function", "src/Vault.sol:Vault", 1),
        ("src/Vault.sol:Vault.pay(address_payable,uint256[2][])", "function", "src/Vault.sol:Vault", 1),
        ("src/Vault.sol:Vault.pay(mapping(uint256=>Vault))", "function", "src/Vault.sol:Vault", 1),
        ("src/Vault.sol:free(uint8)", "function", "src/Vault.sol", 1),
    ]
    ids = [part.id for part in gathered.parts]
    assert gathered.units == (
        Unit("src/Ownable.sol", (ids[0],)),
        Unit("src/Ownable.sol:Ownable", (ids[1], ids[2])),
        Unit("src/Vault.sol", (ids[3], ids[10])),
        Unit("src/Vault.sol:Vault", tuple(ids[4:10])),
    )
    assert told(gathered.gaps) == [('src/Vault.sol:6 import "./Gone.sol"', "src/Gone.sol is not there")]
    assert [(m.name, m.value) for m in gathered.measures] == [
        ("files read", 3),
        ("files reported", 2),
        ("code lines", 17),
        ("contracts", 2),
        ("functions", 7),
    ]


def test_the_trees_hold_every_parsed_file_and_where_its_imports_lead() -> None:
    trees: SyntaxTrees = material(PROJECT).seeds[SyntaxTrees]
    assert {path: (f.reported, f.imports) for path, f in trees.files.items()} == {
        "lib/oz/IERC20.sol": (False, ()),
        "src/Ownable.sol": (True, ()),
        "src/Vault.sol": (True, ("src/Ownable.sol", "lib/oz/IERC20.sol", None)),
    }
    vault = trees.files["src/Vault.sol"]
    assert vault.source == VAULT.encode()
    assert [i.path for i in vault.unit().imports] == ["./Ownable.sol", "@oz/IERC20.sol", "./Gone.sol"]


def test_naming_a_test_reports_it_and_reads_what_it_tests() -> None:
    gathered = material(PROJECT, ["test/Vault.t.sol"])
    assert [p.id for p in gathered.parts if p.kind is PartKind.FILE] == ["test/Vault.t.sol"]
    assert gathered.subject.name == "test/Vault.t.sol"
    assert len(gathered.seeds[SyntaxTrees].files) == 4


def test_several_names_are_one_subject() -> None:
    assert material(PROJECT, ["src/Vault.sol", "src/Ownable.sol"]).subject.name == "src/Ownable.sol,src/Vault.sol"


def test_nothing_to_report_on_is_bad_input() -> None:
    with pytest.raises(BadInput, match=r"nothing to report on in \.: all Solidity files there are tests"):
        material({"test/A.sol": b"", "lib/B.sol": b""})
    assert material({"test/A.sol": b""}, scope=Scope(include=("test/**",))).parts != ()


def test_cyclic_imports_are_read_once() -> None:
    files = {
        "A.sol": b'import "./B.sol"; import "./A.sol"; contract A is B {}',
        "B.sol": b'import "./A.sol"; contract B { A a; }',
    }
    gathered = material(files)
    assert [f.key for f in gathered.facts] == ["A.sol", "B.sol"]
    assert [(p.id, p.weight) for p in gathered.parts if p.kind is PartKind.CONTRACT] == [
        ("A.sol:A", 2),
        ("B.sol:B", 2),
    ]
    assert gathered.gaps == ()


def test_what_is_declared_twice_is_numbered() -> None:
    source = b"contract C { function f() public {} function f() public {} } contract C { function f() public {} }"
    assert [p.id for p in material({"A.sol": source}).parts] == [
        "A.sol",
        "A.sol:C",
        "A.sol:C.f()",
        "A.sol:C.f()#2",
        "A.sol:C#2",
        "A.sol:C#2.f()",
    ]


def test_unreadable_files_are_gaps_of_their_part_and_the_rest_is_read() -> None:
    files = {"A.sol": b'import "./Big.sol"; contract A {}', "Big.sol": b" " * (4 * 1024 * 1024 + 1), "N.sol": b"a\0"}
    gathered = material(files)
    assert [(g.what, g.because, g.parts) for g in gathered.gaps] == [
        ("Big.sol", "it is larger than the limit (4,194,304 bytes)", ("Big.sol",)),
        ("N.sol", "it is binary (it holds a NUL byte)", ("N.sol",)),
    ]
    assert [p.id for p in gathered.parts] == ["A.sol", "A.sol:A", "Big.sol", "N.sol"]
    assert [u.name for u in gathered.units] == ["A.sol", "A.sol:A", "Big.sol", "N.sol"]


def test_bytes_that_are_not_utf8_are_kept_as_base64() -> None:
    (fact,) = material({"A.sol": b"contract A {} // \xff"}).facts
    assert (fact.encoding, fact.text) == ("base64", "Y29udHJhY3QgQSB7fSAvLyD/")
    assert MemoryTree.of_facts([fact]).read("A.sol") == b"contract A {} // \xff"


def test_what_is_not_understood_is_a_gap_of_the_innermost_part() -> None:
    source = b"contract A {\n  function f() public {}\n  function g() public { uint x = = 3; }\n}\n)) nonsense ((\n"
    gaps = material({"A.sol": source}).gaps
    assert ("A.sol:3", ("A.sol:A.g()",)) in [(g.what, g.parts) for g in gaps]
    assert any(g.what == "A.sol:5" and g.parts == ("A.sol",) for g in gaps)
    assert not any("A.sol:A.f()" in g.parts for g in gaps)


def test_what_is_not_understood_in_a_library_belongs_to_no_part() -> None:
    files = {"A.sol": b'import "./lib/B.sol"; contract A {}', "lib/B.sol": b"contract B { function f() { = } }"}
    gaps = material(files).gaps
    assert gaps != ()
    assert all(g.parts == () for g in gaps)


class Faltering:
    """Children of which some are ended."""

    def __init__(self, ended: Mapping[str, Ended]) -> None:
        self._ended = ended

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        assert label == "parsing"
        for index in reversed(range(len(items))):
            item: Any = items[index]
            yield index, self._ended.get(item[0]) or work(items[index])


def test_a_file_whose_child_was_ended_is_a_gap_and_the_others_are_read() -> None:
    located = Located(MemoryTree(PROJECT), (".",), "")
    children = Faltering(
        {
            "src/Ownable.sol": Ended("parsing took longer than 10 s", reproducible=False),
            "lib/oz/IERC20.sol": Ended("parsing needed more than 1 GiB", reproducible=False),
        }
    )
    gathered = gather_code(located, Scope(), Limits(), children)
    assert [(g.what, g.because, g.parts) for g in gathered.gaps][:2] == [
        ("lib/oz/IERC20.sol", "parsing needed more than 1 GiB", ()),
        ("src/Ownable.sol", "parsing took longer than 10 s", ("src/Ownable.sol",)),
    ]
    assert list(gathered.seeds[SyntaxTrees].files) == ["src/Vault.sol"]
    assert [f.key for f in gathered.facts if f.kind == "source"] == [
        "lib/oz/IERC20.sol",
        "src/Ownable.sol",
        "src/Vault.sol",
    ]


def test_a_file_that_vanishes_after_it_was_listed_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "A.sol").write_text("contract A {}")
    (tmp_path / "B.sol").write_text("contract B {}")

    class Vanishing(FolderTree):
        def read(self, path: str) -> bytes:
            if path == "A.sol":
                (tmp_path / "A.sol").unlink()
            return super().read(path)

    gathered = gather_code(Located(Vanishing(tmp_path), (".",), ""), Scope(), Limits(), InProcess())
    assert [(g.what, g.because, g.parts) for g in gathered.gaps] == [
        ("A.sol", "it is not there (any more)", ("A.sol",))
    ]
    assert [p.id for p in gathered.parts] == ["A.sol", "B.sol", "B.sol:B"]


def test_pipes_and_loops_in_a_project_are_gaps(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "A.sol").write_text('import "./pipe.sol"; contract A {}')
    os.mkfifo(tmp_path / "pipe.sol")
    (tmp_path / "loop.sol").symlink_to("loop.sol")
    gathered = gather(Sought(paths=(tmp_path,)), InProcess())
    assert told(gathered.material.gaps) == [
        ('A.sol:1 import "./pipe.sol"', "pipe.sol: it is not a regular file"),
        ("loop.sol", "it is a loop of symbolic links"),
        ("pipe.sol", "it is not a regular file"),
    ]
    assert (gathered.root, gathered.named, list(gathered.texts)) == (tmp_path, (".",), ["A.sol"])


def test_standard_input_is_a_subject_of_its_own() -> None:
    gathered = gather(Sought(stdin=b"contract A {}"), InProcess())
    assert (gathered.root, gathered.named) == (None, ("stdin.sol",))
    assert [(f.origin, f.key) for f in gathered.material.facts] == [("stdin", "stdin.sol")]


def test_limits_leave_the_last_files_out_and_say_so() -> None:
    files = {f"{name}.sol": f"contract {name.upper()} {{}}".encode() for name in "abc"}
    assert told(material(files, files=2).gaps) == [
        (".", "it holds more than 2 Solidity files; those after the first are left out")
    ]
    assert told(material(files, total_bytes=30).gaps) == [
        ("c.sol", "the files read before it fill the limit of 30 bytes")
    ]
    imports = b"".join(b'import "./%s.sol";\n' % name for name in (b"x", b"y", b"z"))
    assert told(material({"a.sol": imports}, imports=1).gaps) == [
        ('a.sol:1 import "./x.sol"', "x.sol is not there"),
        (
            'a.sol:2 import "./y.sol"',
            "this and those after it are not followed: at most 1 imports of a file and 300,000 of all files are",
        ),
    ]
    assert [gap.what for gap in material({"a.sol": imports, "b.sol": imports}, total_imports=4).gaps] == [
        'a.sol:1 import "./x.sol"',
        'a.sol:2 import "./y.sol"',
        'a.sol:3 import "./z.sol"',
        'b.sol:1 import "./x.sol"',
        'b.sol:2 import "./y.sol"',
    ]


def test_the_order_of_arguments_and_of_the_disk_does_not_change_the_material(tmp_path: Path) -> None:
    shuffled = random.Random(7)
    found = set()
    for attempt in range(4):
        root = tmp_path / str(attempt)
        (root / ".git").mkdir(parents=True)
        for path in shuffled.sample(sorted(PROJECT), len(PROJECT)):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(PROJECT[path])
        named = [root / "src/Vault.sol", root / "src", root / "test/Vault.t.sol"]
        shuffled.shuffle(named)
        found.add(summary(gather(Sought(paths=tuple(named)), InProcess()).material))
    in_memory = material(PROJECT, ["src/Vault.sol", "src", "test/Vault.t.sol"])
    assert found == {summary(in_memory)}


def test_the_facts_of_a_report_give_the_same_material_again() -> None:
    first = material(PROJECT)
    reported = [p.id for p in first.parts if p.kind is PartKind.FILE]
    again = gather_again(first.subject, first.facts, reported, InProcess())
    assert summary(again) == summary(first)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_said_wherever_it_is_met(content: bytes) -> None:
    files = {"A.sol": b'import "./lib/E.sol"; contract A {}', "E.sol": content, "lib/E.sol": content}
    gathered = material(files)
    assert gathered.gaps == (
        Gap(what="E.sol", because="the file is empty"),
        Gap(what="lib/E.sol", because="the file is empty"),
    )
    assert [p.id for p in gathered.parts] == ["A.sol", "A.sol:A", "E.sol"]


def test_a_file_that_defines_more_than_anyone_writes_is_a_gap() -> None:
    many = b"".join(b"contract C%d { function f() public {} }\n" % n for n in range(3))
    gathered = material({"A.sol": b"contract A {}", "M.sol": many}, definitions=5)
    assert gathered.gaps == (
        Gap(what="M.sol", because="more than 5 contracts and functions", parts=(PartId("M.sol"),)),
    )
    assert [p.id for p in gathered.parts] == ["A.sol", "A.sol:A", "M.sol"]
