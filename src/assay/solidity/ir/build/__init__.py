"""Builds the graph of a function from its syntax: a file each for statements, expressions, calls, places, assembly."""

from assay.solidity.ir.build.function import build

__all__ = ["build"]
