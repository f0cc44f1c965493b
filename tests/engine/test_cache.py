"""The cache on disk: whole entries or none, within its size, believed only where nobody else can write."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.engine.cache import Cache

KEY = "ab" + "0" * 62
OTHER = "cd" + "1" * 62


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_is_found_by_the_next_run(tmp_path: Path) -> None:
    Cache(tmp_path / "c").put(KEY, b"value")
    assert Cache(tmp_path / "c").get(KEY) == b"value"
    assert Cache(tmp_path / "c").get(OTHER) is None


@given(st.data())
def test_a_damaged_entry_is_ignored(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    cache = Cache(folder)
    cache.put(KEY, b"value")
    (entry,) = entries(folder)
    whole = entry.read_bytes()
    damaged = data.draw(
        st.binary(max_size=60)
        | st.integers(0, len(whole) - 1).map(lambda cut: whole[:cut])
        | st.integers(0, len(whole) - 1).map(lambda at: whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    )
    entry.write_bytes(damaged)
    assert cache.get(KEY) is None
    assert entries(folder) == []


def test_an_entry_put_in_the_place_of_another_is_ignored(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"value")
    cache.put(OTHER, b"other")
    one, other = entries(tmp_path)
    other.write_bytes(one.read_bytes())
    assert (cache.get(KEY), cache.get(OTHER)) == (b"value", None)


def test_the_oldest_go_when_it_grows_too_large(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most=2_000)
    keys = [f"{number:064x}" for number in range(5)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 500)
        path = next(path for path in entries(tmp_path) if path.parent.name + path.name == key)
        os.utime(path, (age, age))
    cache.trim()
    assert [cache.get(key) is not None for key in keys] == [False, False, True, True, True]


def test_a_folder_that_others_can_write_is_not_believed(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    Cache(tmp_path).put(KEY, b"value")
    assert (Cache(tmp_path).get(KEY), entries(tmp_path)) == (None, [])


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(KEY, b"value")
    cache.trim()
    assert cache.get(KEY) is None


def test_a_link_in_the_place_of_a_new_entry_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    cache = Cache(folder)
    (folder / KEY[:2]).mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    (folder / KEY[:2] / f"{KEY[2:]}.{os.getpid()}.new").symlink_to(tmp_path / "victim")
    cache.put(KEY, b"value")
    assert not (tmp_path / "victim").exists()


def test_many_at_once_never_see_half_an_entry(tmp_path: Path) -> None:
    seen: set[bytes | None] = set()

    def reader() -> None:
        for _ in range(300):
            seen.add(Cache(tmp_path).get(KEY))

    threads = [threading.Thread(target=reader) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        Cache(tmp_path).put(KEY, b"value" * 1000)
    for thread in threads:
        thread.join()
    assert seen <= {None, b"value" * 1000}
    assert Cache(tmp_path).get(KEY) == b"value" * 1000
