"""Figures: numbers with a unit, an origin and a date. A class for each thing measured, so that units can't be mixed."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

import msgspec

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SECONDS = {"ms": Fraction(1, 1_000), "s": Fraction(1), "min": Fraction(MINUTE), "h": Fraction(HOUR), "d": Fraction(DAY)}
PREFIXES = {name: Fraction(1_000**power) for power, name in enumerate(("", "k", "M", "G", "T", "P", "E", "Z"))}

_HARDWARE = re.compile(r"([A-Z]{3,5})/\(([kMGTPEZ]?)H/s\)")
_RENTAL = re.compile(r"([A-Z]{3,5})/\(([kMGTPEZ]?)H/s\)/(h|d)")


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="kebab"):
    """A table of a profile: strict, its keys in kebab case."""


class Figure(Table, frozen=True):
    """One number. `exact` is what computations use: in the base unit of its class, without rounding."""

    most: ClassVar[Decimal | None] = None
    whole: ClassVar[bool] = False

    value: Decimal
    source: str
    """A key of `sources`, which says where the number is from and when it held."""

    @property
    def exact(self) -> Fraction:
        """In the class's base unit."""
        return Fraction(self.value)

    def wrong_unit(self, currency: str) -> str | None:
        """What its unit has to be when that depends on the profile's currency and it is something else."""
        del currency
        return None


class Share(Figure, frozen=True):
    """A part of the whole, 0 to 1."""

    most: ClassVar[Decimal | None] = Decimal(1)


class Ratio(Figure, frozen=True):
    """A multiple, from 0 on."""


class Count(Figure, frozen=True):
    """A whole number, up to a million."""

    most: ClassVar[Decimal | None] = Decimal(1_000_000)
    whole: ClassVar[bool] = True


class Time(Figure, frozen=True):
    """A duration; base unit: seconds."""

    unit: Literal["ms", "s", "min", "h", "d"]

    @property
    def exact(self) -> Fraction:
        """In seconds."""
        return Fraction(self.value) * SECONDS[self.unit]


class Coins(Figure, frozen=True):
    """An amount in the chain's own unit."""

    unit: Literal["coin"]


class Money(Figure, frozen=True):
    """An amount in the profile's currency."""

    unit: str

    def wrong_unit(self, currency: str) -> str | None:
        """Anything but the currency."""
        return None if self.unit == currency else currency


class Price(Figure, frozen=True):
    """Money for one coin."""

    unit: str

    def wrong_unit(self, currency: str) -> str | None:
        """Anything but the currency for a coin."""
        return None if self.unit == f"{currency}/coin" else f"{currency}/coin"


class HashRate(Figure, frozen=True):
    """Hash power; base unit: hashes a second."""

    unit: Literal["H/s", "kH/s", "MH/s", "GH/s", "TH/s", "PH/s", "EH/s", "ZH/s"]

    @property
    def exact(self) -> Fraction:
        """In hashes a second."""
        return Fraction(self.value) * PREFIXES[self.unit.removesuffix("H/s")]


class Rental(Figure, frozen=True):
    """The price of renting hash power, `USD/(TH/s)/h`; base unit: money for a hash a second for a second."""

    unit: str

    @property
    def exact(self) -> Fraction:
        """Money for one hash a second for one second, which is money for one hash."""
        read = _RENTAL.fullmatch(self.unit)
        assert read is not None, "units are checked when a profile is read"
        return Fraction(self.value) / PREFIXES[read[2]] / SECONDS[read[3]]

    def wrong_unit(self, currency: str) -> str | None:
        """Anything but the currency for hash power for an hour or a day."""
        read = _RENTAL.fullmatch(self.unit)
        return None if read is not None and read[1] == currency else f"{currency}/(TH/s)/h, with any prefix, or /d"


class Hardware(Figure, frozen=True):
    """The price of owning hash power, `USD/(TH/s)`; base unit: money for a hash a second."""

    unit: str

    @property
    def exact(self) -> Fraction:
        """Money for one hash a second."""
        read = _HARDWARE.fullmatch(self.unit)
        assert read is not None, "units are checked when a profile is read"
        return Fraction(self.value) / PREFIXES[read[2]]

    def wrong_unit(self, currency: str) -> str | None:
        """Anything but the currency for hash power."""
        read = _HARDWARE.fullmatch(self.unit)
        return None if read is not None and read[1] == currency else f"{currency}/(TH/s), with any prefix"
