"""What a change touches, as git tells it; a repository can't make us run its programs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import BadInput
from assay.core.evidence import Step
from assay.core.rule import Rule
from assay.core.subject import PartId
from assay.engine.diff import EVERY_LINE, changed_lines, parse_patch, touches
from assay.testing.toy import toy_rule, toy_span

RULE: Rule = toy_rule("toy.rule")
LINES = "".join(f"line {number}\n" for number in range(1, 11))


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run([shutil.which("git") or "git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "src").mkdir()
    for name in ("a.sol", "b.sol", "gone.sol"):
        (tmp_path / "src" / name).write_text(LINES, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def edit(file: Path, **lines: str) -> None:
    text = file.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, new in lines.items():
        text[int(number[1:]) - 1] = new
    file.write_text("".join(text), encoding="utf-8")


def test_nothing_changed_is_nothing_touched(root: Path) -> None:
    assert changed_lines(root, "HEAD") == {}


def test_changed_added_and_removed_lines_are_touched_and_new_files_whole(root: Path) -> None:
    edit(root / "src/a.sol", _2="other\n", _5="line 5\nadded\n", _9="")
    (root / "src/gone.sol").unlink()
    (root / "src/ü ö.sol").write_text("new\n", encoding="utf-8")
    git(root, "add", "src/a.sol")
    assert changed_lines(root, "HEAD") == {
        "src/a.sol": ((2, 2), (6, 6), (9, 10)),
        "src/ü ö.sol": ((1, EVERY_LINE),),
    }


def test_paths_are_below_the_root_even_inside_a_larger_repository(root: Path) -> None:
    edit(root / "src/b.sol", _1="other\n")
    (root / "outside.sol").write_text("new\n", encoding="utf-8")
    assert changed_lines(root / "src", "HEAD") == {"b.sol": ((1, 1),)}


def test_names_that_git_quotes_are_read(root: Path) -> None:
    odd = root / 'src/ö"\t.sol'
    odd.write_text(LINES, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-qm", "odd")
    edit(odd, _3="other\n")
    assert changed_lines(root, "HEAD") == {'src/ö"\t.sol': ((3, 3),)}


def test_a_repositorys_settings_neither_run_programs_nor_change_the_answer(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    for key in ("core.fsmonitor", "diff.external", "diff.sol.textconv", "diff.sol.command"):
        git(root, "config", key, f"touch {trace}; true")
    git(root, "config", "diff.noprefix", "true")
    git(root, "config", "diff.mnemonicPrefix", "true")
    (root / ".git/info/attributes").write_text("*.sol diff=sol\n", encoding="utf-8")
    edit(root / "src/a.sol", _2="other\n")
    assert changed_lines(root, "HEAD")["src/a.sol"] == ((2, 2),)
    assert not trace.exists()


def test_a_filter_that_the_repository_names_is_not_run(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    for key in ("clean", "smudge", "process"):
        git(root, "config", f"filter.evil.{key}", f"touch {trace}; cat")
    git(root, "config", "filter.evil.required", "true")
    (root / ".gitattributes").write_text("*.sol filter=evil diff=evil\n", encoding="utf-8")
    git(root, "config", "diff.evil.textconv", f"touch {trace}; cat")
    edit(root / "src/a.sol", _2="other\n")
    (root / "src/new.sol").write_text("new\n", encoding="utf-8")
    assert changed_lines(root, "HEAD") == {"src/a.sol": ((2, 2),), "src/new.sol": ((1, EVERY_LINE),)}
    assert not trace.exists()


def test_nothing_is_written_into_the_repository(root: Path) -> None:
    def everything() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted((root / ".git").rglob("*")) if path.is_file()}

    edit(root / "src/a.sol", _2="other\n")
    before = everything()
    changed_lines(root, "HEAD")
    assert everything() == before


def test_line_ends_alone_are_no_change(root: Path) -> None:
    (root / "src/a.sol").write_bytes(LINES.replace("\n", "\r\n").replace("line 3", "other").encode())
    assert changed_lines(root, "HEAD") == {"src/a.sol": ((3, 3),)}


def test_a_file_added_since_is_touched_whole_and_links_and_pipes_block_nothing(root: Path) -> None:
    (root / "src/added.sol").write_text("one\ntwo\n", encoding="utf-8")
    (root / "src/link.sol").symlink_to("a.sol")
    git(root, "add", ".")
    (root / "src/b.sol").unlink()
    os.mkfifo(root / "src/b.sol")
    (root / "src/gone.sol").unlink()
    (root / "src/gone.sol").symlink_to("/etc/hostname")
    changed = changed_lines(root, "HEAD")
    assert changed["src/added.sol"] == ((1, 2),)
    assert set(changed) == {"src/added.sol", "src/link.sol", "src/gone.sol"}


@pytest.mark.parametrize("revision", ["nothing", "", "--output=x", "HEAD~5", "HEAD:src"])
def test_an_unknown_revision_is_bad_input(root: Path, revision: str) -> None:
    with pytest.raises(BadInput, match=r"^--diff: .*revision"):
        changed_lines(root, revision)


def test_a_folder_in_no_repository_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(BadInput, match="is in no git repository"):
        changed_lines(tmp_path, "HEAD")


def test_without_git_it_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="git is not installed"):
        changed_lines(tmp_path, "HEAD")


def test_content_that_looks_like_a_header_is_content() -> None:
    patch = b"""\
diff --git a/a.sol b/a.sol
--- a/a.sol
+++ b/a.sol
@@ -1 +1,2 @@ x
--- a/no.sol
+++ b/no.sol
+@@ -1 +7 @@
@@ -9,2 +10 @@
-a
-b
+c
"""
    assert parse_patch(patch) == {"a.sol": ((1, 2), (10, 10))}


@given(
    st.binary()
    | st.lists(st.sampled_from([b"@@ -1 +1 @@", b"+++ b/a", b"+++ /dev/null", b"-a", b"+a"])).map(b"\n".join)
)
def test_no_patch_is_too_odd(patch: bytes) -> None:
    assert all(first <= last for ranges in parse_patch(patch).values() for first, last in ranges)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"a.sol": ((2, 2),)}, True),
        ({"a.sol": ((1, 9),)}, True),
        ({"a.sol": ((1, 1), (4, 9))}, False),
        ({"b.sol": ((2, 2),)}, False),
        ({"b.sol": ((7, 7),)}, True),
        ({}, False),
    ],
)
def test_a_finding_is_touched_at_its_place_or_on_its_path(
    changed: dict[str, tuple[tuple[int, int], ...]], expected: bool
) -> None:
    start, end = LINES.index("line 2"), LINES.index("line 4")  # Ends before line 4: up to its first column.
    step = toy_span("b.sol", LINES, LINES.index("line 7"), LINES.index("line 7") + 3)
    found = RULE.found(
        PartId("a.sol"),
        "bad",
        at=toy_span("a.sol", LINES, start, end),
        path=[Step(span=step, note="", function=PartId("f"))],
    )
    assert touches(found, changed) is expected
