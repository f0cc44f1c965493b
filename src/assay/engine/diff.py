"""Which lines a change touches, asked of git."""

import re
from collections.abc import Mapping
from pathlib import Path

from assay.core.evidence import SourceSpan, Statements
from assay.core.outcome import Found
from assay.engine.git import Repository

Lines = tuple[tuple[int, int], ...]
"""Ranges (first, last), both included, from 1, ascending."""

EVERY_LINE = 2**31 - 1

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def changed_lines(root: Path, revision: str) -> dict[str, Lines]:
    """By path of a Solidity file below `root`, what differs between `revision` and the files now; new ones whole.

    Where lines were only taken away, their neighbours count as touched. Raises `BadInput` when git is not
    there, `root` is in no repository or the revision is unknown.
    """
    repository = Repository(root)
    changed = parse_patch(repository.patch(repository.commit(revision)))
    for name in repository.untracked():
        changed[name.decode("utf-8", errors="replace")] = ((1, EVERY_LINE),)
    return dict(sorted(changed.items()))


def parse_patch(patch: bytes) -> dict[str, Lines]:
    """Reads `git diff -U0` with prefixes `a/` and `b/`. Removed files are left out."""
    changed: dict[str, list[tuple[int, int]]] = {}
    path: str | None = None
    skip = 0
    for line in patch.split(b"\n"):
        if skip and line[:1] in (b"+", b"-"):
            skip -= 1  # Content: may look like a header itself.
        elif line.startswith(b"+++ "):
            path = _path(line[4:])
        elif path is not None and (hunk := _HUNK.match(line)) is not None:
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            skip = removed + added
            touched = (first, first + added - 1) if added else (max(1, first), first + 1)
            changed.setdefault(path, []).append(touched)
        elif hunk := _HUNK.match(line):
            skip = int(hunk[1] or 1) + int(hunk[3] or 1)
    return {name: tuple(ranges) for name, ranges in sorted(changed.items())}


def touches(found: Found, changed: Mapping[str, Lines]) -> bool:
    """Whether the finding's place, or any step on its path, lies on a changed line."""
    spans = [found.at]
    for evidence in found.evidence:
        if isinstance(evidence, Statements):
            spans.extend(step.span for step in evidence.steps)
        elif isinstance(evidence, SourceSpan):
            spans.append(evidence)
    return any(_meets(span, changed.get(span.path, ())) for span in spans)


def _meets(span: SourceSpan, ranges: Lines) -> bool:
    # The end is exclusive: a span that ends in column 1 does not reach into that line.
    last = max(span.line, span.end_line - (span.end_column <= 1))
    return any(low <= last and span.line <= high for low, high in ranges)


def _path(written: bytes) -> str | None:
    """`b/src/A.sol`, or quoted as in C; None for `/dev/null`."""
    text = written.removesuffix(b"\r").removesuffix(b"\t")
    if text.startswith(b'"') and text.endswith(b'"'):
        text = re.sub(rb"\\([0-7]{3}|.)", _unescape, text[1:-1])
    if not text.startswith(b"b/"):
        return None
    return text[2:].decode("utf-8", errors="replace")


def _unescape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if len(code) == 3:
        return bytes([int(code, 8) & 0xFF])
    return {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}.get(code, code)
