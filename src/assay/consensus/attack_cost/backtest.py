"""The model beside what attackers are reported to have paid; misses included."""

from dataclasses import dataclass
from importlib.resources import files

import msgspec

from assay.consensus.attack_cost.hash_power import HashMarket, rewrite_cost

MOST_IMPACT = 1.0
"""The price of the last hash power on offer over that of the first, less 1, at the upper end of the prediction."""
_BARELY = 1.0 + 1e-9


class _Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    hours: float
    price_an_hour: float
    reported: tuple[float, float]
    sources: tuple[str, ...]


class _Incidents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    incident: tuple[_Incident, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One incident: the range that the model gives before rewards are recovered, and the range reported."""

    name: str
    predicted: tuple[float, float]
    reported: tuple[float, float]
    sources: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Whether the two ranges meet."""
        return self.predicted[0] <= self.reported[1] and self.reported[0] <= self.predicted[1]

    @property
    def error(self) -> float:
        """The middle of the prediction over the middle of the report, less 1."""
        return sum(self.predicted) / sum(self.reported) - 1


def backtest() -> tuple[Comparison, ...]:
    """Every incident of `incidents.toml`, in its order; money in the unit of the report.

    From the listed price with an endless market to a market that is just large enough and whose price doubles on the
    way. Nothing was fitted to these incidents.
    """
    text = files(__package__ or "").joinpath("incidents.toml").read_text(encoding="utf-8")
    return tuple(_compare(one) for one in msgspec.toml.decode(text, type=_Incidents).incident)


def _compare(incident: _Incident) -> Comparison:
    low = _gross(incident.price_an_hour, incident.hours, 0.0)
    high = _gross(incident.price_an_hour, incident.hours, MOST_IMPACT)
    return Comparison(incident.name, (low, high), incident.reported, incident.sources)


def _gross(price: float, hours: float, impact: float) -> float:
    market = HashMarket(hash_rate=1.0, rental_price=price, rentable=_BARELY, price_impact=impact)
    depth = 1e12  # so many short blocks that the one block more doesn't count
    return float(rewrite_cost(market, depth, block_hours=hours / depth, reward=0.0, advantage=_BARELY).gross)
