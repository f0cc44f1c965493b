"""What names mean: in blocks, over imports, in types."""

import pytest

from assay.solidity.ir import operations as op
from assay.solidity.model import types as t
from assay.testing.solidity import flow, function, project


def written(source: str, pragma: str = "^0.8.20") -> list[str]:
    """What `f` writes, in order: locals and places."""
    built = flow(source, pragma)
    operations = built.graph(function(built.project, "f")).operations
    stores = (o for _, _, o in operations if isinstance(o, op.Assign | op.Store))
    return [f"state {o.place}" if isinstance(o, op.Store) else f"local {o.target}" for o in stores]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("^0.8.0", ["local s", "state s"]), ("^0.4.24", ["local s", "local s"])],
)
def test_a_local_ends_with_its_block_since_0_5(pragma: str, expected: list[str]) -> None:
    source = "contract C { uint256 s; function f() public { { uint256 s = 1; } s = 2; } }"
    assert written(source, pragma) == expected


def test_the_innermost_declaration_wins() -> None:
    source = "contract C { uint256 s; function f(uint256 s) public { s = 1; { uint256 s = 2; s = 3; } s = 4; } }"
    assert written(source) == ["local s", "local s", "local s", "local s"]


@pytest.mark.parametrize(
    ("length", "expected"),
    [("3", "3"), ("2 ** 3 + N", "13"), ("N", "5"), ("4 * 2", "8"), ("N - N", "0"), ("M", "-1"), ("LOOP", "-1")],
)
def test_lengths_of_arrays_are_worked_out(length: str, expected: str) -> None:
    source = f"uint256 constant N = 5; contract C {{ uint256 constant LOOP = LOOP + 1; uint256[{length}] a; }}"
    assert str(project(source).contract("C").state["a"].type) == f"uint256[{expected}]"


IMPORTED = {
    "B.sol": "struct S { uint256 a; } contract X {} contract Y {} function free() {} import './C.sol';",
    "C.sol": "import './B.sol'; contract Deep {} contract X2 is X {}",
}


@pytest.mark.parametrize(
    ("directive", "name", "expected"),
    [
        ("import './B.sol';", "X", "X"),
        ("import './B.sol';", "Deep", "Deep"),
        ("import './B.sol' as B;", "B.X", "X"),
        ("import './B.sol' as B;", "X", "?"),
        ("import * as B from './B.sol';", "B.S", "S"),
        ("import {X as Z} from './B.sol';", "Z", "X"),
        ("import {X as Z} from './B.sol';", "X", "?"),
        ("import {X as Y, Y as X} from './B.sol';", "X", "Y"),
        ("import {Deep} from './B.sol';", "Deep", "Deep"),
        ("import './missing.sol';", "X", "?"),
        ("import './A.sol';", "Own", "Own"),
    ],
)
def test_a_type_is_found_through_imports(directive: str, name: str, expected: str) -> None:
    built = project({"A.sol": f"{directive} contract Own {{ {name} v; }}", **IMPORTED})
    assert str(built.contract("Own").state["v"].type) == expected


def test_an_own_declaration_comes_before_an_imported_one() -> None:
    built = project({"A.sol": "import './B.sol'; contract X { X v; }", **IMPORTED})
    assert built.files["A.sol"].contracts["X"].state["v"].type == t.ContractType(built.files["A.sol"].contracts["X"])


def test_a_base_behind_an_alias_is_found() -> None:
    built = project({"A.sol": "import './B.sol' as B; contract D is B.X {}", **IMPORTED})
    assert [c.name for c in built.contract("D").linearized] == ["D", "X"]


@pytest.mark.parametrize(
    ("declaration", "parameters", "returns"),
    [
        ("uint256 public v", "", "uint256"),
        ("mapping(address => uint256) public v", "address", "uint256"),
        ("mapping(address => mapping(uint8 => bool)) public v", "address,uint8", "bool"),
        ("uint256[] public v", "uint256", "uint256"),
        ("uint256[3][] public v", "uint256,uint256", "uint256"),
        ("mapping(address => S[]) public v", "address,uint256", "uint256,bool,bytes"),
        ("S public v", "", "uint256,bool,bytes"),
        ("bytes public v", "", "bytes"),
    ],
)
def test_a_public_variable_is_a_function_from_outside(declaration: str, parameters: str, returns: str) -> None:
    # Solidity documentation, "Getter Functions": mappings and arrays inside a struct are left out
    from assay.solidity.model.members import getter

    fields = "uint256 a; mapping(uint256 => uint256) m; bool b; uint256[] c; bytes d;"
    built = project(f"contract C {{ struct S {{ {fields} }} {declaration}; }}")
    found = getter(built.contract("C").state["v"])
    assert (",".join(map(str, found.parameters)), ",".join(map(str, found.returns))) == (parameters, returns)
