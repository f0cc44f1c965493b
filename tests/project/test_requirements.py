"""What is installed is locked, hashed, reachable from any index, and under a licence that we may pass on."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# What PyPI calls them, by licence field or classifier; all let us pass the whole on under Apache-2.0.
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation)\b", re.I)


def name_of(requirement: str) -> str:
    """The project that a requirement line names, spelled as PyPI compares names."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def locked(lock: Path) -> dict[str, str]:
    """Name to the whole entry, continued lines joined."""
    entries = re.sub(r"\\\n\s*", "", lock.read_text()).splitlines()
    return {name_of(entry): entry for entry in entries if entry.strip()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_requirement_is_pinned_and_hashed(lock: Path) -> None:
    for name, entry in locked(lock).items():
        assert re.match(r"[a-z0-9-]+==[\w.]+ ", entry), f"{name} is not pinned"
        assert "--hash=sha256:" in entry, f"{name} has no hash"


@pytest.mark.parametrize("path", [*LOCKS, ROOT / "pyproject.toml", ROOT / "Makefile"], ids=lambda path: path.name)
def test_no_file_names_an_index_or_a_place_on_somebody_s_machine(path: Path) -> None:
    assert not re.search(r"--(extra-)?index-url|--find-links|file:|https?://|^/", path.read_text(), re.M)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]),
        ("docs", PROJECT["project"]["optional-dependencies"]["docs"]),
        ("build", PROJECT["build-system"]["requires"]),
    ],
)
def test_every_dependency_of_the_project_is_locked(lock: str, wanted: list[str]) -> None:
    assert {name_of(requirement) for requirement in wanted} <= set(locked(ROOT / "requirements" / f"{lock}.txt"))


def test_the_locks_agree_on_versions() -> None:
    seen: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, entry in locked(lock).items():
            if ";" not in entry:  # a marker may choose between two versions
                seen.setdefault(name, set()).add(entry.partition(" ")[0])
    assert {name: versions for name, versions in seen.items() if len(versions) > 1} == {}


@pytest.mark.parametrize("name", sorted(locked(ROOT / "requirements" / "run.txt")))
def test_everything_needed_at_run_time_has_a_permissive_licence(name: str) -> None:
    entry = locked(ROOT / "requirements" / "run.txt")[name]
    if "sys_platform == 'win32'" in entry:
        pytest.skip("not installed here")
    about = distribution(name).metadata.json
    said = [about.get("license_expression", ""), about.get("license", ""), *about.get("classifier", [])]
    licences = " ".join(str(word) for word in said if "License ::" in word or "::" not in word)
    assert PERMISSIVE.search(licences), f"{name}: {licences!r}"
    assert not re.search(r"\b(A?GPL|LGPL)", licences), f"{name}: {licences!r}"
