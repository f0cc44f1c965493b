"""What the one who looks wants to see: the format, and what of the report is shown how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO
from urllib.parse import quote


class Format(StrEnum):
    """The views there are; the values are what `--format` takes."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"
    MARKDOWN = "markdown"
    GITHUB = "github"


@dataclass(frozen=True, slots=True)
class Band:
    """A letter of the methodology and the points it starts at."""

    letter: str
    lowest: int
    """0 to 100; the band reaches up to the next one's lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """How to show a report. No view reads the environment, the clock or the disk: all that it may know is here."""

    path_prefix: str = ""
    """From the current directory to the project's root, with a final `/` (`packages/vault/`), so that printed paths
    can be clicked."""
    here: str = ""
    """From the project's root to a current directory inside it, with a final `/` (`src/`); empty elsewhere."""
    colour: bool = False
    width: int = 100
    """Columns of the terminal; code and prose are cut or wrapped to it, never below 60."""
    show_all: bool = False
    """Also what is suppressed, in the baseline or not touched by the diff, and long lists in full."""
    bands: tuple[Band, ...] = ()
    """The methodology's letters, drawn behind the grade's interval; empty when they aren't known."""
    link_base: str = ""
    """What a web page of a file starts with (`https://github.com/o/r/blob/SHA/`), for links in Markdown."""

    def path(self, path: str) -> str:
        """`path` (below the project's root) as it is opened from the current directory."""
        if self.here and path.startswith(self.here):
            return path[len(self.here) :]
        return self.path_prefix + path

    def link(self, path: str, first: int, last: int) -> str:
        """A percent-encoded link to the lines `first` to `last` of `path`."""
        lines = f"#L{first}" if last <= first else f"#L{first}-L{last}"
        return self.link_base + quote(self.path(path)) + lines


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether `stream` is a terminal that colours are welcome on; https://no-color.org has the last word."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()
