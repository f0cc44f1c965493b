"""`assay` itself: finds the command, and turns what goes wrong into one line and an exit code."""

import os
from importlib import import_module
from typing import Any

import click

from assay import __version__
from assay.cli.exits import EXIT_CODES, INTERRUPTED, Refused, one_line, refusal

COMMANDS = {
    "scan": "Scan a subject and report how secure it is.",
    "rules": "List the rules.",
    "explain": "Tell what a rule means, with a flagged and a clean example.",
    "verify": "Check a report again: digest, evidence, arithmetic, grade.",
    "compare": "Set two reports side by side: better, worse, new, gone.",
    "schema": "Print the JSON schema of the report.",
}
HIDDEN = ("pages",)


class LazyGroup(click.Group):
    """Imports a command's module when the command is called, so that `assay --version` loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The `command` of `assay.cli.<name>`; None for a name that is no command."""
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        command: click.Command = import_module(f"assay.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's, with advice for what is no command: the nearest one, or how to scan the path that it is."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as problem:
            raise click.UsageError(problem.message + _advice(args[0]), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table above: `--help` needs no command's module either."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. Every error leaves as a message and code 2; `--debug` shows the traceback instead."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except Exception as problem:
            if ctx.params["debug"]:
                raise
            raise Refused(*refusal(problem)) from problem


def _advice(name: str) -> str:
    if os.path.exists(name):
        return f" To scan it: assay scan {one_line(name)}"
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"""\b
Examples:
  assay scan contracts/
  assay explain contracts.reentrancy
  assay verify report.json

{EXIT_CODES}""",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback when something goes wrong.")
def main(debug: bool) -> None:
    """Tell how secure a Solidity code base is, with evidence that anyone can check again."""
    del debug  # read by LazyGroup.invoke
