"""Decker & Wattenhofer's rate, walks and draws done by hand, and bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.consensus import network
from assay.core.errors import BadInput


def test_the_stale_rate_from_propagation_is_decker_and_wattenhofer_s() -> None:
    # 2013, section 4: a mean of 11.37 s and a block every 633.68 s give 1.78 %; they observed 1.69 %.
    assert network.stale_rate(11.37, 633.68) == pytest.approx(0.0178, abs=5e-5)


def test_a_curve_gives_what_its_mean_gives() -> None:
    seconds = np.linspace(0, 200, 4_001)
    curve = 1 - np.exp(-seconds / 10)
    assert network.stale_rate_from_curve(seconds, curve, 600.0) == pytest.approx(network.stale_rate(10, 600), rel=1e-4)
    with pytest.raises(BadInput, match="ascend"):
        network.stale_rate_from_curve([1, 2], [0.9, 0.1], 600.0)


@given(rate=st.floats(1e-6, 10), delay=st.floats(0, 100))
def test_delay_weakens_the_longest_chain_and_never_below_nothing(rate: float, delay: float) -> None:
    growth, holds = network.growth_bound(rate, delay), network.longest_chain_resilience(rate, delay)
    assert 0 < growth <= rate
    assert 0 < holds <= 0.5
    assert holds == pytest.approx(growth / (growth + rate))


def test_the_tried_table_is_preferred_as_bitcoin_s_address_manager_did() -> None:
    # Heilman et al. 2015, section 2.3; the client's code weighs √tried·(100 − (10 + 10ω)) against √new·(10 + 10ω).
    omega, tried, new = np.arange(8), 300.0, 1_200.0
    client = (
        np.sqrt(tried) * (90 - 10 * omega) / (np.sqrt(tried) * (90 - 10 * omega) + np.sqrt(new) * (10 + 10 * omega))
    )
    np.testing.assert_allclose(network.tried_preference(tried / new, omega), client)


def test_stale_addresses_of_honest_nodes_help_to_eclipse() -> None:
    chances = [network.eclipse_probability(0.8, 0.9, age=age) for age in (0.0, 1.0, 30.0)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1] < 1
    assert network.eclipse_probability([0.0, 1.0], [0.0, 1.0]).tolist() == [0.0, 1.0]


def test_accepting_addresses_is_what_drawing_them_says() -> None:
    random = np.random.default_rng(3)
    wins = 0
    for _ in range(20_000):
        rejected = 0
        while True:
            if random.random() < 0.3:
                wins += 1
                break
            if random.random() < min(1.0, 1.2**rejected / 6.0):
                break
            rejected += 1
    got = network.eclipse_probability(0.3, 0.3, age=5.0, connections=1)
    assert got == pytest.approx(wins / 20_000, abs=4 * 0.5 / 20_000**0.5)


def test_more_groups_reach_more_buckets_up_to_all() -> None:
    reached = network.buckets_reached([0, 1, 10, 100, 10_000])
    assert reached[0] == 0.0
    assert reached[1] == pytest.approx(64 * (1 - (63 / 64) ** 4))
    assert reached[-1] == pytest.approx(64)


def test_peers_drawn_from_few_nodes_and_from_many() -> None:
    assert network.peer_slots(0.5, 8, 8) == pytest.approx(0.5**8)
    assert network.peer_slots(0.5, 8, 8, nodes=16) == pytest.approx(1 / 12_870)  # one of C(16, 8) draws
    assert network.peer_slots(0.25, 8, 0) == 1.0


GATEWAYS = {"a": ["p1"], "b": ["p2", "p3"], "c": ["p4"], "d": ["p5", "p6", "p7"], "hidden": []}
POWER = {"a": 20.0, "b": 30.0, "c": 15.0, "d": 25.0, "hidden": 10.0}


def test_the_fewest_prefixes_that_cut_off_half() -> None:
    assert network.isolate(GATEWAYS, POWER, 0.35) == network.Isolation(("p1", "p4"), 0.35, True)
    assert network.isolate(GATEWAYS, POWER, 0.5) == network.Isolation(("p1", "p2", "p3"), 0.5, True)
    assert network.isolate(GATEWAYS, POWER, 0.95) is None


def test_a_shared_prefix_counts_once_and_cuts_off_all_that_live_in_it() -> None:
    shared = {"a": ["p1"], "b": ["p1"], "c": ["p2"]}
    assert network.isolate(shared, {"a": 1.0, "b": 1.0, "c": 1.0}, 0.6) == network.Isolation(("p1",), 2 / 3, False)


def test_a_split_orphans_the_smaller_side_and_favours_the_attacker() -> None:
    split = network.split_work([0.5, 0.3, 0.0], 6.0, block_time=1 / 6)
    assert split.orphaned == pytest.approx([18.0, 10.8, 0.0])
    assert split.attacker_threshold == pytest.approx([1 / 3, 0.7 / 1.7, 0.5])
    assert 0.4 < split.smaller_wins[0] < 0.5
    assert 0 < split.smaller_wins[1] < 0.02
    assert split.smaller_wins[2] == 0.0


def test_no_two_sides_finalise_at_once_without_double_votes() -> None:
    assert network.split_finality((0.7, 0.3)).sides == (True, False)
    halves = network.split_finality((0.5, 0.5))
    assert halves == network.SplitFinality((False, False), True, 4_685)
    assert network.split_finality((1 / 3, 1 / 3), double_voting=1 / 3).conflicting_after == 0
    assert network.split_finality((0.5, 0.5), leak=False).conflicting_after is None


def test_delay_wastes_the_work_of_whoever_hears_late() -> None:
    assert network.uninformed(0, 600) == 0
    assert network.uninformed(1_200, 600) == pytest.approx(1 - np.exp(-2))
