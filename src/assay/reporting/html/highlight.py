"""Just enough Solidity to colour it: comments, strings, numbers, keywords, types. Linear in the length of the text."""

import re

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)"""
    r"""|(?P<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)"""
    r"""|(?P<word>[A-Za-z_$][\w$]*)"""
    r"""|(?P<number>\d[\w.]*)"""
)
_KEYWORDS = re.compile(
    r"(?:abstract|anonymous|as|assembly|break|calldata|case|catch|constant|constructor|continue|contract|default|delete|do"
    r"|else|emit|enum|error|event|external|fallback|false|for|function|if|immutable|import|indexed|interface|internal|is"
    r"|leave|let|library|mapping|memory|modifier|new|override|payable|pragma|private|public|pure|receive|require|return"
    r"|returns|revert|storage|struct|switch|this|throw|transient|true|try|type|unchecked|using|view|virtual|while)"
)
_TYPE = re.compile(r"(?:u?int\d*|bytes\d*|address|bool|string|u?fixed|var)")


def token_classes(text: str) -> list[tuple[int, int, str]]:
    """(start, end, class) of what has a colour, in order; classes are `c`, `s`, `n`, `k` and `t`."""
    made = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)[0]
        if kind == "w":
            word = match[0]
            kind = "k" if _KEYWORDS.fullmatch(word) else "t" if _TYPE.fullmatch(word) else ""
        if kind:
            made.append((match.start(), match.end(), kind))
    return made


def line_classes(lines: tuple[str, ...]) -> list[list[tuple[int, int, str]]]:
    """The same for each line of a file, positions counted from the line's start; comments may span lines."""
    made: list[list[tuple[int, int, str]]] = [[] for _ in lines]
    tokens = iter(token_classes("\n".join(lines)))
    token = next(tokens, None)
    offset = 0
    for line, classes in zip(lines, made, strict=True):
        end = offset + len(line)
        while token is not None and token[0] < end:
            classes.append((max(token[0], offset) - offset, min(token[1], end) - offset, token[2]))
            if token[1] > end:
                break
            token = next(tokens, None)
        offset = end + 1
        while token is not None and token[1] <= offset:
            token = next(tokens, None)
    return made
