"""The book of facts of one run: each is made once, by whoever provides its type, and given to all who ask."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

from assay.core.errors import AssayError, BudgetExceeded
from assay.core.fact import Focus, Unit
from assay.core.provider import PROVIDED_BY, needs
from assay.engine.wording import failure


class FactFailed(AssayError):
    """A provider raised; everyone who asks for its fact, or for one made from it, hears the same."""


class Watch(Protocol):
    """Is told when a fact is being made, so that somebody knows what took too long; may refuse with BudgetExceeded."""

    def making(self, made: type, *, per_unit: bool) -> AbstractContextManager[None]:
        """Entered around the provider's call, when all it needs is there."""
        ...


class _Unwatched:
    def making(self, made: type, *, per_unit: bool) -> AbstractContextManager[None]:
        return nullcontext()


@dataclass(frozen=True, slots=True)
class _Failure:
    error: AssayError


class FactBook:
    """Resolves facts by type. What depends on `Focus`, however indirectly, is forgotten when the focus moves."""

    def __init__(self, seeds: Mapping[type, Any], *, watch: Watch | None = None) -> None:
        self._run: dict[type, Any] = dict(seeds)
        self._unit: dict[type, Any] = {}
        self._per_unit: dict[type, bool] = {Focus: True}
        self._needs: dict[Callable[..., Any], dict[str, type]] = {}
        self._watch = watch or _Unwatched()

    def focus(self, unit: Unit) -> None:
        """Facts are about `unit` from now on."""
        self._unit = {Focus: Focus(unit)}

    def ask(self, wanted: type) -> Any:
        """The fact of that type.

        Raises `TypeError` when nobody provides it or it is made from itself, `BudgetExceeded` and `FactFailed`
        when making it failed, now or before.
        """
        if self.depends_on_focus(wanted) and Focus not in self._unit:
            raise TypeError("no unit is in focus")
        return self._resolve(wanted)

    def arguments(self, function: Callable[..., Any]) -> dict[str, Any]:
        """What to call `function` with: a fact for each of its parameters, by the parameter's type."""
        wanted = self._needs.get(function)
        if wanted is None:  # Reading annotations costs more than most rules do.
            wanted = self._needs[function] = needs(function)
        return {name: self.ask(kind) for name, kind in wanted.items()}

    def depends_on_focus(self, wanted: type) -> bool:
        """Whether it is made anew for each unit. Raises `TypeError` as `ask` does."""
        return self._trace(wanted, ())

    def _trace(self, wanted: type, chain: tuple[type, ...]) -> bool:
        known = self._per_unit.get(wanted)
        if known is not None:
            return known
        if wanted in self._run:
            return False
        path = (*chain, wanted)
        if wanted in chain:
            raise TypeError(f"facts made from each other: {_names(path)}")
        provider = PROVIDED_BY.get(wanted)
        if provider is None:
            raise TypeError(f"nobody provides {_names(path)}")
        # All are traced, not up to the first: a missing one is found before any work is done.
        traced = [self._trace(need, path) for need in needs(provider).values()]
        self._per_unit[wanted] = any(traced)
        return any(traced)

    def _resolve(self, wanted: type) -> Any:
        book = self._unit if self._per_unit.get(wanted, False) else self._run
        if wanted not in book:
            book[wanted] = self._make(wanted)
        known = book[wanted]
        if isinstance(known, _Failure):
            raise type(known.error)(*known.error.args)
        return known

    def _make(self, wanted: type) -> Any:
        provider = PROVIDED_BY[wanted]
        try:
            arguments = {name: self._resolve(need) for name, need in needs(provider).items()}
            with self._watch.making(wanted, per_unit=self._per_unit[wanted]):
                return provider(**arguments)
        except (BudgetExceeded, FactFailed) as error:
            return _Failure(error)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - kept, and raised for each who asks
            return _Failure(FactFailed(f"{_names((wanted,))} can't be made: {failure(error)}"))


def _names(chain: Sequence[Any]) -> str:
    """`CallGraph, needed by Escapes, needed by …`: the one asked for last comes first."""
    return ", needed by ".join(getattr(kind, "__name__", str(kind)) for kind in reversed(chain))
