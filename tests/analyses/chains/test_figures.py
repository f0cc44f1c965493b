"""What rules say of a chain agrees with the instruments, whose tests hold them to publications."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.analyses.chains._chain import Chain, chain_of
from assay.analyses.chains._hands import largest
from assay.analyses.chains._measures import measures_of
from assay.analyses.chains._odds import odds
from assay.analyses.chains._rewriting import rewriting
from assay.analyses.chains._setup import setup_of
from assay.consensus import attack_cost, concentration, double_spend, selfish_mining
from assay.core.calculation import evaluate
from assay.sources.chains.figures import Figure
from assay.sources.chains.profile import Producer, Profile

SHIPPED = Path(__file__).parents[3] / "examples" / "chains"
HOUR = 3600


def shipped(name: str) -> Chain:
    return chain_of(f"{name}.toml", (SHIPPED / f"{name}.toml").read_bytes())


def number(figure: Figure | None) -> float:
    assert figure is not None
    return float(figure.exact)


@given(st.fractions(min_value=0, max_value=Fraction(49, 100), max_denominator=100), st.integers(0, 60))
def test_the_chance_of_a_double_spend_is_the_instrument_s(q: Fraction, z: int) -> None:
    chance, calculation = odds(q, z)
    assert chance == pytest.approx(float(double_spend.probability(float(q), z)), rel=1e-9)
    assert (calculation is None) == (z > 20)
    if calculation is not None:
        assert float(evaluate(calculation)) == chance


def test_a_share_with_many_digits_is_computed_without_a_formula() -> None:
    q = Fraction(1, 10) + Fraction(1, 10**40)
    assert odds(q, 20) == (float(double_spend.probability(0.1, 20)), None)


def test_from_half_of_the_hash_power_on_a_double_spend_is_certain() -> None:
    assert odds(Fraction(1, 2), 1000)[0] == 1.0


def test_the_cost_of_a_rewrite_is_the_instrument_s() -> None:
    chain = shipped("proof_of_work")
    work, consensus, payment = chain.profile.work, chain.profile.consensus, chain.profile.payment
    assert work is not None
    assert payment is not None
    market = attack_cost.HashMarket(
        hash_rate=number(work.hash_rate),
        rental_price=number(work.rental_price) * HOUR,
        rentable=number(work.rentable),
        hardware_price=number(work.hardware_price),
    )
    cost = attack_cost.rewrite_cost(
        market,
        number(payment.confirmations),
        block_hours=number(consensus.block_time) / HOUR,
        reward=number(consensus.reward) * number(consensus.price),
        advantage=1.1,
    )
    assert float(Fraction(rewriting(chain).value)) == pytest.approx(float(cost.net), rel=1e-12)


def test_the_cost_of_undoing_finality_is_the_instrument_s() -> None:
    chain = shipped("proof_of_stake")
    stake, price = chain.profile.stake, number(chain.profile.consensus.price)
    assert stake is not None
    market = attack_cost.StakeMarket(staked=number(stake.staked), price=price)
    cost = attack_cost.stake_cost(market, attack_cost.DELAY_FINALITY)
    assert float(Fraction(rewriting(chain).value)) == pytest.approx(float(cost.loss), rel=1e-9)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30), st.sampled_from([(1, 3), (1, 2), (2, 3)]))
def test_the_fewest_that_hold_more_are_as_many_as_the_instrument_counts(
    blocks: list[int], bound: tuple[int, int]
) -> None:
    base = shipped("proof_of_work")
    assert base.profile.producers is not None
    members = tuple(Producer(name=f"p{place}", share=Decimal(share)) for place, share in enumerate(blocks))
    chain = replace(base, profile=_with(base, members))
    assert len(largest(chain, Fraction(*bound))) == concentration.nakamoto_coefficient(blocks, bound[0] / bound[1])


def _with(chain: Chain, members: tuple[Producer, ...]) -> Profile:
    assert chain.profile.producers is not None
    return msgspec.structs.replace(
        chain.profile, producers=msgspec.structs.replace(chain.profile.producers, member=members)
    )


def test_producers_of_one_entity_are_one() -> None:
    held = shipped("proof_of_stake").held()
    assert next(iter(held.items())) == ("Operator B", Fraction(22, 100))
    assert sum(held.values()) == 1


EXPECTED: dict[str, Callable[[], dict[str, str]]] = {
    "proof_of_work": lambda: {
        "chance of a double spend": f"{double_spend.probability(0.25, 12):.4g}",
        "confirmations needed": f"{double_spend.confirmations(0.25, 0.001):.0f}",
        "Nakamoto coefficient at 1/2": "3",
        "share from which withholding blocks pays": f"{selfish_mining.threshold(0.5):.4g}",
    },
    "hybrid_anchored": lambda: {"window between anchors": "7200", "cost of a rewrite": "9000000"},
    # two of three administrators of 1 %: 3 × 0.01² − 2 × 0.01³; three of seven validators of 0.4 % add 2.2e-6
    "qbft": lambda: {"fewest events that forge": "2", "chance to be forged within a year": "0.0003002"},
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_measures_of_the_shipped_profiles_are(name: str) -> None:
    chain = shipped(name)
    threshold = float(selfish_mining.threshold(0.5, lead=30)) if name == "proof_of_work" else None
    made = {one.name: one.text or str(one.value) for one in measures_of(chain, setup_of(chain), threshold)}
    expected = EXPECTED[name]()
    assert {key: made[key] for key in expected} == expected


def test_a_measure_tells_the_date_of_its_oldest_figure() -> None:
    chain = shipped("qbft")
    made = {one.name: one.as_of for one in measures_of(chain, setup_of(chain), None)}
    assert made["chance to halt within a year"] == "2026-06-30"
    assert made["Nakamoto coefficient at 1/3"] == "2026-11-02"
