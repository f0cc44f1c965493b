"""Finality at a cut: while the network is split, the chain stops, or its sides confirm what one of them will lose."""

from collections.abc import Iterator
from fractions import Fraction

from assay.analyses.chains._chain import Chain
from assay.analyses.chains._rewriting import NotSaid, needed
from assay.core.calculation import calculated
from assay.core.evidence import Evidence
from assay.core.outcome import Confidence, Found, Outcome, RuleId, Severity
from assay.core.rule import Area, Rule, answers
from assay.core.subject import PartKind, SubjectKind
from assay.sources.chains.profile import Consensus, Cut

RULE = Rule(
    id=RuleId("chains.finality-at-a-cut"),
    title="A split of the network stops the chain or undoes payments",
    kinds=(SubjectKind.CHAIN,),
    per=PartKind.CHAIN,
    area=Area.ECOSYSTEM,
    severities=(
        Severity.HIGH,
        Severity.MEDIUM,
    ),
    tags=("cwe:400",),
    meaning=(
        "A longest chain goes on in every part of a split network: when it heals, the blocks of all parts but "
        "one are lost, and payments with them that had all the confirmations that were asked for. A chain "
        "that needs two thirds never has two histories but stops when no part has that much; with an "
        "inactivity leak it goes on after a time, and then two parts can finalise two histories (a high "
        "finding).\n\nNot flagged: a cut that leaves one side with enough, or that heals before a payment on "
        "the lesser side has its confirmations."
    ),
    remedy=(
        "Place producers so that no single line divides them near the middle; ask for more confirmations "
        "while blocks come slowly."
    ),
    references=(
        "https://arxiv.org/abs/1605.07524",
        "https://eth2book.info/capella/part2/incentives/inactivity/",
    ),
    flagged=(
        "finality_at_a_cut_pow.toml",
        "finality_at_a_cut_leak.toml",
        "finality_at_a_cut_halves.toml",
    ),
    clean=(
        "finality_at_a_cut_clean_short.toml",
        "finality_at_a_cut_clean_third.toml",
    ),
)


@answers(RULE)
def finality_at_a_cut(chain: Chain) -> Iterator[Outcome]:
    """One finding for each cut that the chain does not get over."""
    cuts = chain.profile.network.cut if chain.profile.network is not None else ()
    if chain.profile.protocol is Consensus.FABRIC:
        yield RULE.not_applicable(chain.part, because="a cut of producers says nothing about who orders and endorses")
        return
    if not cuts:
        yield RULE.unknown(chain.part, because="network.cut is not in the profile")
        return
    for number, cut in enumerate(cuts):
        try:
            match chain.profile.protocol:
                case Consensus.POW:
                    yield from _longest_chain(chain, number, cut)
                case Consensus.POS:
                    yield from _finality(chain, number, cut)
                case _:
                    yield from _validators(chain, number, cut)
        except NotSaid as error:
            yield RULE.unknown(chain.part, because=str(error))
            return


def _longest_chain(chain: Chain, number: int, cut: Cut) -> Iterator[Outcome]:
    """Blocks that the second largest side makes, all lost in the end."""
    payment = chain.profile.payment
    said = needed(
        consensus__block_time=chain.profile.consensus.block_time,
        payment__confirmations=payment.confirmations if payment is not None else None,
    )
    lesser = sorted(_weights(chain, cut), reverse=True)[1]
    inputs = {"side": lesser, "duration": cut.duration.exact, "block_time": said["block_time"]}
    blocks = lesser * inputs["duration"] / inputs["block_time"]
    if blocks >= max(said["confirmations"], Fraction(1)):
        lost = calculated("side * duration / block_time", inputs, "blocks")
        message = f"payments with {said['confirmations']} confirmations are undone when {cut.name} heals"
        yield _found(chain, number, f"{message}: the lesser side has made {float(blocks):.3g} blocks", lost)


def _finality(chain: Chain, number: int, cut: Cut) -> Iterator[Outcome]:
    from assay.consensus.network import split_finality

    stake = chain.profile.stake
    assert stake is not None, "a profile of that kind has it"
    weights = _weights(chain, cut)
    after = split_finality(tuple(map(float, weights)), leak=stake.leak)
    largest = calculated("side >= 2 / 3", {"side": max(weights)})
    if after.conflicting_after is not None:
        epoch = needed(stake__epoch=stake.epoch)["epoch"]
        if after.conflicting_after * epoch <= cut.duration.exact:
            held = calculated("epochs * epoch", {"epochs": after.conflicting_after, "epoch": epoch}, "s")
            message = f"{cut.name} lasts so long that two sides finalise different histories"
            yield _found(chain, number, message, held, Severity.HIGH)
            return
    if after.halted:
        yield _found(chain, number, f"no side of {cut.name} has two thirds of the stake: nothing is final", largest)


def _validators(chain: Chain, number: int, cut: Cut) -> Iterator[Outcome]:
    """Votes count by head: two thirds of the validators, rounded up."""
    assert chain.profile.producers is not None, "a profile of that kind has them"
    inputs = {"side": max(map(len, cut.sides)), "validators": len(chain.profile.producers.member)}
    if 3 * inputs["side"] < 2 * inputs["validators"]:
        votes = calculated("3 * side >= 2 * validators", inputs)
        yield _found(chain, number, f"no side of {cut.name} has two thirds of the validators: the chain stops", votes)


def _weights(chain: Chain, cut: Cut) -> list[Fraction]:
    members = chain.profile.producers.member if chain.profile.producers is not None else ()
    whole = sum((Fraction(member.share) for member in members), Fraction(0))
    share = {member.name: Fraction(member.share) / whole for member in members}
    return [sum((share[name] for name in side), Fraction(0)) for side in cut.sides]


def _found(chain: Chain, number: int, message: str, evidence: Evidence, severity: Severity = Severity.MEDIUM) -> Found:
    return RULE.found(
        chain.part,
        message,
        at=chain.at("network", "cut", number),
        severity=severity,
        confidence=Confidence.HIGH,
        evidence=[evidence],
    )
