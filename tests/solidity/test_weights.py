"""How much rests on a contract."""

from assay.core.subject import PartKind
from assay.solidity.gather import gather_code
from assay.solidity.reading import Limits
from assay.sources.files.locate import Located
from assay.sources.files.memory import MemoryTree
from assay.sources.files.scope import Scope
from assay.testing.children import InProcess


def weights(files: dict[str, str]) -> dict[str, int]:
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    gathered = gather_code(Located(tree, (".",), ""), Scope(), Limits(), InProcess())
    return {part.id: part.weight for part in gathered.parts if part.kind is PartKind.CONTRACT}


def test_heirs_count_however_far_and_users_once() -> None:
    assert weights(
        {
            "A.sol": "contract A {} library L { function f() internal {} } contract Alone {}",
            "B.sol": 'import "./A.sol"; contract B is A { function g() public { L.f(); L.f(); } }',
            "C.sol": 'import "./B.sol"; contract C is B { A a; function h() public { new B(); B(msg.sender); } }',
        }
    ) == {"A.sol:A": 3, "A.sol:L": 2, "A.sol:Alone": 1, "B.sol:B": 2, "C.sol:C": 1}


def test_a_name_means_what_the_file_imports_and_its_own_first() -> None:
    assert weights(
        {
            "one/T.sol": "contract T {}",
            "two/T.sol": "contract T {}",
            "A.sol": 'import {T as U, T} from "./two/T.sol"; contract A { U u; }',
            "B.sol": 'import "./one/T.sol"; contract T {} contract B is T {}',
            "C.sol": "contract C { T t; }",
        }
    ) == {"one/T.sol:T": 1, "two/T.sol:T": 2, "A.sol:A": 1, "B.sol:T": 2, "B.sol:B": 1, "C.sol:C": 1}


def test_contracts_that_inherit_from_each_other_are_counted_once() -> None:
    cycle = {"A.sol": "contract A is B {} contract B is C {} contract C is A {} contract D is D {}"}
    assert weights(cycle) == {"A.sol:A": 3, "A.sol:B": 3, "A.sol:C": 3, "A.sol:D": 1}
