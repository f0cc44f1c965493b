"""From weights to damage, from damage to points: exact until the last line.

Within a graded part, for each severity from info to high (`c` its ceiling, `w` the weights that fall under it)::

    damage(s) = c × (1 − (1 − damage(milder)/c) × Π (1 − w/c))

However many findings of a severity there are, together with everything milder they never damage a part by more than
that severity's ceiling. Raising a weight or the severity it falls under never lowers the damage: taking `w` out from
under a lower ceiling gives back at most `w × (1 − damage/c)`, and putting it under a higher one takes at least that.

Over the parts (`share` sums to 1 over contracts)::

    points = 100 × (1 − max cost) × (1 − spread × Σ share × damage)

Both factors fall with every damage, so the worst part decides and the rest lowers the points slightly.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from assay.core.outcome import Severity
from assay.core.subject import PartId
from assay.grading.graded import GradedParts
from assay.grading.methodology import Methodology
from assay.grading.weighing import Weight

MILDEST_FIRST = tuple(reversed(Severity))


def damage(weights: Iterable[Weight], methodology: Methodology) -> Fraction:
    """What the questions about one graded part take from its health, in [0, 1]; the order does not matter."""
    counted = Counter(weights)  # equal weights become one power: ten thousand unknown functions stay cheap
    so_far = Fraction(0)
    for level in MILDEST_FIRST:
        ceiling = methodology.ceiling[level]
        left = 1 - so_far / ceiling
        for weight, times in counted.items():
            if weight.level is level:
                left *= (1 - weight.amount / ceiling) ** times
        so_far = ceiling * (1 - left)
    return so_far


def points(damages: Mapping[PartId, Fraction], parts: GradedParts, methodology: Methodology) -> Fraction:
    """Points in [0, 100] for the damage of each damaged graded part; 100 when none is."""
    costs = [parts.by_id[part].cost(hurt, methodology) for part, hurt in damages.items()]
    spread = sum((parts.by_id[part].share * hurt for part, hurt in damages.items()), Fraction(0))
    return 100 * (1 - max(costs, default=Fraction(0))) * (1 - methodology.spread * spread)
