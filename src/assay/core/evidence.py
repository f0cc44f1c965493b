"""Evidence: what anyone can check again without trusting us.

A closed union. Whoever adds a kind lets mypy list, through `assert_never`, the places it must reach:
rendering, verification and SARIF.
"""

from assay.core.record import Record
from assay.core.subject import PartId


class SourceSpan(Record, frozen=True, kw_only=True, tag="span"):
    """A stretch of one source file, and the digest its text has."""

    path: str
    """Below the project's root, with `/`."""
    start: int
    end: int
    """Byte offsets, half open."""
    line: int
    column: int
    end_line: int
    end_column: int
    """Lines and columns count from 1, columns in Unicode code points; the end is exclusive, as in SARIF."""
    digest: str
    """`sha256:…` of the bytes `start:end`."""


class Step(Record, frozen=True, kw_only=True):
    """One statement on the path that makes a finding true."""

    span: SourceSpan
    note: str
    """What happens here, in words: "ether leaves to the caller"."""
    function: PartId
    """The function or modifier body that holds the statement."""


class Statements(Record, frozen=True, kw_only=True, tag="statements"):
    """Statements that one execution can reach in this order."""

    steps: tuple[Step, ...]


class Calculation(Record, frozen=True, kw_only=True, tag="calculation"):
    """Exact arithmetic that anyone can do again; see `assay.core.calculation` for the formula's grammar."""

    formula: str
    inputs: dict[str, str]
    """Each name in the formula, with its value as an exact integer or fraction: `"3"`, `"1/3"`."""
    value: str
    unit: str = ""


Evidence = SourceSpan | Statements | Calculation


class Guard(Record, frozen=True, kw_only=True):
    """A check that stands in the way, and why it does not help against this finding."""

    span: SourceSpan
    name: str
    """As the code calls it: `onlyOwner`, `require(amount > 0)`."""
    why_not: str
