"""Where imports lead in real layouts, on disk and in memory."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.solidity.imports.resolver import ImportResolver
from assay.sources.files.folder import FolderTree
from assay.sources.files.memory import MemoryTree
from assay.sources.files.tree import SourceTree

Plant = Callable[..., SourceTree]


@pytest.fixture(params=["folder", "memory"])
def plant(request: pytest.FixtureRequest, tmp_path: Path) -> Plant:
    """Makes a tree of empty files and, by keyword-like mapping, of settings with content."""

    def make(empty: Iterable[str], settings: dict[str, str] | None = None) -> SourceTree:
        files = dict.fromkeys(empty, b"") | {path: text.encode() for path, text in (settings or {}).items()}
        if request.param == "memory":
            return MemoryTree(files)
        for path, data in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        return FolderTree(tmp_path)

    return make


def test_relative_imports_are_seen_from_the_importing_file(plant: Plant) -> None:
    resolver = ImportResolver(plant(["src/a/A.sol", "src/B.sol", "src/a/C.sol"]))
    assert [resolver.resolve("src/a/A.sol", w) for w in ("../B.sol", "./C.sol", "./../a/./C.sol", "./B.sol")] == [
        "src/B.sol",
        "src/a/C.sol",
        "src/a/C.sol",
        None,
    ]


def test_a_foundry_project(plant: Plant) -> None:
    tree = plant(
        [
            "src/Vault.sol",
            "src/interfaces/IVault.sol",
            "lib/forge-std/src/Test.sol",
            "lib/forge-std/lib/ds-test/src/test.sol",
            "lib/openzeppelin-contracts/contracts/token/ERC20.sol",
            "lib/openzeppelin-contracts/contracts/utils/Context.sol",
            "lib/solmate/src/auth/Owned.sol",
            "lib/solady/src/utils/LibClone.sol",
        ],
        {
            "foundry.toml": '[profile.default]\nlibs = ["lib"]\nremappings = ["solady/=lib/solady/src/"]\n',
            "remappings.txt": "@oz/=lib/openzeppelin-contracts/contracts/\n\n# ds\n",
            "lib/openzeppelin-contracts/remappings.txt": "@openzeppelin/contracts/=contracts/\n",
        },
    )
    resolver = ImportResolver(tree)
    expected = {
        "solady/utils/LibClone.sol": "lib/solady/src/utils/LibClone.sol",
        "@oz/token/ERC20.sol": "lib/openzeppelin-contracts/contracts/token/ERC20.sol",
        "forge-std/Test.sol": "lib/forge-std/src/Test.sol",
        "ds-test/test.sol": "lib/forge-std/lib/ds-test/src/test.sol",
        "solmate/auth/Owned.sol": "lib/solmate/src/auth/Owned.sol",
        "solmate/src/auth/Owned.sol": "lib/solmate/src/auth/Owned.sol",
        "openzeppelin-contracts/contracts/token/ERC20.sol": "lib/openzeppelin-contracts/contracts/token/ERC20.sol",
        "openzeppelin-contracts/token/ERC20.sol": "lib/openzeppelin-contracts/contracts/token/ERC20.sol",
        "@openzeppelin/contracts/token/ERC20.sol": "lib/openzeppelin-contracts/contracts/token/ERC20.sol",
        "src/interfaces/IVault.sol": "src/interfaces/IVault.sol",
        "interfaces/IVault.sol": "src/interfaces/IVault.sol",
        "lib/solmate/src/auth/Owned.sol": "lib/solmate/src/auth/Owned.sol",
    }
    assert {written: resolver.resolve("src/Vault.sol", written) for written in expected} == expected
    library = "lib/openzeppelin-contracts/contracts/token/ERC20.sol"
    assert resolver.resolve(library, "@openzeppelin/contracts/utils/Context.sol") == (
        "lib/openzeppelin-contracts/contracts/utils/Context.sol"
    )
    assert sorted(resolver.settings_read) == [
        "foundry.toml",
        "lib/openzeppelin-contracts/remappings.txt",
        "remappings.txt",
    ]
    assert resolver.gaps == ()


def test_a_hardhat_project_in_a_workspace(plant: Plant) -> None:
    tree = plant(
        [
            "packages/a/contracts/A.sol",
            "packages/a/contracts/lib/Math.sol",
            "packages/a/node_modules/@openzeppelin/contracts/access/Ownable.sol",
            "node_modules/@openzeppelin/contracts/access/Ownable.sol",
            "node_modules/@openzeppelin/contracts/utils/Context.sol",
            "node_modules/hardhat/console.sol",
            "contracts/Root.sol",
        ]
    )
    resolver = ImportResolver(tree)
    expected = {
        "@openzeppelin/contracts/access/Ownable.sol": (
            "packages/a/node_modules/@openzeppelin/contracts/access/Ownable.sol"
        ),
        "@openzeppelin/contracts/utils/Context.sol": "node_modules/@openzeppelin/contracts/utils/Context.sol",
        "hardhat/console.sol": "node_modules/hardhat/console.sol",
        "contracts/lib/Math.sol": "packages/a/contracts/lib/Math.sol",
        "contracts/Root.sol": "contracts/Root.sol",
        "project/contracts/Root.sol": "contracts/Root.sol",
        "project:/contracts/Root.sol": "contracts/Root.sol",
    }
    assert {written: resolver.resolve("packages/a/contracts/A.sol", written) for written in expected} == expected


def test_remappings_txt_wins_over_foundry_toml_and_the_last_line_over_the_first(plant: Plant) -> None:
    tree = plant(
        ["A.sol", "one/X.sol", "two/X.sol", "three/X.sol"],
        {"foundry.toml": '[profile.default]\nremappings = ["x/=one/"]\n', "remappings.txt": "x/=two/\nx/=three/\n"},
    )
    assert ImportResolver(tree).resolve("A.sol", "x/X.sol") == "three/X.sol"


def test_a_context_limits_a_remapping_to_its_files(plant: Plant) -> None:
    tree = plant(
        ["src/v1/A.sol", "src/v2/A.sol", "lib/oz4/T.sol", "lib/oz5/T.sol"],
        {"remappings.txt": "src/v1/:@oz/=lib/oz4/\n@oz/=lib/oz5/\n"},
    )
    resolver = ImportResolver(tree)
    assert [resolver.resolve(f"src/{v}/A.sol", "@oz/T.sol") for v in ("v1", "v2")] == ["lib/oz4/T.sol", "lib/oz5/T.sol"]


def test_relative_imports_are_remapped_as_well(plant: Plant) -> None:
    tree = plant(["src/A.sol", "src/old/B.sol", "src/new/B.sol"], {"remappings.txt": "src/old/=src/new/\n"})
    assert ImportResolver(tree).resolve("src/A.sol", "./old/B.sol") == "src/new/B.sol"


def test_a_remapping_to_what_is_not_installed_gives_way(plant: Plant) -> None:
    tree = plant(["A.sol", "node_modules/@oz/T.sol"], {"remappings.txt": "@oz/=lib/oz/\n"})
    assert ImportResolver(tree).resolve("A.sol", "@oz/T.sol") == "node_modules/@oz/T.sol"


def test_a_member_of_the_repository_has_its_own_settings_and_a_library_those_of_its_user(plant: Plant) -> None:
    tree = plant(
        ["packages/p/src/A.sol", "packages/p/dep/T.sol", "lib/l/src/B.sol", "lib/l/dep/T.sol", "dep/T.sol"],
        {
            "foundry.toml": '[profile.default]\nremappings = ["d/=dep/"]\n',
            "packages/p/remappings.txt": "d/=dep/\n",
            "lib/l/remappings.txt": "d/=dep/\n",
        },
    )
    resolver = ImportResolver(tree)
    assert resolver.resolve("packages/p/src/A.sol", "d/T.sol") == "packages/p/dep/T.sol"
    assert resolver.resolve("lib/l/src/B.sol", "d/T.sol") == "dep/T.sol"


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("https://github.com/a/b/C.sol", "it is an address on the web, and nothing is fetched"),
        ("github.com/a/b/C.sol", "it is an address on the web, and nothing is fetched"),
        ("./my%20file.sol", "not found; percent-encoded characters are taken as they are written"),
        (".\\b.sol", "not found; a backslash does not separate folders"),
        ("./token.sol", "not found; src/Token.sol differs in upper and lower case"),
        ("SRC/Token.sol", "not found; src/Token.sol differs in upper and lower case"),
        ("./Gone.sol", "src/Gone.sol is not there"),
        ("x/Gone.sol", "not found as x/Gone.sol, in node_modules or in a library folder"),
        ("../../Out.sol", "it leads out of the project's root"),
        ("/etc/passwd", "it leads out of the project's root"),
        ("../.env", "not a Solidity file (*.sol)"),
        ("", "it names no file"),
        ("a\0.sol", "it leads out of the project's root or can't be a path"),
    ],
)
def test_an_import_that_leads_nowhere_says_why(plant: Plant, written: str, because: str) -> None:
    resolver = ImportResolver(plant(["src/A.sol", "src/Token.sol", "src/my file.sol"], {".env": "KEY=1"}))
    resolution = resolver.resolution("src/A.sol", written)
    assert (resolution.target, resolution.because) == (None, because)


def test_a_web_address_can_be_remapped(plant: Plant) -> None:
    # the colon before it ends an empty context, as for solc
    tree = plant(["A.sol", "vendor/b/C.sol"], {"remappings.txt": ":https://github.com/a/=vendor/\n"})
    assert ImportResolver(tree).resolve("A.sol", "https://github.com/a/b/C.sol") == "vendor/b/C.sol"


@pytest.mark.parametrize(
    ("path", "text", "because"),
    [
        ("foundry.toml", "[profile", "not valid TOML"),
        ("foundry.toml", "a = " + "[" * 5000, "nested too deeply"),
        ("foundry.toml", "a = " + "9" * 5000, "not valid TOML"),
        ("foundry.toml", "[profile.default]\nremappings = 3\n", "`remappings` has the wrong type and is ignored"),
        ("foundry.toml", "#" * 300_000, "larger than 262,144 bytes"),
        ("remappings.txt", "a/=b/\nnonsense\n", "not a remapping (context:prefix=target): line 2"),
        ("remappings.txt", "a/=b/\n" * 2000, "more than 1,000; the rest is ignored"),
    ],
)
def test_settings_that_cannot_be_read_are_gaps(plant: Plant, path: str, text: str, because: str) -> None:
    resolver = ImportResolver(plant(["A.sol", "B.sol"], {path: text}))
    assert resolver.resolve("A.sol", "./B.sol") == "B.sol"
    (gap,) = resolver.gaps
    assert because in gap.because


def test_of_foundry_toml_only_what_steers_is_kept(plant: Plant) -> None:
    secret = 'hunter2"'
    text = (
        '[profile.default]\nsrc = "s\\u0001\\u007f\\"é"\nlibs = ["lib"]\noptimizer = true\n'
        f"[rpc_endpoints]\nmainnet = 'https://user:{secret}@node'\n"
    )
    resolver = ImportResolver(plant(["A.sol"], {"foundry.toml": text}))
    resolver.resolve("A.sol", "./B.sol")
    kept = resolver.settings_read["foundry.toml"]
    assert kept.decode() == '[profile.default]\nsrc = "s\\u0001\\u007f\\"é"\nlibs = ["lib"]\n'
    again = ImportResolver(MemoryTree({"A.sol": b"", "foundry.toml": kept}))
    again.resolve("A.sol", "./B.sol")
    assert again.settings_read["foundry.toml"] == kept


NAMES = st.sampled_from(["a", "lib", "src", "node_modules", "@s", "..", ".", "X.sol", "Y.sol", "b%20", "project:"])
WRITTEN = st.lists(NAMES, min_size=1, max_size=6).map("/".join) | st.text(max_size=20)
FILES = ("X.sol", "src/X.sol", "lib/a/src/Y.sol", "node_modules/@s/a/X.sol", "a/lib/a/Y.sol", "src/a/Y.sol")
TREE = dict.fromkeys(FILES, b"") | {
    "remappings.txt": b"a/=lib/a/src/\nsrc/:@s/=../out/\n",
    "lib/a/remappings.txt": b"@s/=/etc/\n",
}


@given(st.lists(st.tuples(st.sampled_from(["X.sol", "src/a/Y.sol", "lib/a/src/Y.sol"]), WRITTEN), max_size=6))
def test_whatever_is_imported_a_file_of_the_tree_answers_or_a_reason_and_order_does_not_matter(
    asked: list[tuple[str, str]],
) -> None:
    forwards, backwards = ImportResolver(MemoryTree(TREE)), ImportResolver(MemoryTree(TREE))
    answers = {pair: forwards.resolution(*pair) for pair in asked}
    assert answers == {pair: backwards.resolution(*pair) for pair in reversed(asked)}
    assert forwards.settings_read == backwards.settings_read
    assert all((a.target in TREE) if a.target else a.because for a in answers.values())
