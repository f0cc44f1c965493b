"""`assay pages`: the documentation's page of every rule, made from its declaration. Hidden: for contributors."""

from pathlib import Path

import click

from assay.cli import rule_page
from assay.cli.output import write
from assay.engine.rules import all_rules


def pages() -> dict[str, str]:
    """File name to content: a page a rule, `index.md` and `coverage.md`."""
    bound = all_rules()
    made = {f"{each.rule.id}.md": rule_page.markdown(each) for each in bound}
    rules = [each.rule for each in bound]
    return {**made, "index.md": rule_page.index(rules), "coverage.md": rule_page.coverage(rules)}


@click.command("pages", hidden=True)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a Markdown page for every rule into FOLDER; pages of rules that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, content in made.items():
        write(folder / name, content)
    for stale in sorted(folder.glob("*.md")):
        if stale.name not in made:
            stale.unlink()
