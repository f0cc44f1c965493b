"""The data file: read strictly, refused when it makes no sense, and every number with its reason."""

from fractions import Fraction
from importlib.resources import files

import pytest

from assay.core.errors import BadInput
from assay.core.outcome import Confidence, Exposure, Severity
from assay.core.rule import Area
from assay.grading import Methodology, latest
from assay.grading.methodology import UnknownMethodology, versions

TEXT = (files("assay.grading") / "data" / "methodology-2026.11.toml").read_text(encoding="utf-8")


def test_the_newest_methodology_is_the_one_of_november_2026() -> None:
    method = latest()
    assert method == Methodology.load("2026.11") == Methodology.read(TEXT)
    assert versions() == ("2026.11",)
    assert method.severity[Severity.HIGH] == Fraction(3, 5)
    assert set(method.confidence) == set(Confidence)
    assert set(method.exposure) == set(Exposure)
    assert list(method.areas) == list(Area)
    assert [band.letter for band in method.bands] == ["A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D", "F"]


def test_a_released_methodology_never_changes() -> None:
    assert latest().digest == "sha256:ec6bdaaa45c5e50977005a82615c40cfd33a7bd40a34b98a53dd151586bda2ab"


def test_every_number_has_a_sentence_that_says_why() -> None:
    reasons = latest().reasons
    assert len(reasons) == 15 + len(latest().bands)
    assert all(sentence.endswith(".") and len(sentence) > 30 for sentence in reasons.values())


def test_the_digest_is_of_the_content_not_of_its_lay_out() -> None:
    assert Methodology.read("# a comment\n\n" + TEXT).digest == latest().digest
    assert Methodology.read(TEXT.replace('"0.6"', '"0.61"')).digest != latest().digest


@pytest.mark.parametrize("version", ["2027.01", "", "../../etc/passwd", "2026.11\n"])
def test_an_unknown_version_is_refused(version: str) -> None:
    with pytest.raises(UnknownMethodology, match="this assay has 2026"):
        Methodology.load(version)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('factor = "0.6"', "factor = 0.6", "Expected `str`"),
        ('factor = "0.6"', 'factor = "0,6"', "not a decimal"),
        ('factor = "0.6"', 'factor = "-1"', "not a decimal"),
        ('factor = "0.6"', 'factor = "0.1"', "severity factors fall"),
        ('factor = "0.2"', 'factor = "0.5"', "above its ceiling"),
        ('factor = "0.7"', 'factor = "1.7"', "at most 1"),
        ('ceiling = "0.16"', 'ceiling = "0.5"', "ceilings fall"),
        ('factor = "20"', 'factor = "2.5"', "whole number"),
        ("[confidence.low]", "[confidence.lower]", "Invalid enum"),
        ("[rollup.floor]", "[rollup.ground]", "floor|ground"),
        ('from = "0"', 'from = "1"', "the last band starts at 0"),
        ('from = "93"', 'from = "98"', "bands fall"),
        ("ecosystem =", "unknown =", "Invalid enum"),
        ('version = "2026.11"', 'version = "new"', "looks like"),
    ],
)
def test_a_methodology_that_makes_no_sense_is_refused(before: str, after: str, why: str) -> None:
    assert before in TEXT
    with pytest.raises(BadInput, match=why):
        Methodology.read(TEXT.replace(before, after, 1))
