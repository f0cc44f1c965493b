"""What is shipped is complete: a wheel holds all that the package reads at run time."""

import configparser
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "assay"

pytest.importorskip("hatchling", reason="needs the build requirements")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    ours = {
        path.relative_to(ROOT / "src").as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours == {name for name in wheel.namelist() if name.startswith("assay/")}


@pytest.mark.slow
def test_the_wheel_holds_licence_script_and_domains(wheel: zipfile.ZipFile) -> None:
    (points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    declared = configparser.ConfigParser()
    declared.read_string(wheel.read(points).decode())
    assert {section: dict(declared[section]) for section in declared.sections()} == {
        "assay.domains": {
            "chains": "assay.analyses.chains:DOMAIN",
            "contracts": "assay.analyses.contracts:DOMAIN",
        },
        "console_scripts": {"assay": "assay.cli:main"},
    }
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
