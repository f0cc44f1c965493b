"""Parties that can fail together: exact probability of theft, halt and loss, cut sets, importance. Judges nothing.

>>> from assay import quorums
>>> keys = [quorums.Party(name, compromise=0.01) for name in "abcde"]
>>> vendor = quorums.Cause(name="vendor", mode=quorums.Mode.COMPROMISE, probability=0.02, members=("a", "b", "c"))
>>> roster = quorums.Roster(tuple(keys), (vendor,))
>>> quorums.assess(quorums.k_of_n(3, roster.names), roster).forge.chance.value
0.02000965...
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assay.core.errors import MissingExtra

if TYPE_CHECKING:
    from assay.quorums.assessment import Assessment, Risk, assess
    from assay.quorums.bounds import Bracket, bracket, probability
    from assay.quorums.chances import Chance, chance
    from assay.quorums.diagram import Diagram, structure
    from assay.quorums.endorsement import endorsers, fabric_channel
    from assay.quorums.importance import Importance, fussell_vesely, importances
    from assay.quorums.minimal_sets import CutSets, cut_sets
    from assay.quorums.parties import Cause, Event, Mode, Party, PartyKind, Roster, within
    from assay.quorums.policies import (
        Policy,
        Signer,
        Weighted,
        all_of,
        any_of,
        at_least,
        dual,
        signers,
        suffices,
        weighted,
    )
    from assay.quorums.protocols import k_of_n, pbft, qbft, raft, stake_bft
    from assay.quorums.recovery import Plan, Step, check
    from assay.quorums.slices import blocking_sets, disjoint_quorums, federated, minimal_quorums, splitting_sets
    from assay.quorums.stellar import Network, QuorumSet, network
    from assay.quorums.systems import MODES, Failure, Power, PowerKind, System
    from assay.quorums.variants import Effect, Variant, compare, delay, one_more, spread
    from assay.quorums.weak_points import SinglePoint, single_points

_HOME = {
    "assessment": "Assessment Risk assess",
    "minimal_sets": "CutSets cut_sets",
    "endorsement": "endorsers fabric_channel",
    "slices": "blocking_sets disjoint_quorums federated minimal_quorums splitting_sets",
    "importance": "Importance fussell_vesely importances",
    "parties": "Cause Event Mode Party PartyKind Roster within",
    "policies": "Policy Signer Weighted all_of any_of at_least dual signers suffices weighted",
    "bounds": "Bracket bracket probability",
    "chances": "Chance chance",
    "protocols": "k_of_n pbft qbft raft stake_bft",
    "recovery": "Plan Step check",
    "weak_points": "SinglePoint single_points",
    "stellar": "Network QuorumSet network",
    "diagram": "Diagram structure",
    "systems": "MODES Failure Power PowerKind System",
    "variants": "Effect Variant compare delay one_more spread",
}
_LAZY = {name: module for module, names in _HOME.items() for name in names.split()}

__all__ = [
    "MODES",
    "Assessment",
    "Bracket",
    "Cause",
    "Chance",
    "CutSets",
    "Diagram",
    "Effect",
    "Event",
    "Failure",
    "Importance",
    "Mode",
    "Network",
    "Party",
    "PartyKind",
    "Plan",
    "Policy",
    "Power",
    "PowerKind",
    "QuorumSet",
    "Risk",
    "Roster",
    "Signer",
    "SinglePoint",
    "Step",
    "System",
    "Variant",
    "Weighted",
    "all_of",
    "any_of",
    "assess",
    "at_least",
    "blocking_sets",
    "bracket",
    "chance",
    "check",
    "compare",
    "cut_sets",
    "delay",
    "disjoint_quorums",
    "dual",
    "endorsers",
    "fabric_channel",
    "federated",
    "fussell_vesely",
    "importances",
    "k_of_n",
    "minimal_quorums",
    "network",
    "one_more",
    "pbft",
    "probability",
    "qbft",
    "raft",
    "signers",
    "single_points",
    "splitting_sets",
    "spread",
    "stake_bft",
    "structure",
    "suffices",
    "weighted",
    "within",
]


def __getattr__(name: str) -> Any:
    """Imports the instrument's parts, and numpy with some, when they are first used."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"assay.quorums.{_LAZY[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        raise MissingExtra("assay.quorums", "chains", "numpy") from error
