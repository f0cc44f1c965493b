"""Declared figures: what the answers rest on was said by somebody, and measured by nobody."""

from collections.abc import Iterator

from assay.analyses.chains._chain import Chain
from assay.core.outcome import Confidence, Exposure, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind

RULE = Rule(
    id=RuleId("chains.declared-only"),
    title="Figures rest on somebody's word",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.OPERATIONS,
    severities=(Severity.LOW,),
    tags=("cwe:345",),
    meaning=(
        "A hash rate, a list of producers or a chance of failure that the chain's own operators published can "
        "be what they would like it to be; in 2025 a pool claimed 52.7 % of a chain on which 23 to 34 % were "
        "measured. A source whose `standing` is `observed` was measured by somebody without a stake in the "
        "answer.\n\nNot flagged: what is a choice and no measurement (`payment`, `bounds`), and sources on "
        "which nothing rests."
    ),
    remedy="Measure it, or cite somebody who did and has no stake in the answer.",
    references=(
        "https://arxiv.org/abs/2512.01437",
        "https://arxiv.org/abs/2205.14260",
    ),
    flagged=("declared_only_white_paper.toml",),
    clean=("declared_only_clean_observed.toml",),
)


MEASURED = ("consensus", "work", "stake", "producers", "parties", "membership", "ordering", "endorsement", "anchors")
"""Tables that say what is, and not what is wanted."""
NAMED = 4
"""Figures that are listed; the others are counted."""


@answers(RULE)
def declared_only(chain: Chain) -> Iterator[Outcome]:
    """One finding for each source that is only somebody's word and on which figures rest."""
    resting: dict[str, list[str]] = {}
    for path, source in chain.cited(*MEASURED):
        if source.standing == "declared":
            key = next(name for name, one in chain.profile.sources.items() if one is source)
            resting.setdefault(key, []).append(".".join(str(name) for name in path))
    for key in sorted(resting):
        figures = resting[key]
        more = f" and {len(figures) - NAMED} more" if len(figures) > NAMED else ""
        yield RULE.found(
            chain.part,
            f"{', '.join(figures[:NAMED])}{more} rest on {key}, which nobody observed",
            at=chain.at("sources", key),
            confidence=Confidence.HIGH,
            exposure=Exposure.PRIVILEGED,
        )
