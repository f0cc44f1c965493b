"""From the bytes of a Solidity file to a small typed tree; knows nothing of other files."""

from assay.solidity.syntax.lines import LineIndex, span
from assay.solidity.syntax.unit import parse

__all__ = ["LineIndex", "parse", "span"]
