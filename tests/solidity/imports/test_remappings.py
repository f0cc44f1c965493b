"""Remappings as the Solidity documentation describes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.imports.remappings import Remapping, parse_remapping, remap


def best(remappings: list[str], importing: str, name: str) -> str | None:
    parsed = [r for r in map(parse_remapping, remappings) if r is not None]
    return next(iter(remap(parsed, importing, name)), None)


# Solidity documentation, "Import Path Resolution", "Import Remapping"; the targets below the root instead of absolute
@pytest.mark.parametrize(
    ("remappings", "importing", "name", "expected"),
    [
        # "github.com/ethereum/dapp-bin/=dapp-bin/"
        (
            ["github.com/ethereum/dapp-bin/=dapp-bin/"],
            "contracts/a.sol",
            "github.com/ethereum/dapp-bin/library/math.sol",
            "dapp-bin/library/math.sol",
        ),
        # one version for module1, the other for module2
        (
            ["module1:github.com/ethereum/dapp-bin/=dapp-bin/", "module2:github.com/ethereum/dapp-bin/=dapp-bin_old/"],
            "module1/a.sol",
            "github.com/ethereum/dapp-bin/m.sol",
            "dapp-bin/m.sol",
        ),
        (
            ["module1:github.com/ethereum/dapp-bin/=dapp-bin/", "module2:github.com/ethereum/dapp-bin/=dapp-bin_old/"],
            "module2/a.sol",
            "github.com/ethereum/dapp-bin/m.sol",
            "dapp-bin_old/m.sol",
        ),
        # the prefix is text, not folders
        (["a=b"], "x.sol", "abc.sol", "bbc.sol"),
        # an empty target removes the prefix
        (["x/="], "a.sol", "x/b.sol", "b.sol"),
        # the longest context wins, even over a longer prefix
        (["a:x/=p/", ":x/y/=q/"], "a/b.sol", "x/y/z.sol", "p/y/z.sol"),
        # then the longest prefix, whatever the order
        (["x/y/=q/", "x/=p/"], "a.sol", "x/y/z.sol", "q/z.sol"),
        (["x/=p/", "x/y/=q/"], "a.sol", "x/y/z.sol", "q/z.sol"),
        # of equals the last
        (["x/=p/", "x/=q/"], "a.sol", "x/z.sol", "q/z.sol"),
        # a result is not remapped again
        (["x/=y/", "y/=z/"], "a.sol", "x/b.sol", "y/b.sol"),
        (["other:x/=p/"], "a.sol", "x/z.sol", None),
    ],
)
def test_the_best_remapping_is_the_one_that_solc_takes(
    remappings: list[str], importing: str, name: str, expected: str | None
) -> None:
    assert best(remappings, importing, name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@oz/=lib/oz/contracts/", Remapping("", "@oz/", "lib/oz/contracts/")),
        ("  src/:@oz=lib/oz \n", Remapping("src/", "@oz", "lib/oz")),
        ("./src:a/=b", Remapping("src", "a/", "b/")),
        ("a/=b=c", Remapping("", "a/", "b=c/")),
        ("a/", None),
        ("=b", None),
        ("ctx:=b", None),
        ("", None),
    ],
)
def test_a_remapping_is_read(text: str, expected: Remapping | None) -> None:
    assert parse_remapping(text) == expected


@given(st.text(), st.text(), st.text())
def test_any_text_is_a_remapping_or_none(text: str, importing: str, name: str) -> None:
    remapping = parse_remapping(text)
    if remapping is not None:
        assert parse_remapping(str(remapping)) is not None
        assert all(isinstance(result, str) for result in remap([remapping], importing, name))
