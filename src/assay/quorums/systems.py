"""What a set-up of parties is for, who can break it, and the powers beside its quorums."""

from dataclasses import dataclass
from enum import StrEnum

from assay.quorums.parties import Mode
from assay.quorums.policies import Policy, any_of, dual


class PowerKind(StrEnum):
    """A power that some hold beside the quorum."""

    MEMBERSHIP = "membership"
    """Can add and remove the parties, or change the threshold."""
    UPGRADE = "upgrade"
    """Can replace the code that checks the quorum."""
    CERTIFICATES = "certificates"
    """Issues the identities that the policy trusts, so it can act as any of them."""
    ORDERING = "ordering"
    """Puts transactions in order; nothing goes on without it, but it can't forge a signature."""


@dataclass(frozen=True, slots=True)
class Power:
    """A power and the policy over the parties who hold it."""

    kind: PowerKind
    holders: Policy


class Failure(StrEnum):
    """The three ways to fail."""

    FORGE = "forge"
    """Safety: somebody acts who must not."""
    HALT = "halt"
    """Liveness: those who should act can't."""
    LOSE = "lose"
    """The keys are gone: nobody can act ever again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Parties that act together, by the sets that suffice."""

    name: str
    forge: Policy
    """Compromised parties that suffice to break safety."""
    act: Policy
    """Available, honest parties that suffice to go on."""
    recover: Policy | None = None
    """Parties whose keys suffice to get everything back; those of `act` when nothing else is said."""
    powers: tuple[Power, ...] = ()

    def breaks(self, failure: Failure) -> Policy:
        """The failing parties that suffice for it, with the powers beside the quorum."""
        match failure:
            case Failure.FORGE:
                taken = [power.holders for power in self.powers if power.kind is not PowerKind.ORDERING]
                return any_of(self.forge, *taken) if taken else self.forge
            case Failure.HALT:
                needed = [power.holders for power in self.powers if power.kind is PowerKind.ORDERING]
                return any_of(dual(self.act), *map(dual, needed)) if needed else dual(self.act)
            case Failure.LOSE:
                return dual(self.recover or self.act)


MODES: dict[Failure, tuple[Mode, ...]] = {
    Failure.FORGE: (Mode.COMPROMISE,),
    Failure.HALT: (Mode.COMPROMISE, Mode.OUTAGE, Mode.LOSS),
    Failure.LOSE: (Mode.LOSS,),
}
"""In which modes a party has to fail to count; one that an attacker holds, or whose key is gone, is silent too."""
