"""`scan`: from what a user asked for to a report, and to the envelope that says how it was made."""

import os
import platform
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from assay.core.canonical import digest_of
from assay.core.domain import Gathered, Sought
from assay.core.errors import BadInput
from assay.core.fact import Fact, Material, Standing
from assay.core.outcome import RuleId
from assay.core.report import Envelope, Options, Report
from assay.core.subject import SubjectKind
from assay.engine.baseline import read_baseline
from assay.engine.cache import Cache
from assay.engine.children import ForkedChildren, Progress, silent
from assay.engine.diff import EVERY_LINE, Lines, changed_lines
from assay.engine.kinds import kind_of
from assay.engine.material import scan_material, source_texts
from assay.engine.memory import Memory, Remembering
from assay.engine.request import ScanRequest, all_cores
from assay.engine.rules import BoundRule, choose, gatherer_for, load
from assay.engine.settings import FILE, LARGEST, Settings, parse_settings
from assay.sources.files.locate import locate


def scan(request: ScanRequest, progress: Progress = silent) -> tuple[Report, Envelope]:
    """Reads the subject, asks the rules, grades. Raises `BadInput` when the subject or an option makes no sense.

    What can't be read or answered is a gap or an unknown in the report, never an error.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    kind = kind_of(request.paths, request.kind)
    rules = load(kind)
    data = _settings_file(request, kind)
    settings = _parsed(data, rules, request.config)
    workers = request.workers or all_cores()
    limits = request.limits(settings.scan.budget, settings.scan.memory)
    children = ForkedChildren(workers=workers, limits=limits, progress=progress)
    baseline = read_baseline(request.baseline) if request.baseline is not None else None
    only = _only(request.only or settings.scan.only, rules)
    sought = Sought(
        paths=request.paths, stdin=request.stdin, include=settings.scan.include, exclude=settings.scan.exclude
    )
    memory = Memory(Cache(request.cache)) if request.cache is not None else None
    gathered = gatherer_for(kind)(sought, Remembering(children, memory) if memory is not None else children)
    material = _with_settings(gathered.material, data)
    options = Options(
        paths=gathered.named,
        only=only,
        as_of=request.today.isoformat(),
        baseline=baseline,
        changed_lines=_changed(request, gathered),
    )
    report = scan_material(material, options, rules, children, memory)
    if memory is not None:
        memory.close()
    if not request.keep_source:
        report = without_source(report)
    return report, _envelope(report, gathered, workers, started, time.monotonic() - clock)


def project_settings(request: ScanRequest) -> Settings:
    """What the project's `assay.toml` says; empty when there is none. Raises `BadInput` for mistakes in it."""
    kind = kind_of(request.paths, request.kind)
    return _parsed(_settings_file(request, kind), load(kind), request.config)


def without_source(report: Report) -> Report:
    """The same report with the digests of its facts only, sealed anew."""
    facts = tuple(msgspec.structs.replace(fact, text=None) for fact in report.facts)
    return msgspec.structs.replace(report, facts=facts).sealed()


def _settings_file(request: ScanRequest, kind: SubjectKind) -> bytes | None:
    """The settings of a code base lie at its root; those for another kind of subject have to be named."""
    if request.config is not None:
        return _read_config(request.config)
    if request.stdin is not None or kind is not SubjectKind.CODE:
        return None
    tree = locate([str(path) for path in request.paths]).tree
    return tree.read(FILE) if tree.exists(FILE) else None


def _read_config(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error


def _parsed(data: bytes | None, rules: tuple[BoundRule, ...], named: Path | None) -> Settings:
    if data is None:
        return Settings()
    try:
        return parse_settings(data, known_rules=tuple(bound.rule.id for bound in rules))
    except BadInput as error:
        if named is None:
            raise
        raise BadInput(f"{named}{str(error).removeprefix(FILE)}") from error


def _only(ids: tuple[str, ...], rules: tuple[BoundRule, ...]) -> tuple[RuleId, ...]:
    """Checked before anything is read, so that a mistyped rule costs no time."""
    return tuple(bound.rule.id for bound in choose(ids, rules)) if ids else ()


def _with_settings(material: Material, data: bytes | None) -> Material:
    """With `assay.toml` among the facts: what it suppresses can then be checked again."""
    if data is None:
        return material
    fact = Fact(
        kind="config",
        key=FILE,
        origin="file",
        standing=Standing.DECLARED,
        digest=digest_of(data),
        text=data.decode(),
    )
    return replace(material, facts=(*(known for known in material.facts if known.key != FILE), fact))


def _changed(request: ScanRequest, gathered: Gathered) -> dict[str, Lines] | None:
    """Of the sources that were read, and within their length."""
    if request.diff is None:
        return None
    if gathered.root is None:
        raise BadInput("--diff: standard input is in no git repository")
    changed = changed_lines(gathered.root, request.diff)
    texts = source_texts(gathered.material.facts)
    return {
        path: tuple((first, min(last, _lines(texts[path])) if last == EVERY_LINE else last) for first, last in ranges)
        for path, ranges in changed.items()
        if path in texts
    }


def _lines(text: bytes) -> int:
    return max(1, text.count(b"\n") + (not text.endswith(b"\n")))


def _envelope(report: Report, gathered: Gathered, workers: int, started: datetime, seconds: float) -> Envelope:
    used = os.times()
    return Envelope(
        report=report.digest,
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        cpu_seconds=round(used.user + used.system + used.children_user + used.children_system, 3),
        machine=platform.platform(),
        python=platform.python_version(),
        root=str(gathered.root or Path("-")),
        workers=workers,
    )
