"""Gives a finding a name that stays the same when its file is moved, reformatted or edited elsewhere."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from assay.core.canonical import canonical
from assay.core.outcome import Found
from assay.core.subject import WHOLE_FILES, PartId, PartKind
from assay.engine.lexical import tokens


def fingerprints(
    found: Sequence[Found], texts: Mapping[str, bytes], kinds: Mapping[PartId, PartKind]
) -> tuple[str, ...]:
    """32 hexadecimal digits for each finding, in the order given; no two are the same.

    They depend on the rule, the names of contract and function, the tokens at the finding's place, and, among
    findings that agree in these, on which comes first in the source.
    """
    alike: dict[bytes, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        alike[_key(each, texts, kinds)].append(place)
    names = [""] * len(found)
    for key, places in alike.items():
        for ordinal, place in enumerate(sorted(places, key=lambda place: _in_source(found[place]))):
            names[place] = hashlib.sha256(key + b"\n%d" % ordinal).hexdigest()[:32]
    return tuple(names)


def _key(found: Found, texts: Mapping[str, bytes], kinds: Mapping[PartId, PartKind]) -> bytes:
    text = texts.get(found.at.path)
    # Without its text a place is told by its digest: it survives moved lines, but no reformatting.
    place = found.at.digest if text is None else _normalised(text[found.at.start : found.at.end])
    return canonical((found.rule, _name(found.part, kinds), place))


def _normalised(text: bytes) -> str:
    return b" ".join(tokens(text)).hex()


def _name(part: PartId, kinds: Mapping[PartId, PartKind]) -> str:
    """Contract and function without the path."""
    return "" if kinds.get(part) in WHOLE_FILES else part.rpartition(":")[2]


def _in_source(found: Found) -> tuple[str, int, int, str, str]:
    return (found.at.path, found.at.start, found.at.end, found.part, found.message)
