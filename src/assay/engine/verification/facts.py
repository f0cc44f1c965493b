"""The facts that were kept beside the report, and the subject that they make up."""

import base64
import binascii
from collections.abc import Iterator, Mapping

from assay.core.canonical import digest_of, manifest_digest
from assay.core.fact import Fact
from assay.core.report import Report
from assay.core.subject import WHOLE_FILES
from assay.engine.verification.items import Item, fails, judged, unchecked

FROM_FILES = frozenset({"source", "config"})
ORIGINS = ("file", "stdin")
"""Where facts of these kinds come from; a report that somebody wrote might name a place, or a secret."""


def check_facts(report: Report) -> Iterator[Item]:
    """Each fact against its digest, then the subject against the facts."""
    seen: set[tuple[str, str]] = set()
    some_kept = any(fact.text is not None for fact in report.facts)
    for fact in report.facts:
        about = f"{fact.kind} {fact.key}"
        if (fact.kind, fact.key) in seen:
            yield fails("fact", about, "it stands in the report twice")
        elif fact.kind in FROM_FILES and fact.origin not in ORIGINS:
            yield fails("fact", about, f"code comes from {' or '.join(ORIGINS)}, not from {fact.origin[:80]!a}")
        elif fact.text is None and some_kept:
            yield fails("fact", about, "its content is missing while that of others was kept: a scan keeps all or none")
        elif fact.text is None:
            yield unchecked("fact", about, "only its digest was kept")
        else:
            data = content(fact)
            same = data is not None and digest_of(data) == fact.digest
            yield judged("fact", about, None if same else "its content has another digest")
        seen.add((fact.kind, fact.key))
    yield _subject(report)


def kept_sources(report: Report) -> Mapping[str, bytes]:
    """The sources whose content was kept and can be read, by path."""
    found = {}
    for fact in report.facts:
        data = content(fact) if fact.kind == "source" else None
        if data is not None:
            found[fact.key] = data
    return found


def content(fact: Fact) -> bytes | None:
    """The bytes of a fact; None when they were not kept or are not in the encoding that it names."""
    if fact.text is None:
        return None
    if fact.encoding == "utf-8":
        return fact.text.encode("utf-8", "surrogatepass")
    try:
        data = base64.b64decode(fact.text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # Base64 has many spellings of the same bytes, and a report has one.
    return data if fact.encoding == "base64" and base64.b64encode(data).decode() == fact.text else None


def _subject(report: Report) -> Item:
    digests = {fact.key: fact.digest for fact in report.facts if fact.kind == "source"}
    files = (part.id for part in report.parts if part.kind in WHOLE_FILES)
    same = manifest_digest(files, digests) == report.subject.digest
    return judged("subject", "", None if same else "the reported files and their digests give another digest")
