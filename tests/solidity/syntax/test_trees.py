"""Whole lowered trees of small snippets: every kind of definition and statement, from 0.4 to 0.8."""

import pytest

from assay.testing.trees import expression, shape, statement, unit


def contract(source: str) -> str:
    """The shape of the members of the one contract in a file without problems."""
    read = unit(source)
    assert read.problems == ()
    (only,) = read.contracts
    return shape(only)


@pytest.mark.parametrize(
    ("source", "field", "expected"),
    [
        ("pragma solidity >=0.4.22  <0.9.0;", "pragmas", "(Pragma solidity >=0.4.22 <0.9.0)"),
        ("pragma solidity ^0.8.0 || 0.7.6;", "pragmas", "(Pragma solidity ^0.8.0 || 0.7.6)"),
        ("pragma experimental ABIEncoderV2;", "pragmas", "(Pragma experimental ABIEncoderV2)"),
        ("pragma abicoder v2;", "pragmas", "(Pragma abicoder v2)"),
        ("import './a.sol';", "imports", "(Import ./a.sol)"),
        ('import "./a.sol" as A;', "imports", "(Import ./a.sol A)"),
        ('import * as A from "./a.sol";', "imports", "(Import ./a.sol A)"),
        ('import {A, B as C} from "./a.sol";', "imports", "(Import ./a.sol [[A A] [B C]])"),
        ("using L for uint;", "using", "(UsingFor [L] (ElementaryType uint256))"),
        ("using {f, L.g as +} for T global;", "using", "(UsingFor [[[f] ] [[L g] +]] (UserType [T]) is_global)"),
        ("type T is uint128;", "value_types", "(UserValueType T (ElementaryType uint128))"),
        ("uint constant X = 1;", "constants", "(StateVariable X (ElementaryType uint256) constant 1)"),
        ("enum E { A, B }", "enums", "(EnumDefinition E [A B])"),
        ("enum E {}", "enums", "(EnumDefinition E)"),
        (
            "error E(uint a, string);",
            "errors",
            "(ErrorDefinition E [(Variable a (ElementaryType uint256)) (Variable (ElementaryType string))])",
        ),
        (
            "event E(uint indexed a, address) anonymous;",
            "events",
            (
                "(EventDefinition E [(Variable a (ElementaryType uint256) indexed) (Variable (ElementaryType address))]"
                " anonymous)"
            ),
        ),
        (
            "struct S { A.B[2][] a; mapping(address who => mapping(C => uint) amount) b; }",
            "structs",
            (
                "(StructDefinition S [(Variable a (ArrayType (ArrayType (UserType [A B]) 2) -)) (Variable b"
                " (MappingType (ElementaryType address) (MappingType (UserType [C]) (ElementaryType uint256))))])"
            ),
        ),
    ],
)
def test_a_definition_of_a_file(source: str, field: str, expected: str) -> None:
    read = unit(source)
    assert (shape(getattr(read, field)), read.problems) == (f"[{expected}]", ())


