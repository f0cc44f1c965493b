"""What a verification consists of: single checks, each of which holds, fails, or can't be made here."""

from collections import Counter
from enum import StrEnum

from assay.core.record import Record


class Result(StrEnum):
    """The outcome of one check."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "can't be checked here"


class Item(Record, frozen=True, kw_only=True):
    """One check. Texts may quote the report, which anybody may have written: escape them where they are shown."""

    check: str
    """What kind of check: `digest`, `span`, `grade`, … (the keys of `MEANING`)."""
    about: str
    """Which thing was checked: a path, a finding's place and rule; empty when there is only one."""
    result: Result
    because: str = ""
    """Why it fails or can't be checked; empty when it holds."""


MEANING = {
    "schema": "the document is a report of the schema it names, with no field too many or too few",
    "canonical form": "encoding what was read gives the same bytes again",
    "digest": "the report has the digest it carries, or the one that was given",
    "fact": "the kept content of a fact has the fact's digest",
    "subject": "the subject's digest follows from the files that were reported on",
    "span": "the place lies in a kept source, with that line and column, and has the same text",
    "order": "one execution can reach the statements in this order",
    "calculation": "the formula gives that value",
    "finding": "rule, part and severity are those of the report's own lists",
    "fingerprint": "the fingerprint follows from rule, part and code",
    "status": "new, known, unchanged or suppressed follows from baseline, diff and suppressions",
    "outcomes": "each rule has one answer for every part of its kind, and its findings are where it says",
    "grade": "grade and explanation follow from the outcomes by the methodology of that version",
    "rerun": "asking the same rules again over the kept facts gives the same",
}
"""Each kind of check, in the order they are made, and what it means that it holds."""


class Verification(Record, frozen=True, kw_only=True):
    """All checks of one report, in the order of `MEANING`."""

    digest: str | None
    """The digest the document really has; None when it is no report."""
    items: tuple[Item, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing failed. What can't be checked here does not fail, and is not vouched for."""
        return not self.failed

    @property
    def is_rerun(self) -> bool:
        """Whether the rules were asked again and every answer could be compared."""
        rerun = [item.result for item in self.items if item.check == "rerun"]
        return bool(rerun) and Result.UNCHECKED not in rerun

    @property
    def failed(self) -> tuple[Item, ...]:
        """The checks that fail."""
        return tuple(item for item in self.items if item.result is Result.FAILS)

    @property
    def unchecked(self) -> tuple[Item, ...]:
        """The checks that could not be made here."""
        return tuple(item for item in self.items if item.result is Result.UNCHECKED)

    def counts(self) -> dict[str, dict[Result, int]]:
        """For each kind of check that was made, how many hold, fail and can't be checked."""
        counted = Counter((item.check, item.result) for item in self.items)
        made = [check for check in MEANING if any(key[0] == check for key in counted)]
        return {check: {result: counted[check, result] for result in Result} for check in made}


def holds(check: str, about: str = "") -> Item:
    """A check that holds."""
    return Item(check=check, about=about, result=Result.HOLDS)


def fails(check: str, about: str, because: str) -> Item:
    """A check that fails."""
    return Item(check=check, about=about, result=Result.FAILS, because=because)


def unchecked(check: str, about: str, because: str) -> Item:
    """A check that can't be made here."""
    return Item(check=check, about=about, result=Result.UNCHECKED, because=because)


def judged(check: str, about: str, problem: str | None) -> Item:
    """Holds when there is no problem."""
    return holds(check, about) if problem is None else fails(check, about, problem)
