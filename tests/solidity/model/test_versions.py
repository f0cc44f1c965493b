"""The lowest compiler that a pragma admits."""

import pytest

from assay.solidity.model.versions import lowest_allowed


# npm's semver, whose grammar the Solidity documentation ("Version Pragma") refers to
@pytest.mark.parametrize(
    ("pragmas", "expected"),
    [
        (["^0.8.20"], (0, 8, 20)),
        (["0.8.20"], (0, 8, 20)),
        (["=0.8.20"], (0, 8, 20)),
        (["~0.6.2"], (0, 6, 2)),
        (["v0.5.17"], (0, 5, 17)),
        (["0.8"], (0, 8, 0)),
        (["^0.8"], (0, 8, 0)),
        (["0.8.x"], (0, 8, 0)),
        (["0.8.*"], (0, 8, 0)),
        ([">=0.4.22 <0.9.0"], (0, 4, 22)),
        ([">= 0.4.22  < 0.9.0"], (0, 4, 22)),
        ([">0.8.3"], (0, 8, 4)),
        ([">0.7"], (0, 8, 0)),
        (["0.6.0 - 0.8.10"], (0, 6, 0)),
        (["^0.5.0 || ^0.8.0"], (0, 5, 0)),
        (["<0.8.0"], (0, 4, 0)),
        (["<=0.6.12"], (0, 4, 0)),
        (["*"], (0, 4, 0)),
        (["<0.6.0 || ^0.8.0"], (0, 4, 0)),
        (["^0.8.0", ">=0.8.4"], (0, 8, 4)),
        ([], (0, 8, 0)),
        (["nonsense"], (0, 8, 0)),
        (["^0.8.0 " + "9" * 100_000], (0, 8, 0)),
    ],
)
def test_the_lowest_version_that_satisfies(pragmas: list[str], expected: tuple[int, int, int]) -> None:
    assert lowest_allowed(pragmas) == expected
