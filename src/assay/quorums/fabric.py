"""Hyperledger Fabric's signature policies as written: `OutOf(2, 'Org1.member', AND('Org2.peer', 'Org3.admin'))`.

The grammar is that of Fabric's own parser (common/policydsl): gates AND, OR, OutOf in three spellings each, principals
`'MSP.role'` in quotes, thresholds from 0 (anybody) to one more than there are parts (nobody).
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from assay.core.errors import BadInput

MAX_LENGTH = 100_000
"""Characters."""
MAX_DEPTH = 40
"""Gates in one another."""
ROLES = ("admin", "member", "client", "peer", "orderer")

_TOKEN = re.compile(r"""\s*(?:(?P<quoted>'[^'"]*'|"[^'"]*")|(?P<word>[A-Za-z]+)|(?P<number>[0-9]+)|(?P<mark>[(),]))""")
_PRINCIPAL = re.compile(rf"([A-Za-z0-9.-]+)\.({'|'.join(ROLES)})")
_GATES = {spelled: gate.lower() for gate in ("And", "Or", "OutOf") for spelled in (gate, gate.lower(), gate.upper())}


@dataclass(frozen=True, slots=True)
class Principal:
    """Anybody of that organisation in that role; every identity of an organisation is a `member`."""

    organisation: str
    role: str
    column: int = field(default=0, compare=False)
    """From 1; 0 when it was not read from a text."""


@dataclass(frozen=True, slots=True)
class Gate:
    """`threshold` of the parts, each satisfied by signatures of its own."""

    threshold: int
    parts: tuple["Expression", ...]
    column: int = field(default=0, compare=False)


Expression: TypeAlias = Principal | Gate


def parse(text: str) -> Gate:
    """The policy in `text`. Raises `BadInput` with the column, from 1, of what is wrong."""
    if len(text) > MAX_LENGTH:
        raise BadInput(f"endorsement policy: {len(text)} characters, at most {MAX_LENGTH} are read")
    reader = _Reader(text)
    expression = reader.expression(MAX_DEPTH)
    reader.end()
    if isinstance(expression, Principal):
        raise _bad(expression.column, f"a principal alone is no policy; write OR({written(expression)})")
    return expression


def principal(text: str) -> Principal:
    """From `MSP.role` without quotes. Raises `BadInput` when it is not that."""
    return _principal(text, 1)


def written(expression: Expression) -> str:
    """The policy in one canonical form that `parse` and Fabric read."""
    match expression:
        case Principal(organisation, role):
            return f"'{organisation}.{role}'"
        case Gate(threshold, parts):
            inner = ", ".join(map(written, parts))
            if threshold == len(parts):
                return f"AND({inner})"
            return f"OR({inner})" if threshold == 1 else f"OutOf({threshold}, {inner})"
    assert_never(expression)


class _Reader:
    """Tokens from left to right, one looked at ahead."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.kind, self.lexeme, self.column = "", "", 1
        self._next()

    def _next(self) -> None:
        rest = len(self.text) - len(self.text[self.at :].lstrip())
        if rest == len(self.text):
            self.kind, self.lexeme, self.column = "end", "", rest + 1
            return
        token = _TOKEN.match(self.text, self.at)
        if token is None:
            what = (
                "a quote that is not closed" if self.text[rest] in "'\"" else f"{self.text[rest]!a} has no place here"
            )
            raise _bad(rest + 1, what)
        self.kind = token.lastgroup or ""
        self.lexeme = token[self.kind]
        self.column = token.start(self.kind) + 1
        self.at = token.end()

    def end(self) -> None:
        """Nothing may follow."""
        if self.kind != "end":
            raise _bad(self.column, f"{self.lexeme[:40]!a} follows a policy that is complete")

    def expression(self, depth: int) -> Expression:
        """A principal or a gate."""
        kind, token, column = self.kind, self.lexeme, self.column
        if not depth:
            raise _bad(column, f"gates more than {MAX_DEPTH} deep")
        if kind == "quoted":
            self._next()
            return _principal(token[1:-1], column)
        if kind != "word":
            raise _bad(column, f"a principal like 'Org1.member' or a gate is missing{self._before()}")
        if token not in _GATES:
            raise _bad(column, f"{token[:40]!a} is not a gate: AND, OR and OutOf are, and principals are in quotes")
        self._next()
        self._mark("(", f"after {token}")
        threshold = self._threshold() if _GATES[token] == "outof" else None
        parts = [self.expression(depth - 1)]
        while self.lexeme == "," and self.kind == "mark":
            self._next()
            parts.append(self.expression(depth - 1))
        self._mark(")", f"or a comma after a part of {token}")
        return self._gate(_GATES[token], threshold, parts, column)

    def _gate(self, gate: str, given: tuple[int, int] | None, parts: list[Expression], column: int) -> Gate:
        if given is None:
            return Gate(1 if gate == "or" else len(parts), tuple(parts), column)
        threshold, at = given
        if threshold > len(parts) + 1:
            raise _bad(
                at, f"{threshold} of {len(parts)} parts; Fabric takes at most one more than there are, for nobody"
            )
        return Gate(threshold, tuple(parts), column)

    def _threshold(self) -> tuple[int, int]:
        token, column = self.lexeme.strip("'\""), self.column
        if self.kind not in ("number", "quoted") or not re.fullmatch("[0-9]{1,6}", token):
            raise _bad(column, "OutOf begins with how many of its parts are needed")
        self._next()
        self._mark(",", "after the number of OutOf")
        return int(token), column

    def _mark(self, mark: str, where: str) -> None:
        if self.kind != "mark" or self.lexeme != mark:
            raise _bad(self.column, f"{mark!r} is missing {where}{self._before()}")
        self._next()

    def _before(self) -> str:
        return ", at the end" if self.kind == "end" else f", before {self.lexeme[:40]!a}"


def _principal(text: str, column: int) -> Principal:
    found = _PRINCIPAL.fullmatch(text)
    if found is None:
        raise _bad(column, f"{text[:60]!a} is not MSP.role, with a role of {', '.join(ROLES)}")
    return Principal(found[1], found[2], column)


def _bad(column: int, why: str) -> BadInput:
    return BadInput(f"endorsement policy, column {column}: {why}")
