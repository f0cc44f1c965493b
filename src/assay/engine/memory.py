"""What of a run is remembered for the next one, and under which key: results of plain work, and answers of rules.

A key covers all that a result depends on: what went in, and the code that worked it out. Whatever a limit ended is
never remembered.
"""

import hashlib
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

import msgspec

import assay
from assay.core.canonical import canonical
from assay.core.children import Children, Ended
from assay.core.outcome import Outcome, RuleId
from assay.core.provider import PROVIDED_BY
from assay.engine.cache import Cache
from assay.engine.rules import BoundRule

T = TypeVar("T")
R = TypeVar("R")

OTHERS = ("msgspec", "numpy", "scipy", "tree-sitter", "tree-sitter-solidity")
"""Packages of others that results depend on."""

Told = tuple[tuple[RuleId, tuple[Outcome, ...]], ...]
"""What the rules answered for one unit other than clear."""

_TOLD = msgspec.msgpack.Decoder(dict[str, Told])


class Memory:
    """The cache as a run sees it."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def answers(self, division: str, rules: Sequence[BoundRule]) -> dict[str, Told]:
        """By unit, what these rules answered for the division with that key before; empty when it is not known."""
        found = self._cache.get(_key("answers", division, *_ids(rules))) if is_ours(rules) else None
        return _decoded(found) if found is not None else {}

    def keep_answers(self, division: str, rules: Sequence[BoundRule], told: Mapping[str, Told]) -> None:
        """Remembers what the rules answered for some units of a division."""
        if told and is_ours(rules):
            self._cache.put(_key("answers", division, *_ids(rules)), msgspec.msgpack.encode(dict(told)))

    def result(self, work: Callable[..., object], item: object) -> bytes | None:
        """What the work gave for an item (made of text and bytes) before."""
        return self._cache.get(_work_key(work, item))

    def keep_result(self, work: Callable[..., object], item: object, result: bytes) -> None:
        """Remembers what the work gave."""
        self._cache.put(_work_key(work, item), result)

    def close(self) -> None:
        """At the end of a run: keeps the cache within its size."""
        self._cache.trim()


class Remembering:
    """`Children` that are asked only for what is not remembered, of work of ours on text and bytes that gives bytes."""

    def __init__(self, children: Children, memory: Memory) -> None:
        self._children, self._memory = children, memory

    def map(self, work: Callable[[T], R], items: Sequence[T], *, label: str) -> Iterator[tuple[int, R | Ended]]:
        """See `Children.map`."""
        if not _is_of_assay(work):
            yield from self._children.map(work, items, label=label)
            return
        unknown: list[int] = []
        for index, item in enumerate(items):
            known = self._memory.result(work, item)
            if known is None:
                unknown.append(index)
            else:
                yield index, known  # type: ignore[misc]  # what was kept is what the work gave
        for place, answer in self._children.map(work, [items[index] for index in unknown], label=label):
            if isinstance(answer, bytes):
                self._memory.keep_result(work, items[unknown[place]], answer)
            yield unknown[place], answer


def is_ours(rules: Iterable[BoundRule]) -> bool:
    """Whether all code that answers is in this package: of other code we don't know what it is made of."""
    providers = PROVIDED_BY.values()
    return all(_is_of_assay(bound.answer) for bound in rules) and all(_is_of_assay(each) for each in providers)


def _is_of_assay(function: Callable[..., object]) -> bool:
    return function.__module__.partition(".")[0] == assay.__name__


@cache
def code_digest() -> str:
    """Over all of this package's code and data, the packages it reads with, and Python."""
    told = hashlib.sha256(f"{assay.__version__} {platform.python_implementation()} {sys.version}".encode())
    for name in OTHERS:
        try:
            told.update(f" {name} {version(name)}".encode())
        except PackageNotFoundError:
            told.update(f" {name} ?".encode())
    root = Path(assay.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".json") and path.is_file():
            told.update(path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest()


def _ids(rules: Iterable[BoundRule]) -> list[str]:
    return [bound.rule.id for bound in rules]


def _work_key(work: Callable[..., object], item: object) -> str:
    return _key(
        "result", f"{work.__module__}.{work.__qualname__}", hashlib.sha256(msgspec.msgpack.encode(item)).hexdigest()
    )


def _key(*told: str) -> str:
    return hashlib.sha256(canonical([code_digest(), *told])).hexdigest()


def _decoded(data: bytes) -> dict[str, Told]:
    try:
        return _TOLD.decode(data)
    except msgspec.DecodeError:
        return {}
