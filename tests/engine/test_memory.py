"""A run that remembers gives the bytes of one that doesn't, and works out only what a change can have changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.core.canonical import canonical
from assay.engine import ask as asking
from assay.engine import memory as remembering
from assay.engine.children import ForkedChildren
from assay.engine.request import ScanRequest
from assay.engine.scan import scan

BASE = """\
pragma solidity ^0.8.20;
contract Base {
    address owner = msg.sender;
    mapping(address => uint256) public balance;
    function put() external payable { balance[msg.sender] += msg.value; }
    function take() public virtual {
        (bool ok, ) = msg.sender.call{value: balance[msg.sender]}("");
        require(ok);
        balance[msg.sender] = 0;
    }
    function own(address next) internal { owner = next; }
}
"""
HEIR = """\
pragma solidity ^0.8.20;
import "./Base.sol";
contract Heir is Base {
    function give(address next) external { own(next); }
    function auth() external view returns (bool) { return tx.origin == owner; }
}
"""
ALONE = BASE.replace("Base", "Alone")
FILES = {"Base.sol": BASE, "Heir.sol": HEIR, "Alone.sol": ALONE}

EDITS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: "// note\n" + text,
    lambda text: text.replace("require(ok);", ""),
    lambda text: text.replace("function own(address next) internal", "function own(address next) public"),
    lambda text: text.replace('import "./Base.sol";', 'import "./Alone.sol"; import "./Base.sol";'),
    lambda text: text.replace("contract Heir is Base", "contract Heir is Alone"),
    lambda text: text.replace('import "./Base.sol";', ""),
    lambda text: text.replace("balance[msg.sender] = 0;", "balance[msg.sender] = 0; selfdestruct(payable(owner));"),
    lambda text: text + "contract { function (",
    lambda text: "",
)


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def scanned(folder: Path, cache: Path | None, **options: Any) -> bytes:
    report, _ = scan(ScanRequest(today=date(2026, 11, 24), paths=(folder,), workers=1, cache=cache, **options))
    return canonical(report)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Filled with what children were given to do: the label, and names of files or units."""
    done: list[tuple[str, list[str]]] = []
    supervise = ForkedChildren.supervise

    def watched(self: ForkedChildren, work: Any, items: Sequence[Any], **how: Any) -> Iterator[Any]:
        names = [item[0] if isinstance(item, tuple) else item.unit.name for item in items]
        if names:
            done.append((how["label"], sorted(names)))
        return supervise(self, work, items, **how)

    monkeypatch.setattr(ForkedChildren, "supervise", watched)
    return done


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(sorted(FILES)), st.sampled_from(EDITS)), min_size=1, max_size=3))
def test_whatever_was_edited_the_bytes_are_those_of_a_run_without_memory(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, Callable[[str], str]]]
) -> None:
    root = tmp_path_factory.mktemp("edited")
    files = dict(FILES)
    folder, cache = write(root / "p", files), root / "cache"
    scanned(folder, cache)
    for path, edit in edits:
        files[path] = edit(files[path])
        write(folder, files)
    assert scanned(folder, cache) == scanned(folder, None)
    assert scanned(folder, cache) == scanned(folder, None)


def test_an_unchanged_project_asks_nothing(tmp_path: Path, asked: list[tuple[str, list[str]]]) -> None:
    folder = write(tmp_path / "p", FILES)
    first = scanned(folder, tmp_path / "cache")
    asked.clear()
    assert (scanned(folder, tmp_path / "cache"), asked) == (first, [])


def test_a_change_costs_its_file_and_the_group_that_imports_connect(
    tmp_path: Path, asked: list[tuple[str, list[str]]]
) -> None:
    folder = write(tmp_path / "p", FILES)
    scanned(folder, tmp_path / "cache")
    asked.clear()
    write(folder, {"Heir.sol": HEIR + "// more\n"})
    scanned(folder, tmp_path / "cache")
    assert asked == [
        ("parsing", ["Heir.sol"]),
        ("analysis", ["Base.sol", "Base.sol:Base", "Heir.sol", "Heir.sol:Heir"]),
    ]
    asked.clear()
    write(folder, {"Alone.sol": ALONE + "// more\n"})
    scanned(folder, tmp_path / "cache")
    assert asked == [("parsing", ["Alone.sol"]), ("analysis", ["Alone.sol", "Alone.sol:Alone"])]


def test_other_rules_and_other_code_share_no_answers(
    tmp_path: Path, asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "p", {"Alone.sol": ALONE})
    cache = tmp_path / "cache"
    scanned(folder, cache)
    asked.clear()
    only = scanned(folder, cache, only=("contracts.tx-origin",))
    assert [label for label, _ in asked] == ["analysis"]
    assert only == scanned(folder, None, only=("contracts.tx-origin",))
    asked.clear()
    monkeypatch.setattr(remembering, "code_digest", lambda: "0" * 64)
    scanned(folder, cache)
    assert [label for label, _ in asked] == ["parsing", "analysis"]


def test_nothing_is_remembered_of_code_that_is_not_ours(
    tmp_path: Path, asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "is_ours", lambda rules: False)
    folder = write(tmp_path / "p", {"Alone.sol": ALONE})
    scanned(folder, tmp_path / "cache")
    asked.clear()
    scanned(folder, tmp_path / "cache")
    assert [label for label, _ in asked] == ["analysis"]


def test_what_a_limit_ended_is_asked_again(
    tmp_path: Path, asked: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "p", {"Alone.sol": ALONE})
    ask = asking.ask

    def slow(*arguments: Any) -> Any:
        while arguments[1].name == "Alone.sol:Alone":
            pass
        return ask(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr("assay.engine.run.ask", slow)
        ended = scanned(folder, tmp_path / "cache", seconds=0.2, only=("contracts.tx-origin", "contracts.reentrancy"))
    assert b'"reproducible":false' in ended
    asked.clear()
    again = scanned(folder, tmp_path / "cache", only=("contracts.tx-origin", "contracts.reentrancy"))
    assert asked == [("analysis", ["Alone.sol:Alone"])]
    assert again == scanned(folder, None, only=("contracts.tx-origin", "contracts.reentrancy"))


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "p", {"Alone.sol": ALONE})
    (tmp_path / "file").touch()
    assert scanned(folder, tmp_path / "file") == scanned(folder, None)
