"""Walking the syntax tree without knowing its kinds."""

from collections.abc import Iterator

from assay.solidity.syntax.nodes import Node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first, in source order. Not recursive, so depth does not matter."""
    pending: list[object] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, Node):
            yield current
            pending.extend(getattr(current, name) for name in reversed(current.__struct_fields__[2:]))
        elif isinstance(current, tuple):
            pending.extend(reversed(current))
