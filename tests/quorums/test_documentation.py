"""The page on quorums does what it shows."""

import doctest
from pathlib import Path

from assay import quorums

PAGE = Path(__file__).parents[2] / "docs" / "quorums.md"


def test_every_command_of_the_page_prints_what_it_says() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert failed == 0
    assert tried > 20


def test_the_package_s_own_example_holds() -> None:
    assert doctest.testmod(quorums, optionflags=doctest.ELLIPSIS).failed == 0


def test_every_protocol_variant_and_reader_is_on_the_page() -> None:
    shown = PAGE.read_text()
    asked = ["k_of_n", "pbft", "qbft", "raft", "stake_bft", "endorsers", "fabric_channel", "network", "single_points"]
    assert [name for name in (*asked, "spread", "delay", "one_more", "check") if f"q.{name}" not in shown] == []
