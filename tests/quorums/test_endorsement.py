"""Endorsement policies over the identities of a channel."""

from itertools import combinations

import pytest

from assay.core.errors import BadInput
from assay.quorums.endorsement import endorsers, fabric_channel
from assay.quorums.parties import Party, Roster
from assay.quorums.policies import Policy, any_of, suffices
from assay.quorums.protocols import raft
from assay.quorums.systems import Failure, PowerKind
from assay.quorums.weak_points import single_points

PEERS = {"peer0.org1": "Org1.peer", "peer1.org1": "Org1.peer", "admin.org1": "Org1.admin", "peer0.org2": "Org2.peer"}


def minimal(policy: Policy, names: tuple[str, ...]) -> set[frozenset[str]]:
    """The smallest sets of the named that suffice."""
    enough = [frozenset(c) for k in range(len(names) + 1) for c in combinations(names, k) if suffices(policy, c)]
    return {one for one in enough if not any(other < one for other in enough)}


def test_without_identities_every_principal_is_one_party() -> None:
    policy = endorsers("OutOf(2, 'Org1.member', 'Org2.member', 'Org3.member')")
    names = ("Org1.member", "Org2.member", "Org3.member")
    assert minimal(policy, names) == {frozenset(pair) for pair in combinations(names, 2)}


def test_a_member_is_anybody_of_the_organisation_and_a_peer_only_a_peer() -> None:
    assert minimal(endorsers("AND('Org1.peer', 'Org2.member')", PEERS), tuple(PEERS)) == {
        frozenset(("peer0.org1", "peer0.org2")),
        frozenset(("peer1.org1", "peer0.org2")),
    }
    assert len(minimal(endorsers("OR('Org1.member')", PEERS), tuple(PEERS))) == 3


def test_two_mentions_of_a_principal_ask_for_two_identities() -> None:
    policy = endorsers("AND('Org1.peer', 'Org1.peer')", PEERS)
    assert minimal(policy, tuple(PEERS)) == {frozenset(("peer0.org1", "peer1.org1"))}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("AND('Org1.peer', 'Org3.peer')", "column 18: nobody is Org3.peer"),
        ("AND('Org2.peer', 'Org2.peer')", "column 18: asks for 2 identities of Org2.peer, there are 1"),
        ("AND('Org1.peer', 'Org1.member')", "column 18: 'peer0.org1' could sign for this part or .* in column 5"),
        ("AND('Org1.peer', OR('Org1.peer', 'Org2.peer'))", "column 18: 'peer0.org1' could sign for this part"),
    ],
)  # fmt: skip
def test_what_counting_does_not_decide_is_refused_with_its_column(text: str, error: str) -> None:
    with pytest.raises(BadInput, match=error):
        endorsers(text, PEERS)


def test_an_identity_that_is_no_principal_is_refused() -> None:
    with pytest.raises(BadInput, match=r"'org1' is not MSP\.role"):
        endorsers("OR('Org1.peer')", {"peer0": "org1"})


def test_a_channel_names_its_orderer_its_administrator_and_its_certificate_authority() -> None:
    system = fabric_channel(
        "OR('Org1.peer', AND('Org2.peer', 'Org3.peer'))",
        {"peer0.org1": "Org1.peer", "peer0.org2": "Org2.peer", "peer0.org3": "Org3.peer"},
        ordering=raft(["orderer"]),
        administrators=any_of("admin"),
        authorities={"Org1": "ca.org1", "Org2": "ca.org2"},
    )
    names = ("peer0.org1", "peer0.org2", "peer0.org3", "orderer", "admin", "ca.org1", "ca.org2")
    roster = Roster(tuple(Party(name) for name in names))
    found = {(point.event, point.failure, point.power) for point in single_points(system, roster)}
    assert found == {
        ("peer0.org1", Failure.FORGE, None),
        ("ca.org1", Failure.FORGE, None),
        ("admin", Failure.FORGE, PowerKind.MEMBERSHIP),
        ("orderer", Failure.HALT, PowerKind.ORDERING),
    }
