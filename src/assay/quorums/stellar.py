"""Federated quorum slices as Stellar publishes them: each node says whom it trusts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.core.errors import BadInput
from assay.quorums.policies import Policy, Signer, Weighted, suffices

MAX_NODES = 2_000
MAX_DEPTH = 4
"""Inner sets in one another; Stellar Core takes two levels."""

_KEY = re.compile(r"[^\x00-\x1f\x7f]{1,120}")


@dataclass(frozen=True, slots=True)
class QuorumSet:
    """Satisfied by a set that has `threshold` of the validators and satisfied inner sets."""

    threshold: int
    validators: tuple[str, ...] = ()
    inner: tuple["QuorumSet", ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Every node and its quorum set; a node without one takes part in no quorum."""

    nodes: Mapping[str, QuorumSet | None]


def network(published: Any) -> Network:
    """From decoded JSON: a list of nodes with `publicKey` and `quorumSet` (`threshold`, `validators`,
    `innerQuorumSets`), as Stellarbeat publishes it. Raises `BadInput` that names the node and the field."""
    if not isinstance(published, list) or len(published) > MAX_NODES:
        raise BadInput(f"quorum sets: a list of at most {MAX_NODES} nodes is expected")
    nodes: dict[str, QuorumSet | None] = {}
    for number, node in enumerate(published):
        key = node.get("publicKey") if isinstance(node, dict) else None
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise BadInput(f"node {number + 1}: publicKey is missing or not a name")
        if key in nodes:
            raise BadInput(f"node {number + 1}: {key!a} is there twice")
        said = node.get("quorumSet")
        nodes[key] = None if said is None else _quorum_set(said, key, MAX_DEPTH)
    return Network(nodes)


def _quorum_set(said: Any, where: str, depth: int) -> QuorumSet:
    if not isinstance(said, dict) or not depth:
        raise BadInput(f"{where}: quorumSet is not an object, or nested more than {MAX_DEPTH} deep")
    threshold = said.get("threshold")
    validators, inner = said.get("validators", []), said.get("innerQuorumSets", [])
    if type(threshold) is not int or threshold < 0:
        raise BadInput(f"{where}: threshold is not a whole number from 0 on")
    if not isinstance(validators, list) or not all(isinstance(key, str) and _KEY.fullmatch(key) for key in validators):
        raise BadInput(f"{where}: validators is not a list of names")
    if not isinstance(inner, list):
        raise BadInput(f"{where}: innerQuorumSets is not a list")
    return QuorumSet(
        threshold,
        tuple(dict.fromkeys(validators)),
        tuple(_quorum_set(one, f"{where}, inner set {k + 1}", depth - 1) for k, one in enumerate(inner)),
    )


def shared_policy(network: Network) -> Policy | None:
    """Where all nodes say the same, as in a symmetric top tier, any set of nodes that satisfies this is a quorum."""
    first = next(iter(network.nodes.values()), None)
    if first is None or any(said != first for said in network.nodes.values()):
        return None
    policy = _policy(first, network)
    return None if suffices(policy, ()) else policy  # no set without nodes is a quorum


def _policy(said: QuorumSet, network: Network) -> Policy:
    known = (key for key in said.validators if key in network.nodes)
    parts = [*map(Signer, known), *(_policy(one, network) for one in said.inner)]
    return Weighted(min(said.threshold, len(parts) + 1), tuple((1, part) for part in parts))
