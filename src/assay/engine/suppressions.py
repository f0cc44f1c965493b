"""Somebody's word that a finding does not matter: read from comments and from `assay.toml`, and held against findings.

// assay: ignore[contracts.reentrancy, contracts.tx-origin] until 2027-01-01 -- the callee is our own
// assay: ignore-file[contracts.timestamp] -- minutes do not matter here
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.core.fact import Gap
from assay.core.outcome import Found, RuleId
from assay.core.report import Suppression
from assay.engine.lexical import Comment, comments
from assay.engine.rules import unknown_rule
from assay.engine.settings import FILE, Settings
from assay.sources.files.globs import matches

MARK = b"assay:"

_HEAD = re.compile(r"assay:\s*(ignore-file|ignore)\b\s*")
_UNTIL = re.compile(r"until\s+(\S+)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A suppression and what it holds for; None means any."""

    suppression: Suppression
    path: str | None
    """A glob, or for comments a path."""
    line: int | None = None
    part: str | None = None
    fingerprint: str | None = None
    literal: bool = True
    """Whether `path` is a path and no glob."""

    def holds(self, found: Found, fingerprint: str) -> bool:
        """Whether this finding is meant. Dates are not looked at."""
        rules = self.suppression.rules
        return (
            (not rules or found.rule in rules)
            and (self.line is None or self.line == found.at.line)
            and (self.part is None or self.part == found.part)
            and (self.fingerprint is None or self.fingerprint == fingerprint)
            and (self.path is None or self._is_path(found.at.path))
        )

    def _is_path(self, path: str) -> bool:
        assert self.path is not None
        return self.path == path if self.literal else matches(self.path, path)


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All that were written down: those that hold today, and a notice for each that does not."""

    holders: tuple[Holder, ...]
    notices: tuple[Gap, ...]
    dated: bool
    """Whether any has a last day, so that the answer depends on the date."""

    def match(self, found: Sequence[Found], fingerprints: Sequence[str]) -> tuple[Suppression | None, ...]:
        """For each finding the first suppression that holds for it."""
        pairs = zip(found, fingerprints, strict=True)
        return tuple(
            next((holder.suppression for holder in self.holders if holder.holds(each, name)), None)
            for each, name in pairs
        )

    def unused(
        self, found: Sequence[Found], fingerprints: Sequence[str], asked: Iterable[RuleId]
    ) -> tuple[Suppression, ...]:
        """Those that hold for no finding, sorted; not those for a rule that was not asked, which could hold."""
        rules = frozenset(asked)
        pairs = list(zip(found, fingerprints, strict=True))
        return tuple(
            holder.suppression
            for holder in self.holders
            if rules.issuperset(holder.suppression.rules) and not any(holder.holds(*pair) for pair in pairs)
        )


def read_suppressions(
    texts: Mapping[str, bytes], settings: Settings, *, known_rules: Sequence[str], today: date
) -> Suppressions:
    """Those of all files, by path and line, then those of `assay.toml`."""
    known = tuple(known_rules)
    holders: list[Holder] = []
    notices: list[Gap] = []
    for path in sorted(texts):
        for comment in comments(texts[path], containing=MARK):
            read = _from_comment(path, comment, known)
            if isinstance(read, Gap):
                notices.append(read)
            elif read is not None:
                holders.append(read)
    holders.extend(_from_settings(settings))
    holding = tuple(holder for holder in holders if not _expired(holder.suppression, today))
    notices.extend(
        Gap(what=s.where, because=f"this suppression ended on {s.until} and holds no longer: {s.reason}")
        for s in (holder.suppression for holder in holders)
        if _expired(s, today)
    )
    return Suppressions(holding, tuple(notices), any(holder.suppression.until for holder in holders))


def _expired(suppression: Suppression, today: date) -> bool:
    return suppression.until is not None and date.fromisoformat(suppression.until) < today


def _from_settings(settings: Settings) -> Iterable[Holder]:
    for entry, line in zip(settings.ignore, settings.lines, strict=True):
        yield Holder(
            suppression=Suppression(
                where=f"{FILE}:{line}",
                rules=(RuleId(entry.rule),) if entry.rule is not None else (),
                reason=entry.reason.strip(),
                until=entry.until.isoformat() if entry.until is not None else None,
            ),
            path=entry.path,
            part=entry.part,
            fingerprint=entry.fingerprint,
            literal=False,
        )


def _from_comment(path: str, comment: Comment, known: tuple[str, ...]) -> Holder | Gap | None:
    """None when the comment asks for nothing; a notice when it asks in a way that can't be granted."""
    head = _HEAD.search(comment.text)
    if head is None:
        return None
    where = f"{path}:{comment.line}"
    line = comment.text.count("\n", 0, head.start())
    where = f"{path}:{comment.line + line}"
    rest = comment.text[head.end() :].partition("\n")[0].strip().removesuffix("*/").strip()
    listed, closed, rest = rest.removeprefix("[").partition("]")
    rules = tuple(sorted({name.strip() for name in listed.split(",")} - {""}))
    wrong = _problem(rules, bool(closed), known)
    dated, dashes, reason = rest.partition("--")
    until = _UNTIL.fullmatch(dated.strip() + " ") if dated.strip() else None
    if not wrong and dated.strip() and (until is None or not _is_date(until[1])):
        wrong = "expected `until YYYY-MM-DD` or `--` after the rules"
    if not wrong and not (dashes and reason.strip()):
        wrong = "a reason is missing (`-- why`)"
    if wrong:
        return Gap(what=where, because=f"this comment suppresses nothing: {wrong}")
    suppression = Suppression(
        where=where,
        rules=tuple(RuleId(rule) for rule in rules),
        reason=" ".join(reason.split()),
        until=until[1] if until is not None else None,
    )
    if head[1] == "ignore-file":
        return Holder(suppression=suppression, path=path)
    return Holder(suppression=suppression, path=path, line=comment.speaks_of or 0)


def _problem(rules: tuple[str, ...], closed: bool, known: tuple[str, ...]) -> str:
    if not closed or not rules:
        return "expected the rules in brackets, as in `ignore[contracts.reentrancy]`"
    return next((unknown_rule(rule, known) for rule in rules if rule not in known), "")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2027-01-01")
