"""Targets, work, and the rule by which a target follows from the time that the last period took."""

from dataclasses import dataclass

from assay.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class DifficultyRules:
    """Of a chain that adjusts like Bitcoin: once a period, by the ratio of the time taken to the time wanted."""

    period: int
    """Blocks with one and the same target."""
    spacing: int
    """Seconds wanted between blocks."""
    easiest: int
    """The highest target that is allowed, which is also the first."""
    most: int = 4
    """A period changes the target by this factor at most."""


BITCOIN = DifficultyRules(period=2016, spacing=600, easiest=0xFFFF << 208)


def target_of(bits: int) -> int:
    """The target that `bits` is short for; raises `BadInput` for what consensus rejects (negative, zero, too large)."""
    exponent, mantissa = bits >> 24, bits & 0x7FFFFF
    target = mantissa << 8 * (exponent - 3) if exponent > 3 else mantissa >> 8 * (3 - exponent)
    if bits & 0x800000 or not target or target >= 1 << 256:
        raise BadInput(f"bits {bits:#010x} is no target")
    return target


def bits_of(target: int) -> int:
    """The compact form, which keeps the first 23 or 24 bits and drops the rest."""
    exponent = (target.bit_length() + 7) // 8
    mantissa = target >> 8 * (exponent - 3) if exponent > 3 else target << 8 * (3 - exponent)
    if mantissa & 0x800000:  # it would read as negative
        mantissa, exponent = mantissa >> 8, exponent + 1
    return exponent << 24 | mantissa


def work_of(bits: int) -> int:
    """Hashes that are expected for one block: 2²⁵⁶/(target + 1)."""
    return (1 << 256) // (target_of(bits) + 1)


def next_target(rules: DifficultyRules, bits: int, first_time: int, last_time: int) -> int:
    """The compact target of the period after the one whose first and last blocks have these times.

    The times of a period of n blocks span n − 1 intervals, yet are compared with n: Bitcoin's rule as it is.
    """
    wanted = rules.period * rules.spacing
    taken = min(max(last_time - first_time, wanted // rules.most), wanted * rules.most)
    return bits_of(min(target_of(bits) * taken // wanted, rules.easiest))
