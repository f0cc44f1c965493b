"""What integers can be: intervals and order between values, along every path of a function.

Values get symbols (equal symbols are equal values: two loads of a place with no store in between), conditions that
were passed become facts about symbols, and a wrap of an operation is ruled out where interval or facts allow none.
"""

from assay.solidity.flow.ranges.facts import State
from assay.solidity.flow.ranges.solve import Ranges, ranges
from assay.solidity.flow.ranges.symbols import Symbol

__all__ = ["Ranges", "State", "Symbol", "ranges"]
