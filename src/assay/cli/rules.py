"""`assay rules`: what is asked of a subject."""

import json

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
            emit(table(chosen))


def tagged(rule: Rule, wanted: tuple[str, ...]) -> bool:
    """Whether a tag of `rule` is, or starts with, one of `wanted`, up to a colon: `swc:10` is no start of `swc:107`."""
    return any(f"{tag}:".casefold().startswith(f"{start}:".casefold()) for tag in rule.tags for start in wanted)


def table(rules: list[Rule]) -> str:
    """One line a rule, columns aligned."""
    if not rules:
        return "no rule\n"
    rows = [(rule.id, "/".join(rule.severities), rule.title, " ".join(rule.tags)) for rule in rules]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = (
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)), row[3]]) for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
