"""The documentation page does what it shows."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "consensus.md"


def test_every_command_of_the_page_prints_what_it_says() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0
