"""All that one run measured: the JSON output as it stands, and what the tables are laid out from."""

from collections.abc import Mapping

from assay.core.record import Record
from assay.evaluation.curated import CuratedFigures
from assay.evaluation.pairs import RuleFigures, TwinFigures
from assay.evaluation.sound import SoundFigures


class Figures(Record, kw_only=True, frozen=True):
    """One run. Times differ between machines; everything else follows from versions and commits."""

    versions: Mapping[str, str]
    """What was run: `assay`, `slither`, `solc`, `python`."""
    command: str
    """How to repeat it."""
    curated: CuratedFigures | None
    sound: tuple[SoundFigures, ...]
    twins: TwinFigures | None
    rules: tuple[RuleFigures, ...]
