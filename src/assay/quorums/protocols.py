"""Agreement protocols as quorums: how many have to lie to break safety, how many have to be missing to stop it."""

from collections.abc import Mapping, Sequence

from assay.core.errors import BadInput
from assay.quorums.policies import Weighted, any_of, at_least, weighted
from assay.quorums.systems import System


def k_of_n(k: int, names: Sequence[str]) -> System:
    """Any `k` of the named can act, and nobody else: a multi-signature or a threshold key."""
    quorum = _count("k-of-n", k, names)
    return System(name=f"{k}-of-{len(names)}", forge=quorum, act=quorum)


def pbft(names: Sequence[str]) -> System:
    """PBFT: `n` replicas bear `f = (n-1)//3` that lie; a quorum is the least for which any two share an honest one.

    For n = 3f+1 that is 2f+1. Safety is gone when two quorums share only liars: from 2q - n of them on (f+1).
    Source: Castro & Liskov 1999, sections 4 and 4.3.
    """
    n = len(names)
    faulty = (n - 1) // 3
    return _byzantine("pbft", (n + faulty) // 2 + 1, names)


def qbft(names: Sequence[str]) -> System:
    """QBFT and IBFT 2.0, as Hyperledger Besu runs them: a quorum is two thirds of the validators, rounded up.

    Below four validators a single one that lies breaks safety or liveness.
    """
    return _byzantine("qbft", -(-2 * len(names) // 3), names)


def raft(names: Sequence[str]) -> System:
    """Raft: a majority goes on, and nobody is expected to lie, so one compromised member can write what it likes.

    Source: Ongaro & Ousterhout 2014, section 5 (crash failures only).
    """
    majority = _count("raft", len(names) // 2 + 1, names)
    return System(name=f"raft {len(names)}", forge=any_of(*names), act=majority)


def stake_bft(stakes: Mapping[str, int]) -> System:
    """Tendermint and its kin: more than two thirds of the stake commits.

    Safety needs 2q - W of the stake W to lie, with q the least stake that commits. With unequal stakes that much
    need not always suffice, since the others may not be divisible so; `forge` is then the cautious side.
    """
    total = sum(stakes.values())
    if not stakes or min(stakes.values()) < 0 or not total:
        raise BadInput("stakes are whole numbers from 0 on, and not all 0")
    quorum = 2 * total // 3 + 1
    return System(
        name=f"stake-weighted, {len(stakes)} validators",
        forge=weighted(2 * quorum - total, dict(stakes)),
        act=weighted(quorum, dict(stakes)),
    )


def _byzantine(name: str, quorum: int, names: Sequence[str]) -> System:
    act = _count(name, quorum, names)
    return System(name=f"{name} {len(names)}", forge=at_least(2 * quorum - len(names), names), act=act)


def _count(name: str, k: int, names: Sequence[str]) -> Weighted:
    if len(set(names)) != len(names):
        raise BadInput(f"{name}: a party is named twice")
    if not 1 <= k <= len(names):
        raise BadInput(f"{name}: {k} of {len(names)} parties can't be asked for")
    return at_least(k, names)
