"""With the real rules on the shipped examples: names of findings survive what does not change their code."""

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.core.report import Report
from assay.engine.lexical import tokens
from assay.engine.request import ScanRequest
from assay.engine.scan import scan

EXAMPLES = Path(__file__).parents[2] / "examples" / "contracts"
FOLDERS = ("lottery", "splitter", "proxy", "vault", "token", "lending", "amm", "permit", "governance", "flashloan")
IMPORTED = re.compile(rb"/(\w+)\.sol")
WORD = re.compile(rb"[\w$\x80-\xff]")
SIGNS = [bytes([sign]) for sign in b"=+-*/<>!&|^%:"]
NOTES = (" ", "\n", "\t\t", "\r\n", " /* note */ ", " // note\n", "\n/* several\nlines */\n")


def found(root: Path, folder: str) -> Counter[str]:
    report, _ = scan(ScanRequest(today=date(2026, 11, 24), paths=(root / folder,), workers=1))
    return named(report)


def copied(root: Path, folder: str, change: Callable[[bytes], bytes], prefix: str = "") -> Path:
    """A project of its own with that folder of the examples, each file changed, and what it imports."""
    (root / "foundry.toml").touch()
    for path in sorted([*(EXAMPLES / folder).glob("*.sol"), *(EXAMPLES / "interfaces").glob("*.sol")]):
        place = root / path.parent.name / (prefix + path.name)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(IMPORTED.sub(rb"/" + prefix.encode() + rb"\1.sol", change(path.read_bytes())))
    return root


def named(report: Report) -> Counter[str]:
    return Counter(f"{finding.rule} {finding.fingerprint}" for finding in report.findings)


def reformatted(text: bytes, rng: random.Random) -> bytes:
    """The same tokens, with other white space and comments between them."""
    lines = text.splitlines(keepends=True)
    # What pragma says is not made of tokens, and a licence comment is looked for at its place.
    kept = [line for line in lines if line.startswith((b"//", b"pragma"))]
    out = b"".join(kept)
    last = b""
    for token in tokens(b"".join(line for line in lines if not line.startswith((b"//", b"pragma")))):
        # Two signs may be one operator, and a point may be inside a number.
        parts = not (
            (last in SIGNS and token in SIGNS)
            or (last[:1].isdigit() and token == b".")
            or (last == b"." and token[:1].isdigit())
        )
        blank = rng.choice(NOTES) if parts and rng.random() < 0.5 else ""
        if not blank and _sticks(last, token):
            blank = " "
        out += blank.encode() + token
        last = token
    return out + b"\n"


def _sticks(last: bytes, token: bytes) -> bool:
    """Whether two tokens would be read as one, or as another, without something between them."""
    return bool(WORD.match(last[-1:]) and WORD.match(token))


def test_reformatting_keeps_the_tokens() -> None:
    for path in sorted(EXAMPLES.rglob("*.sol")):
        text = path.read_bytes()
        glued = [b"".join(tokens(each)) for each in (text, reformatted(text, random.Random(1)))]
        assert glued[0] == glued[1]


def in_new_lines(text: bytes, rng: random.Random) -> bytes:
    """Comments and blank lines between the lines."""
    added = (b"", b"", b"\n", b"// note\n", b"/* a\nnote */\n")
    inside = False
    out = b""
    for line in text.splitlines(keepends=True):
        inside = inside or b"/*" in line
        out += line if inside else rng.choice(added) + line
        inside = inside and b"*/" not in line
    return out


def with_more_code(text: bytes, rng: random.Random) -> bytes:
    """A contract in front and one behind, which nothing else knows."""
    extra = b"contract Zz%d { uint256 private zz; function zz%d() external view returns (uint256) { return zz; } }\n"
    head = re.search(rb"^(abstract contract|contract|interface|library) ", text, re.MULTILINE)
    assert head is not None
    first, second = (extra % (rng.randrange(10**6), number) for number in (1, 2))
    return text[: head.start()] + first + text[head.start() :] + second


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (with_more_code, in_new_lines, reformatted)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    return {folder: found(copied(tmp_path_factory.mktemp(folder), folder, bytes), folder) for folder in FOLDERS}


def test_there_is_something_to_lose(before: dict[str, Counter[str]]) -> None:
    assert all(names for names in before.values())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    folder=st.sampled_from(FOLDERS),
    mutations=st.sets(st.sampled_from(range(len(MUTATIONS))), min_size=1).map(
        lambda chosen: [MUTATIONS[n] for n in sorted(chosen)]
    ),
    seed=st.integers(0, 2**32),
    prefix=st.sampled_from(["", "Renamed"]),
)
def test_names_survive_edits_elsewhere_reformatting_and_renamed_files(
    before: dict[str, Counter[str]],
    tmp_path_factory: pytest.TempPathFactory,
    folder: str,
    mutations: list[Callable[[bytes, random.Random], bytes]],
    seed: int,
    prefix: str,
) -> None:
    rng = random.Random(seed)

    def change(text: bytes) -> bytes:
        for mutation in mutations:
            text = mutation(text, rng)
        return text

    expected = before[folder]
    after = found(copied(tmp_path_factory.mktemp("mutated"), folder, change, prefix), folder)
    if with_more_code in mutations:  # A rule about whole files may find the new code worth a word.
        assert expected <= after
    else:
        assert after == expected
