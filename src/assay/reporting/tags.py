"""What the tags of rules mean outside: the lists they point into, with names and addresses."""

from dataclasses import dataclass

OWASP_2025 = {
    "SC01": "Access Control Vulnerabilities",
    "SC02": "Price Oracle Manipulation",
    "SC03": "Logic Errors",
    "SC04": "Lack of Input Validation",
    "SC05": "Reentrancy Attacks",
    "SC06": "Unchecked External Calls",
    "SC07": "Flash Loan Attacks",
    "SC08": "Integer Overflow and Underflow",
    "SC09": "Insecure Randomness",
    "SC10": "Denial of Service (DoS) Attacks",
}
"""https://owasp.org/www-project-smart-contract-top-10/, edition 2025."""


@dataclass(frozen=True, slots=True)
class TagList:
    """A published list of weaknesses."""

    name: str
    version: str
    """Edition; empty where entries keep their meaning from one edition to the next."""
    organization: str
    address: str


OWASP = TagList("OWASP Smart Contract Top 10", "2025", "OWASP", "https://owasp.org/www-project-smart-contract-top-10/")
SWC = TagList("SWC", "", "SmartContractSecurity", "https://swcregistry.io/")
CWE = TagList("CWE", "", "MITRE", "https://cwe.mitre.org/")
DASP = TagList("DASP", "2018", "NCC Group", "https://dasp.co/")
LISTS = (OWASP, SWC, CWE, DASP)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, as one of our tags names it."""

    of: TagList
    id: str
    """As the list itself writes it: `SC05`, `SWC-107`, `CWE-841`, `reentrancy`."""
    title: str
    address: str
    labels: tuple[str, ...]
    """How code hosts and dashboards expect it to be tagged."""


def entry_of(tag: str) -> Entry | None:
    """The entry that a tag like `owasp:SC05:2025` points at; None for a tag of one's own."""
    scheme, _, rest = tag.partition(":")
    match scheme:
        case "owasp":
            number = rest.partition(":")[0]
            return Entry(OWASP, number, OWASP_2025.get(number, number), OWASP.address, (number, tag))
        case "swc":
            name = f"SWC-{rest}"
            return Entry(SWC, name, name, f"https://swcregistry.io/docs/{name}/", (name,))
        case "cwe" if rest.isascii() and rest.isdigit():
            page = f"https://cwe.mitre.org/data/definitions/{int(rest)}.html"
            return Entry(CWE, f"CWE-{int(rest)}", f"CWE-{int(rest)}", page, (f"external/cwe/cwe-{int(rest):03d}",))
        case "dasp":
            return Entry(DASP, rest, rest.replace("-", " "), DASP.address, (tag,))
        case _:
            return None
