"""`python -m assay.evaluation --corpora DIR`: recall, precision and time, beside Slither in the same call."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from assay.core.errors import AssayError, BadInput
from assay.evaluation import curated, pairs, sound
from assay.evaluation.corpora import CURATED, SOUND
from assay.evaluation.figures import Figures
from assay.evaluation.ours import Assay
from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.peers.slither import Slither
from assay.evaluation.report import FORMATS, render
from assay.evaluation.tool import Tool

PARTS = ("curated", "sound", "twins", "rules")
EXAMPLES = Path("examples") / "contracts"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--corpora",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with the checkouts: smartbugs-curated, openzeppelin-contracts, v2-core, v3-core, safe-smart-account.",
)
@click.option("--only", default=",".join(PARTS), show_default=True, help="Which parts to measure, with commas.")
@click.option("--peer", type=click.Choice(["slither"]), help="Run this tool on the same files.")
@click.option(
    "--slither",
    type=click.Path(path_type=Path, file_okay=False),
    help="The bin folder of the environment that holds slither-analyzer.",
)
@click.option("--solc-modules", type=click.Path(path_type=Path, file_okay=False), help="npm's compilers: node_modules.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep the peer's raw outputs here.")
@click.option(
    "--examples", type=click.Path(path_type=Path, file_okay=False), default=EXAMPLES, help="The shipped examples."
)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write here, not to the terminal.")
def main(
    corpora: Path | None,
    only: str,
    peer: str | None,
    slither: Path | None,
    solc_modules: Path | None,
    keep: Path | None,
    examples: Path,
    format_: str,
    output: Path | None,
) -> None:
    """Measure assay on public corpora. A checkout that is missing is named, with where to get it."""
    try:
        wanted = _parts(only)
        if corpora is None and {"curated", "sound"}.intersection(wanted):
            raise BadInput("name the folder with the checkouts: --corpora DIR, or --only twins,rules")
        compilers = _compilers(peer, slither, solc_modules)
        tools: list[Tool] = [Assay()]
        if compilers is not None and slither is not None:
            tools.append(Slither(slither.resolve(), compilers, keep.resolve() if keep else None))
        figures = measure(wanted, (corpora or Path()).resolve(), examples.resolve(), tools, compilers)
        text = render(figures, format_)
        if output is None:
            sys.stdout.write(text)
        else:
            output.write_text(text, encoding="utf-8")
    except AssayError as error:
        sys.stderr.write(f"error: {error}\n" + (f"{error.advice}\n" if error.advice else ""))
        sys.exit(2)


def measure(
    wanted: Sequence[str], corpora: Path, examples: Path, tools: Sequence[Tool], compilers: Compilers | None
) -> Figures:
    """Every wanted part with every tool. All checkouts are looked for first: nobody waits to learn of a missing one."""
    checkouts = {CURATED.name: CURATED.checkout(corpora)} if "curated" in wanted else {}
    if "sound" in wanted:
        checkouts |= {corpus.name: corpus.checkout(corpora) for corpus in SOUND}
    versions: dict[str, str] = {}
    for tool in tools:
        versions |= tool.versions
    with tempfile.TemporaryDirectory(prefix="assay-evaluation-") as folder:
        scratch = Path(folder).resolve()
        return Figures(
            versions=versions,
            command=_command(wanted, tools),
            curated=curated.measure(checkouts[CURATED.name], tools, compilers, scratch)
            if "curated" in wanted
            else None,
            sound=tuple(
                sound.measure(corpus, checkouts[corpus.name], tools, compilers, scratch)
                for corpus in (SOUND if "sound" in wanted else ())
            ),
            twins=pairs.measure_twins(examples, tools, compilers, scratch) if "twins" in wanted else None,
            rules=pairs.measure_rules(tools[0], scratch) if "rules" in wanted else (),
        )


def _parts(only: str) -> tuple[str, ...]:
    named = [name.strip() for name in only.split(",")]
    unknown = [name for name in named if name not in PARTS]
    if unknown:
        raise BadInput(f"--only does not know {unknown[0]!r} (it takes {', '.join(PARTS)})")
    return tuple(part for part in PARTS if part in named)


def _compilers(peer: str | None, slither: Path | None, modules: Path | None) -> Compilers | None:
    if peer is None:
        return None
    if slither is None or modules is None:
        raise BadInput("--peer slither needs --slither and --solc-modules (set them up as peers/README.md says)")
    return Compilers.found(modules)


def _command(wanted: Sequence[str], tools: Sequence[Tool]) -> str:
    # Folders of this machine are of no use to others.
    peer = " --peer slither --slither peers/venv/bin --solc-modules peers/node_modules" if len(tools) > 1 else ""
    only = "" if tuple(wanted) == PARTS else f" --only {','.join(wanted)}"
    return f"python -m assay.evaluation --corpora corpora{peer}{only} --format markdown -o docs/evaluation.md"


if __name__ == "__main__":
    main()
