"""The package's public face."""

import subprocess
import sys
from importlib import import_module

import pytest

from assay import quorums


def test_every_public_name_is_there_and_is_itself_whatever_was_imported_first() -> None:
    for module in sorted(quorums._HOME):
        import_module(f"assay.quorums.{module}")
    for name in quorums.__all__:
        home = import_module(f"assay.quorums.{quorums._LAZY[name]}")
        assert getattr(quorums, name) is getattr(home, name)
    assert set(quorums.__all__) == set(quorums._LAZY)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = quorums.nothing


def test_policies_need_no_numpy_and_probabilities_say_what_they_need() -> None:
    script = """
import sys
sys.modules["numpy"] = None
from assay import quorums
print(quorums.k_of_n(2, "abc").name)
try:
    quorums.assess
except quorums.MissingExtra as error:
    print(error, "|", error.advice)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "2-of-3\nassay.quorums needs the package numpy, which is not installed | pip install 'assay-security[chains]'\n"
    )
