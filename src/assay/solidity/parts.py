"""Names of parts: `src/Vault.sol`, `src/Vault.sol:Vault`, `src/Vault.sol:Vault.withdraw(uint256)`.

Computed from syntax alone, so that a file whose imports are missing names its parts all the same.
"""

from collections import Counter

from assay.core.subject import PartId
from assay.solidity.syntax import nodes as syntax


class PartNames:
    """Names for one file, given out in source order; what is declared twice gets `#2`, `#3`, …"""

    def __init__(self, path: str) -> None:
        self._path = path
        self._given: Counter[str] = Counter()
        self._contracts: dict[int, PartId] = {}

    def contract(self, contract: syntax.ContractDefinition) -> PartId:
        """The name of a contract, to be asked for before those of its functions."""
        part = self._unique(f"{self._path}:{contract.name}")
        self._contracts[contract.start] = part
        return part

    def function(self, contract: syntax.ContractDefinition | None, function: syntax.FunctionDefinition) -> PartId:
        """Ask for the contract's own name first. Free functions hang from the file."""
        prefix = f"{self._path}:" if contract is None else f"{self._contracts[contract.start]}."
        types = ",".join(written(p.type) for p in function.parameters)
        return self._unique(f"{prefix}{function.name or function.kind}({types})")

    def _unique(self, name: str) -> PartId:
        self._given[name] += 1
        count = self._given[name]
        return PartId(name if count == 1 else f"{name}#{count}")


def written(node: syntax.TypeName) -> str:
    """A type name as its canonical text, without spaces and data locations."""
    match node:
        case syntax.ElementaryType(name=name):
            return name.replace(" ", "_")
        case syntax.UserType(path=path):
            return ".".join(path)
        case syntax.MappingType(key=key, value=value):
            return f"mapping({written(key)}=>{written(value)})"
        case syntax.ArrayType(base=base, length=length):
            size = length.text if isinstance(length, syntax.Literal) else "" if length is None else "N"
            return f"{written(base)}[{size}]"
        case syntax.FunctionType(parameters=parameters):
            return f"function({','.join(written(p.type) for p in parameters)})"
