"""The methodology as versioned data, and the arithmetic that turns outcomes into a grade. Finds nothing itself."""

from assay.grading.grade import grade
from assay.grading.methodology import Methodology, latest

__all__ = ["Methodology", "grade", "latest"]
