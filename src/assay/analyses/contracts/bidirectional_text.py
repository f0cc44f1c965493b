"""Bidirectional text: characters that turn the direction of writing make code read otherwise than it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assay.core.outcome import Confidence, Exposure, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.solidity.facts import Files
from assay.solidity.model.declarations import File

RULE = Rule(
    id=RuleId("contracts.bidirectional-text"),
    title="Invisible characters turn the order in which code is shown",
    kinds=(SubjectKind.CODE,),
    per=PartKind.FILE,
    area=Area.IMPLEMENTATION,
    severities=(Severity.HIGH, Severity.MEDIUM),
    tags=("owasp:SC03:2025", "swc:130", "cwe:451", "dasp:other"),
    meaning=(
        "Unicode has invisible characters that make the text after them run from right to left. In source code they "
        "show a reader other arguments, another comment or another order than the compiler sees; there is no honest "
        "use for them in a contract.\n\nNot flagged: letters of scripts that are written from right to left, emoji and "
        "other text in comments and strings without such control characters."
    ),
    remedy="Remove the characters; write the text that was meant.",
    references=("https://swcregistry.io/docs/SWC-130", "https://trojansource.codes/"),
    flagged=("bidirectional_text_comment.sol", "bidirectional_text_override_old.sol"),
    clean=("bidirectional_text_clean_arabic_comment.sol", "bidirectional_text_clean_emoji.sol"),
)

_CONTROL = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
"""U+202A to U+202E (embeddings, overrides) and U+2066 to U+2069 (isolates) in UTF-8."""
_OVERRIDES = frozenset({"\u202d", "\u202e"})


@answers(RULE)
def bidirectional_text(files: Files) -> Iterator[Outcome]:
    """One finding a file, at the first such character."""
    for file in files:
        places = list(_CONTROL.finditer(file.source))
        if places:
            yield _found(file, places)


def _found(file: File, places: list[re.Match[bytes]]) -> Found:
    characters = [m.group().decode("utf-8") for m in places]
    names = ", ".join(sorted({f"U+{ord(c):04X}" for c in characters}))
    return RULE.found(
        file.part,
        f"{len(places)} invisible characters turn the direction of the text here ({names})",
        at=file.stretch(places[0].start(), places[0].end()),
        severity=Severity.HIGH if _OVERRIDES & set(characters) else Severity.MEDIUM,
        confidence=Confidence.HIGH,
        exposure=Exposure.ANYONE,
    )
