"""A checkout that is missing is named, with where to get it and what was measured."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assay.evaluation.__main__ import main
from assay.evaluation.corpora import CURATED, SOUND, Corpus, MissingCheckout, commit_of
from assay.evaluation.sound import deployable


@pytest.mark.parametrize("corpus", [CURATED, *SOUND], ids=lambda corpus: corpus.name)
def test_a_missing_checkout_says_which_repository_and_commit(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(MissingCheckout) as missing:
        corpus.checkout(tmp_path)
    assert str(missing.value) == (
        f"no checkout of {corpus.repository} at {tmp_path / corpus.name} ({corpus.marker} is not there)"
    )
    assert corpus.repository in missing.value.advice
    assert corpus.measured_at in missing.value.advice


def test_the_command_stops_before_it_measures_anything(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["--corpora", str(tmp_path), "--only", "curated"])
    assert ran.exit_code == 2
    assert ran.stderr == (
        f"error: no checkout of smartbugs/smartbugs-curated at {tmp_path}/smartbugs-curated "
        "(vulnerabilities.json is not there)\n"
        "Clone the public GitHub repository smartbugs/smartbugs-curated into "
        f"{tmp_path}/smartbugs-curated; the published figures were measured at commit {CURATED.measured_at}.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "curatd"], "error: --only does not know 'curatd' (it takes curated, sound, twins, rules)\n"),
        ([], "error: name the folder with the checkouts: --corpora DIR, or --only twins,rules\n"),
        (
            ["--only", "twins", "--peer", "slither"],
            "error: --peer slither needs --slither and --solc-modules (set them up as peers/README.md says)\n",
        ),
    ],
)
def test_what_is_asked_wrongly_is_said_in_one_line(arguments: list[str], message: str) -> None:
    ran = CliRunner().invoke(main, arguments)
    assert (ran.exit_code, ran.stderr) == (2, message)


def test_a_folder_outside_of_git_has_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == "unknown"


def test_tests_and_mocks_are_not_deployable(tmp_path: Path) -> None:
    for path in ("A.sol", "mocks/M.sol", "sub/B.sol", "sub/test/T.sol", "C.t.sol", "sub/BMock.sol", "notes.md"):
        (tmp_path / "contracts" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "contracts" / path).touch()
    assert list(deployable(tmp_path)) == ["contracts/A.sol", "contracts/sub/B.sol"]
