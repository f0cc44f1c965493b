"""The analysed text, looked up in the facts that the report carries."""

import base64
import binascii
from collections.abc import Iterable

from assay.core.evidence import SourceSpan
from assay.core.fact import Fact


class Sources:
    """Reads files out of a report's facts. A file whose text was not kept, or can't be decoded, is None."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.key: fact for fact in facts if fact.kind in ("source", "config")}
        self._lines: dict[str, tuple[str, ...]] = {}

    def knows(self, path: str) -> bool:
        """Whether there is a fact of that name, with or without its text."""
        return path in self._facts

    def data(self, path: str) -> bytes | None:
        """The bytes of a file."""
        fact = self._facts.get(path)
        if fact is None or fact.text is None:
            return None
        if fact.encoding != "base64":
            return fact.text.encode("utf-8", "surrogatepass")
        try:
            return base64.b64decode(fact.text, validate=True)
        except (binascii.Error, ValueError):
            return None

    def lines(self, path: str) -> tuple[str, ...] | None:
        """The lines of a file without their ends; bytes that are not UTF-8 are shown as U+FFFD."""
        if path not in self._lines:
            data = self.data(path)
            if data is None:
                return None
            text = data.decode("utf-8", "replace")
            self._lines[path] = tuple(line.removesuffix("\r") for line in text.split("\n"))
        return self._lines[path]

    def text(self, span: SourceSpan) -> str | None:
        """Exactly what the span covers."""
        data = self.data(span.path)
        if data is None or not 0 <= span.start <= span.end <= len(data):
            return None
        return data[span.start : span.end].decode("utf-8", "replace")


def line_of(lines: tuple[str, ...], number: int) -> str:
    """Line `number`, counted from 1; empty beyond the end, so that a damaged report still renders."""
    return lines[number - 1] if 0 < number <= len(lines) else ""
