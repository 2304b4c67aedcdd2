"""Linear expressions over variables with integer bounds: the language in which rules speak to the encoder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class Linear:
    """A sum of integer multiples of variables and a constant. A variable may occur in several terms."""

    __slots__ = ("constant", "terms")

    def __init__(self, terms: list[tuple[Var, int]], constant: int = 0) -> None:
        self.terms = terms
        self.constant = constant

    def __add__(self, other: Linear | int) -> Linear:
        if isinstance(other, int):
            return Linear(self.terms, self.constant + other)
        return Linear(self.terms + other.terms, self.constant + other.constant)

    __radd__ = __add__

    def __sub__(self, other: Linear | int) -> Linear:
        return self + (-other)

    def __rsub__(self, other: int) -> Linear:
        return -self + other

    def __neg__(self) -> Linear:
        return self * -1

    def __mul__(self, factor: int) -> Linear:
        return Linear([(var, coef * factor) for var, coef in self.terms], self.constant * factor)

    __rmul__ = __mul__

    def __le__(self, other: Linear | int) -> Bound:
        if isinstance(other, int):
            return Bound(self.terms, None, other - self.constant)
        return (self - other) <= 0

    def __ge__(self, other: Linear | int) -> Bound:
        if isinstance(other, int):
            return Bound(self.terms, other - self.constant, None)
        return (self - other) >= 0

    def equals(self, other: Linear | int) -> Bound:
        difference = self - other
        return Bound(difference.terms, -difference.constant, -difference.constant)

    def between(self, low: int, high: int) -> Bound:
        return Bound(self.terms, low - self.constant, high - self.constant)


class Var(Linear):
    """A variable with integer bounds, 0 and 1 unless given. `name` is for the people who debug a model."""

    __slots__ = ("high", "index", "low", "name")

    def __init__(self, index: int, low: int = 0, high: int = 1, name: str = "") -> None:
        super().__init__([(self, 1)])
        self.index = index
        self.low = low
        self.high = high
        self.name = name

    def __repr__(self) -> str:
        return self.name or f"v{self.index}"


@dataclass(frozen=True, slots=True)
class Bound:
    """The statement that a sum of terms lies between `low` and `high` (None: unbounded)."""

    terms: list[tuple[Var, int]]
    low: int | None
    high: int | None


def total(parts: Iterable[Linear]) -> Linear:
    """The sum of expressions."""
    terms: list[tuple[Var, int]] = []
    constant = 0
    for part in parts:
        terms += part.terms
        constant += part.constant
    return Linear(terms, constant)


ZERO = Linear([])
