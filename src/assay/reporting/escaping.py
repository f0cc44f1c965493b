"""Text of others, made harmless: what would steer a terminal or hide from a reader is shown as `<U+202E>`.

Analysed code is hostile. A bidirectional override can make a line read as another one ("Trojan Source",
CVE-2021-42574), an escape sequence can rewrite what a terminal has shown. Whatever is not ink or a plain
space is therefore spelled out, before any format adds its own markup.
"""

import re
import unicodedata

TAB_STOP = 4

_INVISIBLE_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that draw nothing, though their category says otherwise."""
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_PLAIN = re.compile(r"[ -~]*")


def visible(text: str) -> str:
    """`text` on one line, each control, format, bidirectional or otherwise invisible character as `<U+…>`.

    The result holds only characters that can be seen, so doing it twice changes nothing.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(map(visible_character, text))


def visible_character(character: str) -> str:
    """One character as `visible` shows it."""
    if character in _INVISIBLE_LETTERS or unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return f"<U+{ord(character):04X}>"
    return character


def cells(text: str) -> int:
    """Columns that already visible `text` takes in a terminal: two for wide letters, none for combining marks."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(_character_cells, text))


def _character_cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
