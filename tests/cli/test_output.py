"""Files are whole or not there."""

import os
from pathlib import Path

import pytest

from assay.cli.output import CannotWrite, write


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("old")
    file.chmod(0o640)
    write(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777, os.listdir(tmp_path)) == ("new", 0o640, ["report.txt"])


def test_a_new_file_has_the_mode_that_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "report.txt", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "report.txt").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_is_written_through() -> None:
    write(Path("/dev/null"), "gone")
    assert Path("/dev/null").is_char_device()


def test_a_folder_that_is_not_there_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"nowhere/report.txt: No such file or directory"):
        write(tmp_path / "nowhere" / "report.txt", "")


def test_a_folder_is_no_place_for_a_report(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="Is a directory"):
        write(tmp_path, "")


def test_text_that_is_no_unicode_is_shown_escaped(tmp_path: Path) -> None:
    write(tmp_path / "report.txt", "caf\udce9.sol")
    assert (tmp_path / "report.txt").read_bytes() == b"caf\\udce9.sol"
