"""Monotone policies, their duals, and their networks of gates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quorums.arbitrary import policies

from assay.core.errors import BadInput
from assay.quorums.gates import gates
from assay.quorums.policies import (
    MAX_DEPTH,
    Policy,
    Signer,
    Weighted,
    all_of,
    any_of,
    at_least,
    dual,
    signers,
    suffices,
)

NAMES = tuple("abcd")
SETS = st.frozensets(st.sampled_from(NAMES))


@given(policies(NAMES), SETS)
def test_the_dual_blocks_exactly_when_the_others_do_not_suffice(policy: Policy, failed: frozenset[str]) -> None:
    assert suffices(dual(policy), failed) == (not suffices(policy, frozenset(NAMES) - failed))


@given(policies(NAMES))
def test_the_dual_of_the_dual_is_the_policy(policy: Policy) -> None:
    assert dual(dual(policy)) == policy


@given(policies(NAMES), SETS, SETS)
def test_more_parties_never_suffice_less(policy: Policy, some: frozenset[str], more: frozenset[str]) -> None:
    assert suffices(policy, some) <= suffices(policy, some | more)


@given(policies(NAMES), SETS)
def test_gates_say_what_the_policy_says(policy: Policy, acting: frozenset[str]) -> None:
    network = gates(policy, {name: number for number, name in enumerate(NAMES)})
    if network.constant is not None:
        assert network.constant == suffices(policy, acting)
        return
    true: list[bool] = []
    for gate in network.gates:
        gathered = sum(weight for number, weight in gate.parties if NAMES[number] in acting)
        true.append(gathered + sum(weight for number, weight in gate.gates if true[number]) >= gate.threshold)
        assert 1 <= gate.threshold <= sum(weight for _, weight in gate.parties + gate.gates)
    assert true[-1] == suffices(policy, acting)


def test_signers_come_in_order_of_first_mention() -> None:
    assert signers(all_of("c", any_of("a", "c"), at_least(2, ["b", "a"]))) == ("c", "a", "b")


@pytest.mark.parametrize(
    ("threshold", "weights", "why"),
    [
        (-1, (1,), "a threshold of -1"),
        (4, (1, 1), "the parts weigh 2 together"),
        (1, (0,), "weights are whole numbers"),
    ],
)
def test_a_threshold_out_of_reach_is_refused(threshold: int, weights: tuple[int, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        Weighted(threshold, tuple((weight, Signer("a")) for weight in weights))


def test_a_policy_deeper_than_any_real_one_is_refused() -> None:
    policy: Policy = Signer("a")
    for _ in range(MAX_DEPTH):
        policy = any_of(policy, "b")
    with pytest.raises(BadInput, match="levels"):
        signers(policy)


def test_a_signer_who_is_no_party_is_named() -> None:
    with pytest.raises(BadInput, match="'ghost', which is not among the parties"):
        gates(any_of("a", "ghost"), {"a": 0})