def test_a_contract_of_today() -> None:
    source = """
    abstract contract K layout at 3 + 4 is A.B(1), C, D() {
        using L for *;
        uint256 public constant x = 1 ether;
        address payable immutable y;
        uint transient z;
        mapping(uint => bool) public override(A, C) m;
        function(uint, bool) external view returns (uint) fp;
        error E();
        modifier only(uint a) virtual override { _; }
        constructor(uint a) A.B(1) payable {}
        receive() external payable {}
        fallback(bytes calldata a) external returns (bytes memory) {}
        function f(uint[] calldata a) external view virtual override only(1) A.nn returns (uint r, bool);
    }
    """
    assert contract(source) == (
        "(ContractDefinition abstract K [(Invocation [A B] [1] has_arguments) (Invocation [C])"
        " (Invocation [D] has_arguments)]"
        " [(StateVariable x (ElementaryType uint256) public constant 1 ether)"
        " (StateVariable y (ElementaryType address payable) immutable -)"
        " (StateVariable z (ElementaryType uint256) transient -)"
        " (StateVariable m (MappingType (ElementaryType uint256) (ElementaryType bool)) public overrides -)"
        " (StateVariable fp (FunctionType [(Variable (ElementaryType uint256)) (Variable (ElementaryType bool))]"
        " [(Variable (ElementaryType uint256))] external view) -)]"
        f" [(FunctionDefinition modifier only {source.index('{ _; }')} [(Variable a (ElementaryType uint256))]"
        " virtual overrides (Block [(Placeholder)]))"
        f" (FunctionDefinition constructor {source.index('{}')} [(Variable a (ElementaryType uint256))] payable"
        " [(Invocation [A B] [1] has_arguments)] (Block))"
        f" (FunctionDefinition receive {source.index('{}', source.index('receive'))} external payable (Block))"
        f" (FunctionDefinition fallback {source.index('(bytes memory) {}') + 15} [(Variable a (ElementaryType bytes)"
        " calldata)] [(Variable (ElementaryType bytes) memory)] external (Block))"
        f" (FunctionDefinition function f {source.index(';', source.index('uint r, bool'))}"
        " [(Variable a (ArrayType (ElementaryType uint256) -) calldata)] [(Variable r (ElementaryType uint256))"
        " (Variable (ElementaryType bool))] external view virtual overrides [(Invocation [only] [1] has_arguments)"
        " (Invocation [A nn])] -)]"
        " [(ErrorDefinition E)] [(UsingFor [L] -)] (Binary + 3 4))"
    )


def test_a_contract_of_0_4() -> None:
    source = "contract Old { function Old(byte b) {} function () payable {} function g() constant returns (uint) {} }"
    ends = [at for at in range(len(source)) if source.startswith("{}", at)]
    assert contract(source) == (
        "(ContractDefinition contract Old"
        f" [(FunctionDefinition function Old {ends[0]} [(Variable b (ElementaryType bytes1))] (Block))"
        f" (FunctionDefinition fallback {ends[1]} payable (Block))"
        f" (FunctionDefinition function g {ends[2]} [(Variable (ElementaryType uint256))] view (Block))] -)"
    )


