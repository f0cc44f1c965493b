"""What Slither says in our words, without Slither: its own JSON, cut to what is read of it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from assay.core.errors import BadInput
from assay.evaluation.curated import CATEGORIES
from assay.evaluation.peers.compilers import SCRIPT, Compilers
from assay.evaluation.peers.slither import Slither, categories_of_detectors, pointed_at
from assay.evaluation.tool import Batch, Flag, Reading

NODE = shutil.which("node")


def _element(kind: str, path: str, *lines: int) -> dict[str, object]:
    return {"type": kind, "name": "n", "source_mapping": {"filename_relative": path, "lines": list(lines)}}


def test_detectors_answer_only_categories_that_exist() -> None:
    answered = categories_of_detectors()
    assert {category for given in answered.values() for category in given} <= set(CATEGORIES)
    assert answered["reentrancy-eth"] == ("reentrancy",)
    assert answered["weak-prng"] == ("bad_randomness", "time_manipulation")


def test_a_finding_points_at_its_statements_and_not_at_the_whole_function() -> None:
    elements = [
        _element("function", "a.sol", *range(1, 30)),
        _element("node", "a.sol", 7),
        _element("node", "a.sol", 9),
    ]
    assert pointed_at(elements) == ("a.sol", (7, 9))


def test_a_finding_without_statements_points_at_the_first_line_of_what_it_names() -> None:
    assert pointed_at([_element("function", "a.sol", *range(4, 30))]) == ("a.sol", (4,))


def test_a_finding_stays_in_one_file_and_may_have_no_place_at_all() -> None:
    assert pointed_at([_element("node", "a.sol", 3), _element("node", "b.sol", 8)]) == ("a.sol", (3,))
    assert pointed_at([]) == ("", ())
    assert pointed_at([{"type": "pragma", "source_mapping": {"lines": []}}]) == ("", ())


FAKE = """\
#!/bin/sh
# Fails on a folder that holds bad.sol, and on bad.sol.
while [ "$1" != "--json" ]; do case "$1" in *.sol|.) target="$1";; esac; shift; done
if [ "$target" = bad.sol ] || { [ "$target" = . ] && [ -e bad.sol ]; }; then echo 'Error: odd' >&2; exit 1; fi
cp "$(dirname "$0")/answer.json" "$2"; exit 255
"""


def _fake(bin_: Path) -> None:
    bin_.mkdir()
    (bin_ / "slither").write_text(FAKE)
    (bin_ / "slither").chmod(0o700)
    found = {
        "check": "suicidal",
        "impact": "High",
        "description": "A.kill()\n\tdies\n",
        "elements": [_element("function", "good.sol", 2, 3)],
    }
    elsewhere = {**found, "elements": [_element("function", "imported.sol", 2)]}
    (bin_ / "answer.json").write_text(json.dumps({"success": True, "results": {"detectors": [found, elsewhere]}}))


def test_one_file_that_fails_costs_that_file_alone(tmp_path: Path) -> None:
    _fake(tmp_path / "bin")
    folder = tmp_path / "batch"
    folder.mkdir()
    for name in ("bad.sol", "good.sol"):
        (folder / name).touch()
    slither = Slither(tmp_path / "bin", Compilers(tmp_path), tmp_path / "kept")
    batch = Batch(name="x/y", folder=folder, files=("bad.sol", "good.sol"), compiler="0.4.26")
    reading = slither.read(batch)
    flag = Flag(
        rule="suicidal",
        severity="high",
        categories=("access_control",),
        path="good.sol",
        lines=(2,),
        message="A.kill() dies",
    )
    assert (reading.flags, reading.lost) == ((flag,), {"bad.sol": "Error: odd"})
    assert sorted(path.name for path in folder.iterdir()) == ["bad.sol", "good.sol"]
    assert (tmp_path / "kept" / "slither-x-y.json").exists()


def test_files_that_no_compiler_fits_are_lost_and_not_silent(tmp_path: Path) -> None:
    batch = Batch(name="x", folder=tmp_path, files=("a.sol",), compiler=None)
    assert Slither(tmp_path, Compilers(tmp_path)).read(batch) == Reading(
        lost={"a.sol": "no installed compiler fits the pragma"}, compiler_seconds=0
    )


def test_an_environment_without_slither_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no Slither in .*README"):
        _ = Slither(tmp_path, Compilers(tmp_path)).versions


def test_missing_compilers_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no compilers at"):
        Compilers.found(tmp_path / "nowhere")


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_the_stand_in_refuses_to_be_a_version_that_it_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "solc-0.8.7").mkdir()
    (tmp_path / "solc-0.8.7" / "index.js").write_text('exports.version = () => "0.7.5+commit.eb77ed08";\n')
    ran = subprocess.run(
        [str(NODE), str(SCRIPT), "--check"], env={"ASSAY_SOLC_MODULES": str(tmp_path)}, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stderr) == (1, "the package for 0.8.7 holds 0.7.5\n")
