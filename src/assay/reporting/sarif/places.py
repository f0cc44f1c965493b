"""Where things are, in SARIF's words: artifacts, regions and logical locations."""

from typing import Any
from urllib.parse import quote

from assay.core.evidence import SourceSpan
from assay.core.fact import Fact
from assay.core.report import Report
from assay.core.subject import PartId, PartKind
from assay.reporting.context import RenderContext
from assay.reporting.escaping import visible
from assay.reporting.sources import Sources

ROOT = "SRCROOT"
_LOGICAL_KINDS = {
    PartKind.FILE: "module",
    PartKind.CONTRACT: "type",
    PartKind.FUNCTION: "function",
    PartKind.CHAIN: "module",
    PartKind.PRODUCER: "member",
}


class Places:
    """Turns spans and parts into locations that refer to the run's lists of artifacts and logical locations."""

    def __init__(self, report: Report, context: RenderContext) -> None:
        self._sources = Sources(report.facts)
        # A SARIF address must not climb out of its base, so such a prefix stays what the consumer's base is for.
        self._prefix = "" if context.path_prefix.startswith(("/", "..")) else context.path_prefix
        self._facts = [fact for fact in report.facts if fact.kind in ("source", "config")]
        self._artifact_index = {fact.key: index for index, fact in enumerate(self._facts)}
        self._parts = report.parts
        self._part_index = {part.id: index for index, part in enumerate(report.parts)}

    def artifacts(self) -> list[dict[str, Any]]:
        """Every file that was read, with its hash."""
        return [self._artifact(fact) for fact in self._facts]

    def logical_locations(self) -> list[dict[str, Any]]:
        """Every part, its parent by index."""
        made = []
        for index, part in enumerate(self._parts):
            location = {
                "index": index,
                "name": part.id.rpartition(":")[2],
                "fullyQualifiedName": str(part.id),
                "kind": _LOGICAL_KINDS[part.kind],
            }
            if part.parent is not None and part.parent in self._part_index:
                location["parentIndex"] = self._part_index[part.parent]
            made.append(location)
        return made

    def location(
        self, span: SourceSpan, *, text: str = "", part: PartId | None = None, number: int | None = None
    ) -> dict[str, Any]:
        """A location with its exact region; `number` makes it one that messages can link to."""
        made: dict[str, Any] = {
            "physicalLocation": {"artifactLocation": self.artifact(span.path), "region": self._region(span)}
        }
        if text:
            made["message"] = message(text)
        if number is not None:
            made["id"] = number
        if part is not None and part in self._part_index:
            made["logicalLocations"] = [{"index": self._part_index[part], "fullyQualifiedName": str(part)}]
        return made

    def line(self, what: str) -> dict[str, Any] | None:
        """The location that `path` or `path:12` names; None when it is no file of this report."""
        path, _, line = what.partition(":")
        if path not in self._artifact_index:
            return None
        made: dict[str, Any] = {"artifactLocation": self.artifact(path)}
        if line.isascii() and line.isdigit() and int(line) > 0:
            made["region"] = {"startLine": int(line)}
        return {"physicalLocation": made}

    def artifact(self, path: str) -> dict[str, Any]:
        """A percent-encoded address below the root."""
        made: dict[str, Any] = {"uri": quote(self._prefix + path), "uriBaseId": ROOT}
        if path in self._artifact_index:
            made["index"] = self._artifact_index[path]
        return made

    def _artifact(self, fact: Fact) -> dict[str, Any]:
        made: dict[str, Any] = {
            "location": self.artifact(fact.key),
            "hashes": {"sha-256": fact.digest.removeprefix("sha256:")},
        }
        if fact.kind == "source":
            made["roles"] = ["analysisTarget"]
            if fact.key.endswith(".sol"):
                made["sourceLanguage"] = "solidity"
        if (data := self._sources.data(fact.key)) is not None:
            made["length"] = len(data)
        return made

    def _region(self, span: SourceSpan) -> dict[str, Any]:
        made: dict[str, Any] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
            "byteOffset": span.start,
            "byteLength": max(0, span.end - span.start),
        }
        if (text := self._sources.text(span)) is not None:
            made["snippet"] = {"text": text}
        return made


def message(text: str) -> dict[str, Any]:
    """A message whose text can't be taken for one of SARIF's own links (`[text](1)`)."""
    return {"text": visible(text).replace("](", "] (")}
