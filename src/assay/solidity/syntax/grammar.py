"""Loads the Solidity grammar when the first file is parsed, and says what is wrong when it can't be loaded."""

import functools
import warnings

from tree_sitter import Language, Parser

from assay.core.errors import AssayError


class GrammarUnusable(AssayError):
    """The Solidity grammar is missing or is not the one assay was built for."""

    advice = (
        "Install assay in an environment of its own; packages such as eth-wake bring `abch-tree-sitter` and "
        "`abch-tree-sitter-solidity`, which overwrite the modules of the same name."
    )


@functools.cache
def language() -> Language:
    """The grammar; raises `GrammarUnusable` when another package shadows it."""
    try:
        import tree_sitter_solidity

        pointer = tree_sitter_solidity.language()
    except (ImportError, AttributeError) as error:
        raise GrammarUnusable(f"the module tree_sitter_solidity can't be used: {error}") from error
    with warnings.catch_warnings():
        # The grammar's package still hands its pointer over as an integer, which tree-sitter 0.26 only deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return Language(pointer)
        except (TypeError, ValueError) as error:
            raise GrammarUnusable(f"tree_sitter and tree_sitter_solidity don't fit each other: {error}") from error


def parser() -> Parser:
    """A fresh parser: it keeps state while it works, so it is not shared."""
    return Parser(language())
