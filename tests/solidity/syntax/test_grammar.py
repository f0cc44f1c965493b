"""When the grammar can't be loaded, the message says why and what to do."""

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from assay.solidity.syntax import grammar, parse


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    grammar.language.cache_clear()
    yield
    grammar.language.cache_clear()


def test_a_package_that_shadows_the_grammar_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tree_sitter_solidity", ModuleType("tree_sitter_solidity"))
    with pytest.raises(grammar.GrammarUnusable, match="tree_sitter_solidity") as caught:
        parse("a.sol", b"")
    assert "abch-tree-sitter-solidity" in caught.value.advice
