"""assay under measurement, through its own command line: started as a child process, as the peer is."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

import assay
from assay import __version__
from assay.core.report import Finding, Report
from assay.core.subject import PartId, PartKind
from assay.evaluation.clock import run
from assay.evaluation.tool import Batch, Flag, Reading, places

_DASP = "dasp:"
_START = "from assay.cli import main; main()"
"""The `assay` command, also in a checkout that was never installed."""
_ANSWERED = (0, 1, 3)
"""Exit codes of a scan that gave a report: clean, findings, incomplete."""


@dataclass(frozen=True, slots=True)
class Assay:
    """The assay of this very interpreter, or another one's for comparing two versions."""

    python: str = sys.executable
    name: str = "assay"

    @property
    def versions(self) -> Mapping[str, str]:
        """assay's and Python's version."""
        return {"assay": __version__, "python": sys.version.split()[0]}

    def read(self, batch: Batch) -> Reading:
        """One `assay scan` over the batch's files; all of them are lost when it gives no report."""
        command = [self.python, "-c", _START, "scan", *batch.files, "--format", "json"]
        # No folder can be made at the null device: every run is a first one, also of a version that can be told so.
        env = {"PYTHONPATH": str(Path(assay.__file__).parents[1]), "ASSAY_CACHE_DIR": os.devnull}
        ran = run(command, cwd=batch.folder, env=env)
        if ran.code not in _ANSWERED:
            said = ran.err.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
            why = f"assay scan gave no report (exit code {ran.code}): {said[0][:160]}"
            return Reading(lost=dict.fromkeys(batch.files, why), cpu_seconds=ran.cpu_seconds)
        report = msgspec.json.decode(ran.out, type=Report)
        return reading_of(report, batch.files, ran.cpu_seconds)


def reading_of(report: Report, files: Iterable[str], cpu_seconds: float) -> Reading:
    """A report in the words that all tools share. A file without a part of its own was lost."""
    tags = {card.id: card.tags for card in report.rules}
    read = {str(part.id) for part in report.parts if part.kind is PartKind.FILE}
    reasons = {gap.what: gap.because for gap in report.gaps}
    lost = {file: reasons.get(file, "not in the report") for file in files if file not in read}
    return Reading(
        flags=tuple(_flag(finding, tags.get(finding.rule, ())) for finding in report.findings),
        lost=lost,
        functions_lost=len(functions_lost(report)),
        cpu_seconds=cpu_seconds,
    )


def functions_lost(report: Report) -> frozenset[PartId]:
    """Functions for which at least one rule's answer is unknown; those of an unknown contract or file included."""
    unknown = {part for outcomes in report.outcomes for why in outcomes.unknown for part in why.parts}
    unknown.update(part for gap in report.gaps for part in gap.parts)
    parents = {part.id: part.parent for part in report.parts}

    def is_lost(part: PartId | None) -> bool:
        return part is not None and (part in unknown or is_lost(parents.get(part)))

    return frozenset(part.id for part in report.parts if part.kind is PartKind.FUNCTION and is_lost(part.id))


def categories_in(tags: Iterable[str]) -> tuple[str, ...]:
    """The DASP categories among a rule's tags, sorted: `dasp:access_control` gives `access_control`."""
    return tuple(sorted(tag.removeprefix(_DASP) for tag in tags if tag.startswith(_DASP)))


def _flag(finding: Finding, tags: tuple[str, ...]) -> Flag:
    # The finding's own place only. The statements on its path would hit more labels, at lines that the
    # message does not name.
    at = finding.at
    last = at.end_line if at.end_column > 1 else max(at.line, at.end_line - 1)
    return Flag(
        rule=str(finding.rule),
        severity=str(finding.severity),
        categories=categories_in(tags),
        tags=tags,
        path=at.path,
        lines=places(at.line, last),
        message=finding.message,
    )
