"""A rule's page in Markdown and as plain text, both from the rule's own declaration."""

import textwrap
from dataclasses import dataclass

from assay.core.rule import Rule
from assay.engine.rules import BoundRule, examples_dir
from assay.reporting.tags import DASP, LISTS, OWASP, OWASP_2025, entry_of


@dataclass(frozen=True, slots=True)
class Example:
    """A file from the `examples/` folder beside a rule."""

    name: str
    text: str


def examples(bound: BoundRule, names: tuple[str, ...]) -> list[Example]:
    """The named examples of a rule."""
    folder = examples_dir(bound)
    return [Example(name, (folder / name).read_text("utf-8")) for name in names]


def markdown(bound: BoundRule) -> str:
    """The page under `docs/rules/`, also what `explain --format markdown` prints."""
    rule = bound.rule
    tags = ", ".join(tag_link(tag) for tag in rule.tags)
    lines = [
        f"# {rule.title}",
        "",
        f"`{rule.id}`",
        "",
        "| | |",
        "|---|---|",
        f"| Asked of | every {rule.per} |",
        f"| Severity | {', '.join(rule.severities)} |",
        f"| Area | {rule.area} |",
        f"| Tags | {tags} |",
        "",
        "## What it means",
        "",
        rule.meaning.strip(),
        "",
        "## What to do",
        "",
        rule.remedy.strip(),
    ]
    for title, names in (("Flagged", rule.flagged), ("Clean", rule.clean)):
        lines += ["", f"## {title}"]
        for example in examples(bound, names):
            lines += ["", f"`{example.name}`", "", f"```{_language(example.name)}", example.text.strip("\n"), "```"]
    lines += ["", "## References", "", *(f"- <{url}>" for url in rule.references)]
    return "\n".join(lines) + "\n"


def text(bound: BoundRule, *, width: int = 80, show_all: bool = False) -> str:
    """The same for a terminal: prose wrapped to `width`, one flagged and one clean example unless all are wanted."""
    rule = bound.rule
    lines = [
        f"{rule.id}: {rule.title}",
        f"  asked of every {rule.per}; severity {', '.join(rule.severities)}; area {rule.area}",
        f"  tags: {', '.join(rule.tags)}",
        "",
        *_wrapped(rule.meaning, width),
        "",
        "What to do",
        *_wrapped(rule.remedy, width),
    ]
    for title, names in (("Flagged", rule.flagged), ("Clean", rule.clean)):
        for example in examples(bound, names if show_all else names[:1]):
            lines += ["", f"{title}: {example.name}", "", *_indented(example.text)]
        if len(names) > 1 and not show_all:
            lines += ["", *_wrapped(f"{title} too (--all shows the code): {', '.join(names[1:])}", width)]
    lines += ["", "References", *_indented("\n".join(rule.references))]
    return "\n".join(lines) + "\n"


def index(rules: list[Rule]) -> str:
    """The page that lists all rules, by domain."""
    lines = ["# Rules", "", "| rule | what it finds | severity | tags |", "|---|---|---|---|"]
    for rule in rules:
        name = f"[`{rule.id}`]({rule.id}.md)"
        lines.append(f"| {name} | {rule.title} | {', '.join(rule.severities)} | {', '.join(rule.tags)} |")
    return "\n".join(lines) + "\n"


def coverage(rules: list[Rule]) -> str:
    """The page that says which entry of which published list has which rules, and which have none."""
    lines = ["# Coverage", "", "Each entry of a published list, with the rules that ask about it."]
    for known in LISTS:
        found: dict[tuple[str, str, str], list[Rule]] = {}
        if known is OWASP:
            found = {(number, title, OWASP.address): [] for number, title in OWASP_2025.items()}
        for rule in rules:
            for entry in filter(None, map(entry_of, rule.tags)):
                if entry.of is known:
                    found.setdefault((entry.id, entry.title, entry.address), []).append(rule)
        lines += ["", f"## {known.name} {known.version}".rstrip(), "", "| entry | rules |", "|---|---|"]
        for id_, title, address in sorted(found, key=lambda each: (len(each[0]) if known is not DASP else 0, each[0])):
            named = f"[{id_}]({address})" + (f" {title}" if title not in (id_, id_.replace("_", " ")) else "")
            asked = ", ".join(f"[`{r.id}`]({r.id}.md)" for r in found[id_, title, address]) or "none"
            lines.append(f"| {named} | {asked} |")
    return "\n".join(lines) + "\n"


def tag_link(tag: str) -> str:
    """`swc:107` as a link to what it names; a tag of a list we don't know stays as it is."""
    entry = entry_of(tag)
    return f"[{tag}]({entry.address})" if entry else f"`{tag}`"


def _wrapped(text: str, width: int) -> list[str]:
    paragraphs = (
        textwrap.wrap(paragraph, width - 2, break_long_words=False, break_on_hyphens=False) or [""]
        for paragraph in text.strip("\n").splitlines()
    )
    return [f"  {line}".rstrip() for lines in paragraphs for line in lines]


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.strip("\n").splitlines()]


def _language(name: str) -> str:
    return "toml" if name.endswith(".toml") else "solidity"
