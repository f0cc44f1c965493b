"""Batches: blanked copies, the same for each tool, split only where compilers differ."""

import shutil
from pathlib import Path

import pytest

from assay.evaluation.peers.compilers import Compilers
from assay.evaluation.staging import stage, stage_as_written
from assay.evaluation.tool import Batch

NODE = shutil.which("node")

SEMVER = """\
const parts = (version) => version.split(".").map(Number);
exports.minor = (version) => parts(version)[1];
exports.patch = (version) => parts(version)[2];
exports.satisfies = (version, range) => range === version || range === "^" + version.slice(0, 4) + "0";
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "src" / "sub").mkdir(parents=True)
    for path, text in (
        ("old.sol", "pragma solidity ^0.4.0; // pragma solidity ^0.8.0;\n"),
        ("new.sol", 'pragma solidity ^0.8.0; import {X} from "./sub/exact.sol";\n'),
        ("sub/exact.sol", "/* import './gone.sol'; */ pragma solidity 0.8.4;\n"),
    ):
        (tmp_path / "src" / path).write_text(text)
    return {below: tmp_path / "src" / below for below in ("old.sol", "new.sol", "sub/exact.sol")}


@pytest.fixture
def compilers(tmp_path: Path) -> Compilers:
    modules = tmp_path / "node_modules"
    for version in ("0.4.25", "0.4.26", "0.8.4", "0.8.30"):
        (modules / f"solc-{version}").mkdir(parents=True)
        (modules / f"solc-{version}" / "index.js").write_text(f'exports.version = () => "{version}+commit.0";\n')
    (modules / "semver").mkdir()
    (modules / "semver" / "index.js").write_text(SEMVER)
    return Compilers.found(modules)


def test_a_rule_s_own_examples_keep_their_comments(tmp_path: Path, files: dict[str, Path]) -> None:
    batch = stage_as_written("x", files, tmp_path / "out")
    assert batch == Batch(name="x", folder=tmp_path / "out" / "x", files=("new.sol", "old.sol", "sub/exact.sol"))
    assert {name: (batch.folder / name).read_bytes() for name in files} == {
        name: path.read_bytes() for name, path in files.items()
    }


def test_without_a_peer_all_files_are_one_batch_with_comments_blanked(tmp_path: Path, files: dict[str, Path]) -> None:
    (batch,) = stage("x", files, tmp_path / "out", None, together=False)
    assert batch == Batch(name="x", folder=tmp_path / "out" / "x", files=("new.sol", "old.sol", "sub/exact.sol"))
    assert (batch.folder / "old.sol").read_text() == "pragma solidity ^0.4.0;" + " " * 27 + "\n"
    assert sorted(path.name for path in batch.folder.rglob("*") if path.is_file()) == [
        "exact.sol",
        "new.sol",
        "old.sol",
        "remappings.txt",
    ]


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_each_file_goes_to_the_newest_patch_that_it_and_its_imports_accept(
    tmp_path: Path, files: dict[str, Path], compilers: Compilers
) -> None:
    batches = stage("x", files, tmp_path / "out", compilers, together=True)
    assert [(batch.compiler, batch.files) for batch in batches] == [
        ("0.4.26", ("old.sol",)),
        ("0.8.4", ("new.sol", "sub/exact.sol")),
    ]
    # What is imported is there for both.
    assert all((batch.folder / "sub" / "exact.sol").exists() for batch in batches)


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_a_project_that_one_version_fits_stays_whole(
    tmp_path: Path, files: dict[str, Path], compilers: Compilers
) -> None:
    del files["old.sol"]
    (batch,) = stage("x", files, tmp_path / "out", compilers, together=True)
    assert (batch.compiler, batch.files, batch.together) == ("0.8.4", ("new.sol", "sub/exact.sol"), True)


@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_a_pragma_that_nothing_fits_has_no_compiler(
    tmp_path: Path, files: dict[str, Path], compilers: Compilers
) -> None:
    files["old.sol"].write_text("pragma solidity 0.3.1;\n")
    batches = stage("x", {"old.sol": files["old.sol"]}, tmp_path / "out", compilers, together=False)
    assert [(batch.name, batch.compiler) for batch in batches] == [("x/no-compiler", None)]
    assert compilers.versions() == ("0.4.25", "0.4.26", "0.8.4", "0.8.30")
