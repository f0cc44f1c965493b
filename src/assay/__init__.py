"""assay tells, with evidence, how secure a blockchain thing is.

The story of the folders: a subject is named, `sources` fetch facts about it, instruments (`solidity`, …)
read those facts, the rules in `analyses` ask one question each, `grading` turns outcomes into a grade,
and `reporting` shows the report. `engine` schedules all of it; `core` holds the words everyone shares.
"""

__version__ = "0.1.0"
