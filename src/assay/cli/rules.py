"""`assay rules`: what is asked of a subject."""

import json
import shutil
import sys

import click

from assay.cli.output import emit
from assay.cli.rule_page import index
from assay.core.canonical import canonical
from assay.core.rule import Rule
from assay.engine.rules import all_rules

EPILOG = """\b
Examples:
  assay rules
  assay rules --tag owasp:SC05
  assay rules --format json"""


@click.command("rules", epilog=EPILOG)
@click.option("--tag", "tags", multiple=True, help="Only rules with this tag or the start of one; repeatable: any.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(tags: tuple[str, ...], form: str) -> None:
    """List the rules: what is asked, how bad it can be, where it is catalogued."""
    chosen = [bound.rule for bound in all_rules() if not tags or tagged(bound.rule, tags)]
    match form:
        case "json":
            emit(json.dumps(json.loads(canonical(chosen)), indent=2, ensure_ascii=False) + "\n")
        case "markdown":
            emit(index(chosen))
        case _:
            emit(table(chosen, shutil.get_terminal_size().columns if sys.stdout.isatty() else None))


def tagged(rule: Rule, wanted: tuple[str, ...]) -> bool:
    """Whether a tag of `rule` is, or starts with, one of `wanted`, up to a colon: `swc:10` is no start of `swc:107`."""
    return any(f"{tag}:".casefold().startswith(f"{start}:".casefold()) for tag in rule.tags for start in wanted)


def table(rules: list[Rule], width: int | None = None) -> str:
    """One line a rule, columns aligned; without the tags where a terminal of that `width` would break the lines."""
    if not rules:
        return "no rule\n"
    rows = [(rule.id, "/".join(rule.severities), rule.title, " ".join(rule.tags)) for rule in rules]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    if width is not None and width < sum(widths) + 4 + max(len(row[3]) + 2 for row in rows):
        rows = [(*row[:3], "") for row in rows]
    lines = (
        "  ".join([*(cell.ljust(wide) for cell, wide in zip(row[:3], widths, strict=True)), row[3]]) for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
