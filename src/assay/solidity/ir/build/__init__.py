"""Builds the graph of a function from its syntax: one file for statements, expressions, calls, places and assembly each."""

from assay.solidity.ir.build.function import build

__all__ = ["build"]
