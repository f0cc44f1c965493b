"""The public corpora: where each comes from, at which commit it was measured, and whether its checkout is here."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from assay.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Corpus:
    """A public repository that figures are measured on."""

    name: str
    """The folder's name below `--corpora`; also what `--only` takes."""
    repository: str
    """`owner/name` on GitHub."""
    measured_at: str
    """The commit that the published figures belong to."""
    marker: str
    """A file or folder that an honest checkout has."""

    def checkout(self, parent: Path) -> Path:
        """The checkout below `parent`; raises `MissingCheckout`."""
        folder = parent / self.name
        if not (folder / self.marker).exists():
            raise MissingCheckout(self, parent)
        return folder


class MissingCheckout(BadInput):
    """A corpus is not where the command was told to look."""

    def __init__(self, corpus: Corpus, parent: Path) -> None:
        super().__init__(f"no checkout of {corpus.repository} at {parent / corpus.name} ({corpus.marker} is not there)")
        self.advice = (
            f"Clone the public GitHub repository {corpus.repository} into {parent / corpus.name}; "
            f"the published figures were measured at commit {corpus.measured_at}."
        )


CURATED = Corpus(
    "smartbugs-curated",
    "smartbugs/smartbugs-curated",
    "230e649123477eff332742a59a1c7cc6dc286cab",
    "vulnerabilities.json",
)

SOUND = (
    Corpus(
        "openzeppelin-contracts",
        "OpenZeppelin/openzeppelin-contracts",
        "fddac901ccdbdb06be90536822936ea765dd9218",
        "contracts",
    ),
    Corpus("v2-core", "Uniswap/v2-core", "ee547b17853e71ed4e0101ccfd52e70d5acded58", "contracts"),
    Corpus("v3-core", "Uniswap/v3-core", "d8b1c635c275d2a9450bd6a78f3fa2484fef73eb", "contracts"),
    Corpus(
        "safe-smart-account",
        "safe-global/safe-smart-account",
        "c35264b99a389254a25f589c8271394ba5db7f38",
        "contracts",
    ),
)
"""Code that was audited and has held value for years: what is flagged high here is most likely a false alarm."""


def commit_of(checkout: Path) -> str:
    """The commit that is checked out, with ` (changed)` when files differ from it; `unknown` outside of git."""
    commit = _git(checkout, "rev-parse", "HEAD")
    if commit is None or _git(checkout, "rev-parse", "--show-prefix"):
        return "unknown"
    return f"{commit} (changed)" if _git(checkout, "status", "--porcelain", "--untracked-files=no") else commit


def _git(folder: Path, *question: str) -> str | None:
    try:
        ran = subprocess.run(["git", "-C", str(folder), *question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None
