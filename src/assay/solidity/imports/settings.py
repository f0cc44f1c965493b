"""The settings of one folder that steer imports: `remappings.txt` and `foundry.toml`."""

import json
import tomllib
from dataclasses import dataclass
from typing import Any

from assay.core.fact import Gap
from assay.solidity.imports.remappings import Remapping, parse_remapping
from assay.sources.files.paths import join
from assay.sources.files.tree import SourceTree, SourceUnreadable

SETTINGS_LIMIT = 256 * 1024
"""Bytes; reading TOML is slower than linear for some texts, and nobody writes that much by hand."""

REMAPPING_LIMIT = 1_000
"""Remappings of one folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one folder says about imports, and the files that say it."""

    remappings: tuple[Remapping, ...] = ()
    """Those of foundry.toml first, so that remappings.txt wins as it does in Foundry."""
    libs: tuple[str, ...] = ("lib",)
    sources: tuple[str, ...] = ("src", "contracts")
    kept: tuple[tuple[str, bytes], ...] = ()
    """Path and content for the report. Of foundry.toml only what is used: it may hold keys of nodes and explorers."""
    gaps: tuple[Gap, ...] = ()


def read_settings(tree: SourceTree, folder: str) -> Settings | None:
    """None when the folder has no settings that can be used and nothing to complain about."""
    toml, toml_text, gaps = _foundry(tree, join(folder, "foundry.toml"))
    lines, lines_text, more_gaps = _lines(tree, join(folder, "remappings.txt"))
    written = [*_strings(toml.get("remappings")), *lines]
    remappings = [r for r in map(parse_remapping, written) if r is not None]
    gaps += more_gaps
    if len(remappings) > REMAPPING_LIMIT:
        gaps.append(Gap(what=f"remappings of {folder}", because=f"more than {REMAPPING_LIMIT:,}; the rest is ignored"))
    kept = [*toml_text, *lines_text]
    if not kept and not gaps:
        return None
    source = toml.get("src")
    return Settings(
        remappings=tuple(remappings[:REMAPPING_LIMIT]),
        libs=tuple(_strings(toml.get("libs"))) or ("lib",),
        sources=tuple(dict.fromkeys([*([source] if isinstance(source, str) else []), "src", "contracts"])),
        kept=tuple(kept),
        gaps=tuple(gaps),
    )


_Kept = list[tuple[str, bytes]]


def _foundry(tree: SourceTree, path: str | None) -> tuple[dict[str, Any], _Kept, list[Gap]]:
    """The keys of `[profile.default]` that are used here."""
    data, gaps = _content(tree, path)
    if data is None or path is None:
        return {}, [], gaps
    try:
        document = tomllib.loads(data.decode())
    except UnicodeDecodeError:
        return {}, [], [Gap(what=path, because="not UTF-8; its settings are ignored")]
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return {}, [], [Gap(what=path, because=f"not valid TOML ({reason}); its settings are ignored")]
    profiles = document.get("profile")
    profile = profiles.get("default") if isinstance(profiles, dict) else document.get("default")
    if not isinstance(profile, dict):
        profile = {}
    used = {key: profile[key] for key in ("src", "libs", "remappings") if key in profile}
    for key, value in used.items():
        if not isinstance(value, str if key == "src" else list):
            gaps.append(Gap(what=path, because=f"`{key}` has the wrong type and is ignored"))
    return used, [(path, _reduced(used))], gaps


def _lines(tree: SourceTree, path: str | None) -> tuple[list[str], _Kept, list[Gap]]:
    """Lines of a remappings.txt; those that are no remapping are gaps."""
    data, gaps = _content(tree, path)
    if data is None or path is None:
        return [], [], gaps
    lines = data.decode(errors="replace").splitlines()
    written = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and line.lstrip()[0] != "#"]
    wrong = [number for number, line in written if parse_remapping(line) is None]
    if wrong:
        places = ", ".join(map(str, wrong[:5])) + (", …" if len(wrong) > 5 else "")
        gaps.append(Gap(what=f"{path}:{wrong[0]}", because=f"not a remapping (context:prefix=target): line {places}"))
    return [line for _, line in written], [(path, data)], gaps


def _content(tree: SourceTree, path: str | None) -> tuple[bytes | None, list[Gap]]:
    if path is None or not tree.exists(path):
        return None, []
    try:
        data = tree.read(path)
    except SourceUnreadable as error:
        return None, [Gap(what=path, because=error.because)]
    if len(data) > SETTINGS_LIMIT:
        return None, [Gap(what=path, because=f"larger than {SETTINGS_LIMIT:,} bytes; its settings are ignored")]
    return data, []


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _reduced(used: dict[str, Any]) -> bytes:
    """The used settings as TOML that reads back to the same."""
    lines = ["[profile.default]"]
    if isinstance(used.get("src"), str):
        lines.append(f"src = {_quoted(used['src'])}")
    lists = [key for key in ("libs", "remappings") if isinstance(used.get(key), list)]
    lines.extend(f"{key} = [{', '.join(map(_quoted, _strings(used[key])))}]" for key in lists)
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's differ only in allowing DEL as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
