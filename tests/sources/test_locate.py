"""From what a user typed to a root and paths below it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from assay.core.errors import BadInput
from assay.sources.files.locate import locate


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty folder fenced off by `.git`, so that nothing above it matters."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.mark.parametrize(
    "marker", ["foundry.toml", "hardhat.config.ts", "hardhat.config.cjs", "remappings.txt", "truffle-config.js"]
)
def test_the_root_is_the_nearest_folder_with_a_build_file(project: Path, marker: str) -> None:
    write(project, {f"packages/a/{marker}": "", "packages/a/src/deep/A.sol": "", "foundry.toml": ""})
    located = locate([str(project / "packages/a/src/deep/A.sol")])
    assert (located.root_for_envelope, located.paths) == (str(project / "packages/a"), ("src/deep/A.sol",))


def test_without_a_build_file_the_nearest_package_or_repository_is_the_root(project: Path) -> None:
    write(project, {"a/package.json": "{}", "a/contracts/A.sol": "", "b/B.sol": ""})
    assert locate([str(project / "a/contracts")]).root_for_envelope == str(project / "a")
    assert locate([str(project / "b/B.sol")]).root_for_envelope == str(project)


def test_a_published_package_inside_a_project_is_not_its_root(project: Path) -> None:
    # OpenZeppelin's layout: imports are resolved from where the build file is
    write(project, {"hardhat.config.js": "", "contracts/package.json": "{}", "contracts/A.sol": ""})
    located = locate([str(project / "contracts")])
    assert (located.root_for_envelope, located.paths) == (str(project), ("contracts",))


def test_nothing_beyond_a_repository_is_a_root(project: Path) -> None:
    write(project, {"foundry.toml": "", "inner/.git/HEAD": "", "inner/A.sol": ""})
    assert locate([str(project / "inner/A.sol")]).root_for_envelope == str(project / "inner")


def test_several_arguments_have_their_common_root_and_order_does_not_matter(project: Path) -> None:
    write(project, {"a/foundry.toml": "", "a/A.sol": "", "b/foundry.toml": "", "b/src/B.sol": ""})
    arguments = [str(project / "b/src"), str(project / "a/A.sol"), str(project / "a/../a/A.sol")]
    located = [locate(order) for order in (arguments, arguments[::-1])]
    assert {(one.root_for_envelope, one.paths) for one in located} == {(str(project), ("a/A.sol", "b/src"))}


def test_the_root_itself_is_a_dot(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, {"A.sol": ""})
    monkeypatch.chdir(project)
    assert locate(["."]).paths == (".",)
    assert locate(["A.sol"]).paths == ("A.sol",)


def test_standard_input_is_a_tree_of_one_file() -> None:
    located = locate(["-"], b"contract A {}")
    assert (located.paths, located.root_for_envelope, located.tree.origin) == (("stdin.sol",), "-", "stdin")
    assert located.tree.read("stdin.sol") == b"contract A {}"


def refused(arguments: list[str], stdin: bytes | None = None) -> str:
    with pytest.raises(BadInput) as error:
        locate(arguments, stdin)
    return str(error.value)


def test_bad_arguments_are_named(project: Path) -> None:
    write(project, {"notes.txt": "", "empty/readme.md": "", "only/node_modules/m/A.sol": "", "A.sol": ""})
    os.mkfifo(project / "pipe.sol")
    (project / "loop.sol").symlink_to("loop.sol")
    names = {*os.listdir(project), "gone.sol"} - {"A.sol", ".git"}
    told = {name: refused([str(project / "A.sol"), f"{project}/{name}"]) for name in names}
    assert told == {
        "notes.txt": f"{project}/notes.txt: not a Solidity file (*.sol)",
        "empty": f"{project}/empty: no Solidity file (*.sol) in this folder",
        "only": f"{project}/only: no Solidity file (*.sol) in this folder",
        "pipe.sol": f"{project}/pipe.sol: not a regular file",
        "loop.sol": f"{project}/loop.sol: it is a loop of symbolic links",
        "gone.sol": f"{project}/gone.sol: no such file or folder",
    }


def test_bad_standard_input_is_named() -> None:
    assert refused(["-"]) == "-: standard input is closed"
    assert refused(["-"], b" \n") == "-: standard input is empty"
    assert refused(["-", "A.sol"], b"x") == "-: standard input can't be scanned together with other files"
    assert refused([]) == "nothing to scan: name a file, a folder, or - for standard input"
    assert refused(["a\0.sol"]) == "'a\\x00.sol': no such file or folder"
