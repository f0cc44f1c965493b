"""Files that are made to do harm, by what they do."""

HEAD = b"pragma solidity ^0.8.20;\n"
DEEP = 10_000


def wrapped(body: str) -> bytes:
    return HEAD + f"contract Bad {{ function f(uint a) external {{ {body} }} }}\n".encode()


HARM = {
    "binary": b"\x7fELF\x00\x01" * 100,
    "empty": b"",
    "blank": b" \n\t\n",
    "no utf-8": HEAD + b'contract Bad { string s = "\xff\xfe"; }',
    "brackets": b"(" * 1_000_000,
    "braces": b"contract A {" * 100_000,
    "deep parentheses": wrapped("a = " + "(" * DEEP + "a" + ")" * DEEP + ";"),
    "deep blocks": wrapped("{" * DEEP + "}" * DEEP),
    "deep ifs": wrapped("if (a > 0) " * DEEP + "a = 1;"),
    "deep unary": wrapped("a = " + "-" * 1 + "~" * DEEP + "a;"),
    "deep index": wrapped("a" + "[a" * DEEP + "]" * DEEP + " = 1;"),
    "long sum": wrapped("a = " + "a + " * DEEP + "a;"),
    "deep calls": wrapped("f(" * DEEP + ")" * DEEP + ";"),
    "comment bomb": HEAD + b"/*" + b"* /" * 500_000 + b"*/ // assay: ignore[" + b"(a+)+" * 100_000,
    "string bomb": wrapped('string memory s = "' + "\\" * 500_000 + '";'),
    "cyclic inheritance": HEAD + b"contract A is B {} contract B is C {} contract C is A { function f() public {} }",
    "inherits itself": HEAD + b"contract A is A { function f() public { super.f(); } }",
    "cyclic import": HEAD + b'import "./Bad.sol"; import "./Good.sol"; contract Bad {}',
    "many contracts": HEAD + b"".join(b"contract C%d { function f() public {} }\n" % n for n in range(1_000)),
    "long chain": HEAD
    + b"contract C0 {}\n"
    + b"".join(b"contract C%d is C%d {}\n" % (n, n - 1) for n in range(1, 400)),
}
