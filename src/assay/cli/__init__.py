"""The command line: one file a command, imported only when its command is called. No analysis lives here."""

from assay.cli.entry import main

__all__ = ["main"]
