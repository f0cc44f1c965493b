"""Code that exists twice, wrong and put right: the shipped examples, and each rule's flagged and clean ones.

What recall alone can't show is shown here: whether a tool tells a weakness from its innocent twin.
"""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from assay.core.errors import BadInput
from assay.core.record import Record
from assay.core.subject import SubjectKind
from assay.engine.rules import BoundRule, examples_dir, load
from assay.evaluation.curated import SLACK
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.staging import stage, stage_as_written
from assay.evaluation.tool import Flag, Reading, Tool, joined

TRUTH = "truth.toml"


class Weakness(Record, kw_only=True, frozen=True):
    """One entry of the examples' truth.toml."""

    file: str
    lines: tuple[int, int]
    """First and last, both included."""
    code: str
    owasp: str
    """`SC05`."""
    rule: str
    why: str
    fixed: str
    """The twin in which it is put right."""

    def pointed_at_by(self, flag: Flag) -> bool:
        """Whether `flag`, found in the weakness's file, lies within two lines of it."""
        first, last = self.lines
        return any(first - SLACK <= line <= last + SLACK for line in flag.lines)

    def named_by(self, flag: Flag) -> bool:
        """Whether `flag` is of the rule the truth names, or of another under the same OWASP entry."""
        return flag.rule == self.rule or any(tag.startswith(f"owasp:{self.owasp}:") for tag in flag.tags)


class TwinScore(Record, kw_only=True, frozen=True):
    """One tool on the examples."""

    tool: str
    found: int
    """Weaknesses at which it has a high or medium finding, whatever its name."""
    named: int
    """Weaknesses found under their own rule or OWASP entry, at any severity."""
    quiet: int
    """Fixed twins without a high or medium finding."""
    cpu_seconds: float
    compiler_seconds: float | None
    missed: tuple[str, ...]
    """Weaknesses that were not found."""
    alarms: tuple[str, ...]
    """High and medium findings in fixed twins."""
    lost: tuple[str, ...]


class TwinFigures(Record, kw_only=True, frozen=True):
    """What was measured on the shipped examples."""

    weaknesses: int
    fixed_twins: int
    scores: tuple[TwinScore, ...]


class RuleFigures(Record, kw_only=True, frozen=True):
    """One of our rules on its own examples."""

    rule: str
    flagged: int
    flagged_right: int
    """Flagged examples in which it has a finding."""
    clean: int
    clean_right: int
    """Clean examples in which it has none."""
    wrong: tuple[str, ...]
    """Examples that it gets wrong."""


def truth_in(folder: Path) -> tuple[Weakness, ...]:
    """The weaknesses that the examples' truth.toml lists. Raises `BadInput` when it is missing or malformed."""
    path = folder / TRUTH
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))["weakness"]
        return tuple(msgspec.convert(listed, list[Weakness]))
    except (OSError, KeyError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadInput(f"{path}: {error}") from error


def measure_twins(examples: Path, tools: Sequence[Tool], compilers: Compilers | None, scratch: Path) -> TwinFigures:
    """Hands all examples, vulnerable and fixed, to every tool."""
    truth = truth_in(examples)
    files = {path.relative_to(examples).as_posix(): path for path in sorted(examples.rglob("*.sol"))}
    batches = stage("twins", files, scratch, compilers, together=True)
    scores = []
    for tool in tools:
        reading = joined(tool.read(batch) for batch in batches)
        scores.append(twin_score(tool.name, truth, reading))
    return TwinFigures(weaknesses=len(truth), fixed_twins=len({one.fixed for one in truth}), scores=tuple(scores))


def twin_score(tool: str, truth: Sequence[Weakness], reading: Reading) -> TwinScore:
    """The arithmetic over what a tool said of all examples."""
    flags: dict[str, list[Flag]] = {}
    for flag in reading.flags:
        flags.setdefault(flag.path, []).append(flag)
    at = {one: [flag for flag in flags.get(one.file, ()) if one.pointed_at_by(flag)] for one in truth}
    missed = [one for one in truth if not any(flag.serious for flag in at[one])]
    alarms = {file: [flag for flag in flags.get(file, ()) if flag.serious] for file in sorted({t.fixed for t in truth})}
    return TwinScore(
        tool=tool,
        found=len(truth) - len(missed),
        named=sum(any(map(one.named_by, at[one])) for one in truth),
        quiet=sum(not given for given in alarms.values()),
        cpu_seconds=reading.cpu_seconds,
        compiler_seconds=reading.compiler_seconds,
        missed=tuple(f"{one.file}:{one.lines[0]}-{one.lines[1]} {one.rule}" for one in missed),
        alarms=tuple(flag.brief() for given in alarms.values() for flag in given),
        lost=tuple(f"{file}: {why}" for file, why in sorted(reading.lost.items())),
    )


def measure_rules(tool: Tool, scratch: Path) -> tuple[RuleFigures, ...]:
    """Every rule about code on the examples that it brings, all scanned in one call."""
    rules = [bound for bound in load(SubjectKind.CODE) if bound.rule.flagged or bound.rule.clean]
    files = {
        f"{bound.rule.id}/{name}": examples_dir(bound) / name
        for bound in rules
        for name in bound.rule.flagged + bound.rule.clean
    }
    if not files:
        return ()
    # As written: some weaknesses lie in comments, and what a rule's own examples are about is no secret.
    flags = tool.read(stage_as_written("rules", files, scratch)).flags
    return tuple(_rule_figures(bound, flags) for bound in rules)


def _rule_figures(bound: BoundRule, flags: Iterable[Flag]) -> RuleFigures:
    rule = bound.rule
    hit = {flag.path for flag in flags if flag.rule == rule.id}
    silent = [name for name in rule.flagged if f"{rule.id}/{name}" not in hit]
    alarmed = [name for name in rule.clean if f"{rule.id}/{name}" in hit]
    return RuleFigures(
        rule=str(rule.id),
        flagged=len(rule.flagged),
        flagged_right=len(rule.flagged) - len(silent),
        clean=len(rule.clean),
        clean_right=len(rule.clean) - len(alarmed),
        wrong=tuple([f"{name}: not flagged" for name in silent] + [f"{name}: flagged" for name in alarmed]),
    )
