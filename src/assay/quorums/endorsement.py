"""A Fabric channel as a system: who satisfies the principals of its endorsement policy, who orders, who administers.

Fabric uses a signature once: two mentions of a principal ask for two identities. Where that can be decided by counting
it is; a policy in which one identity could serve in two different places is refused rather than guessed at.
"""

from collections.abc import Mapping
from typing import assert_never

from assay.core.errors import BadInput
from assay.quorums.fabric import Expression, Gate, Principal, parse, principal
from assay.quorums.policies import Policy, any_of, at_least
from assay.quorums.systems import Power, PowerKind, System


def endorsers(
    text: str, identities: Mapping[str, str] | None = None, authorities: Mapping[str, str] | None = None
) -> Policy:
    """Which parties satisfy the endorsement policy `text`.

    `identities` gives each party its principal, `{"peer0.org1": "Org1.peer"}`; without it every principal is a party
    of its own name. `authorities` gives organisations the certificate authority that can issue any identity of theirs,
    `{"Org1": "ca.org1"}`, and so can sign in their name as often as it likes. Raises `BadInput` with the column of a
    principal nobody has, or that asks for more identities than there are.
    """
    expression = parse(text)
    known = identities if identities is not None else {name: name for name in _principals(expression)}
    holders = {party: _identity(said) for party, said in known.items()}
    return _policy(expression, holders, dict(authorities or {}), 1)


def fabric_channel(
    endorsement: str,
    identities: Mapping[str, str] | None = None,
    *,
    ordering: System,
    administrators: Policy | None = None,
    authorities: Mapping[str, str] | None = None,
) -> System:
    """A channel that accepts what `endorsement` signs and `ordering` puts in order.

    `administrators` can change the channel's membership and policies. See `endorsers` for the rest; an authority
    helps to forge, not to go on.
    """
    powers = [Power(PowerKind.ORDERING, ordering.act)]
    if administrators is not None:
        powers.append(Power(PowerKind.MEMBERSHIP, administrators))
    return System(
        name=f"fabric channel, ordered by {ordering.name}",
        forge=endorsers(endorsement, identities, authorities),
        act=endorsers(endorsement, identities),
        powers=tuple(powers),
    )


def _policy(
    expression: Expression, holders: Mapping[str, tuple[str, str]], issuers: Mapping[str, str], mention: int
) -> Policy:
    match expression:
        case Principal(organisation, role, column):
            able = _able(expression, holders)
            if not able:
                raise _bad(column, f"nobody is {organisation}.{role}")
            if mention > len(able):
                raise _bad(column, f"asks for {mention} identities of {organisation}.{role}, there are {len(able)}")
            signed = at_least(mention, able)
            return any_of(signed, issuers[organisation]) if organisation in issuers else signed
        case Gate(threshold, parts, _):
            if threshold > 1:
                _check_apart(expression, holders)
            seen: dict[Principal, int] = {}
            lowered = []
            for part in parts:
                again = 1
                if isinstance(part, Principal) and threshold > 1:
                    again = seen[part] = seen.get(part, 0) + 1
                lowered.append(_policy(part, holders, issuers, again))
            return at_least(threshold, lowered)
    assert_never(expression)


def _check_apart(gate: Gate, holders: Mapping[str, tuple[str, str]]) -> None:
    """Two parts that one identity could serve in must be the very same principal."""
    taken: dict[str, Expression] = {}
    for part in gate.parts:
        for party in _able(part, holders):
            other = taken.setdefault(party, part)
            if other is not part and not (isinstance(part, Principal) and other == part):
                why = f"{party!a} could sign for this part or for the one in column {other.column}, but only for one"
                raise _bad(part.column, f"{why}; such a policy is not decided by counting")


def _able(expression: Expression, holders: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """The parties that can sign for some principal of it, in order."""
    asked = [_identity(name) for name in _principals(expression)]
    return tuple(
        party
        for party, (organisation, role) in holders.items()
        if any(organisation == wanted and of in ("member", role) for wanted, of in asked)
    )


def _principals(expression: Expression) -> tuple[str, ...]:
    match expression:
        case Principal(organisation, role):
            return (f"{organisation}.{role}",)
        case Gate(_, parts):
            return tuple(dict.fromkeys(name for part in parts for name in _principals(part)))
    assert_never(expression)


def _identity(said: str) -> tuple[str, str]:
    found = principal(said)
    return found.organisation, found.role


def _bad(column: int, why: str) -> BadInput:
    return BadInput(f"endorsement policy, column {column}: {why}")