@pytest.mark.parametrize("kind", ["contract", "interface", "library"])
def test_each_kind_of_contract(kind: str) -> None:
    assert contract(f"{kind} K {{}}") == f"(ContractDefinition {kind} K -)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("var x = 1;", "(Declaration [(Variable x (ElementaryType var))] 1)"),
        (
            "var (x, , y) = f();",
            "(Declaration [(Variable x (ElementaryType var)) - (Variable y (ElementaryType var))] (Call f))",
        ),
        (
            "(uint a, , bool b) = f();",
            "(Declaration [(Variable a (ElementaryType uint256)) - (Variable b (ElementaryType bool))] (Call f))",
        ),
        ("(, uint a) = f();", "(Declaration [- (Variable a (ElementaryType uint256))] (Call f))"),
        ("S storage s = t;", "(Declaration [(Variable s (UserType [S]) storage)] t)"),
        ("(a, b) = (b, a);", "(Evaluate (Assignment = (TupleExpression [a b]) (TupleExpression [b a])))"),
        ("(a, ) = f();", "(Evaluate (Assignment = (TupleExpression [a -]) (Call f)))"),
        ("if (a) b; else if (c) { d; }", "(If a (Evaluate b) (If c (Block [(Evaluate d)]) -))"),
        ("if (a) if (b) c; else d;", "(If a (If b (Evaluate c) (Evaluate d)) -)"),
        (
            "for (uint i = 0; i < n; i++) { continue; }",
            (
                "(For (Declaration [(Variable i (ElementaryType uint256))] 0) (Binary < i n) (Unary ++ i)"
                " (Block [(Jump continue)]))"
            ),
        ),
        ("for (;;) break;", "(For - - - (Jump break))"),
        ("for (i = 0; ; ) {}", "(For (Evaluate (Assignment = i 0)) - - (Block))"),
        ("for (; a; b) {}", "(For - a b (Block))"),
        ("while (a) b;", "(While a (Evaluate b))"),
        ("do { a; } while (b);", "(While b (Block [(Evaluate a)]) do)"),
        ("return;", "(Return -)"),
        ("emit L.E({a: 1});", "(Emit (Call (Member L E) [1] [a]))"),
        ("unchecked { --a; }", "(Block [(Evaluate (Unary -- a prefix))] unchecked)"),
        (
            (
                "try a.f{gas: 1}(2) returns (uint v) { b; } catch Error(string memory e) {} catch (bytes memory) {}"
                " catch {}"
            ),
            (
                "(Try (Call (Member a f) [2] [[gas 1]]) [(Variable v (ElementaryType uint256))] (Block [(Evaluate b)])"
                " [(Catch Error [(Variable e (ElementaryType string) memory)] (Block))"
                " (Catch [(Variable (ElementaryType bytes) memory)] (Block)) (Catch (Block))])"
            ),
        ),
        (
            'assembly "evmasm" ("memory-safe") { let x := add(1, y.slot) mstore(0, x) { } }',
            (
                "(Assembly (YulBlock [(YulLet [x] (YulCall add [1 y.slot])) (YulEvaluate (YulCall mstore [0 x]))"
                " (YulBlock)]) [memory-safe])"
            ),
        ),
        (
            "assembly { switch x case 0 { } case 'a' { leave } default { break } }",
            (
                "(Assembly (YulBlock [(YulSwitch x [[0 (YulBlock)] ['a' (YulBlock [(YulJump leave)])]"
                " [- (YulBlock [(YulJump break)])]])]))"
            ),
        ),
        (
            "assembly { for { let i } lt(i, 0xa) { i := 1 } { continue } if true { stop() } }",
            (
                "(Assembly (YulBlock [(YulFor (YulBlock [(YulLet [i] -)]) (YulCall lt [i 0xa])"
                " (YulBlock [(YulAssign [i] 1)]) (YulBlock [(YulJump continue)])) (YulIf true (YulBlock"
                " [(YulEvaluate (YulCall stop))]))]))"
            ),
        ),
        (
            "assembly { function f(a, b) -> c, d { } function g() { } x_slot := hex'aa' }",
            (
                "(Assembly (YulBlock [(YulFunction f [a b] [c d] (YulBlock)) (YulFunction g (YulBlock))"
                " (YulAssign [x_slot] hex'aa')]))"
            ),
        ),
    ],
)
def test_a_statement(source: str, expected: str) -> None:
    assert statement(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a.b.c[1].d(2)(3)", "(Call (Call (Member (Index (Member (Member a b) c) 1) d) [2]) [3])"),
        ("f({b: 1, a: 2})", "(Call f [1 2] [b a])"),
        ("d[1:]", "(Slice d 1 -)"),
        ("d[:2]", "(Slice d - 2)"),
        ("d[:]", "(Slice d - -)"),
        ("[1, a]", "(ArrayLiteral [1 a])"),
        ("()", "(TupleExpression)"),
        ("(, a)", "(TupleExpression [- a])"),
        ("payable(a)", "(Call (TypeExpression (ElementaryType address payable)) [a])"),
        ("uint(a)", "(Call (TypeExpression (ElementaryType uint256)) [a])"),
        ("type(uint).max", "(Member (Call type [(TypeExpression (ElementaryType uint256))]) max)"),
        ("type(A.B).name", "(Member (Call type [(TypeExpression (UserType [A B]))]) name)"),
        (
            "abi.decode(d, (uint, S[]))",
            "(Call (Member abi decode) [d (TupleExpression [(TypeExpression (ElementaryType uint256)) (Index S -)])])",
        ),
        ("true", "true"),
        (".5 ether", ".5 ether"),
        ("0xFf", "0xFf"),
        ("a /* x */ . /* y */ b // z\n ( /* none */ )", "(Call (Member a b))"),
    ],
)
def test_an_expression(source: str, expected: str) -> None:
    assert expression(source) == expected


def test_only_comments_that_speak_to_tools_are_kept_and_each_once() -> None:
    source = "// assay: a\n/* plain */ contract C { /** @custom:b c */ function f() { g(/* assay */ 1); } } // é"
    texts = [comment.text for comment in unit(source).comments]
    assert texts == ["// assay: a", "/** @custom:b c */", "/* assay */"]


def test_an_empty_file_is_fine() -> None:
    assert unit("").problems == unit("// nothing\n").problems == ()
