"""Bitcoin's own chain: what is there holds, and whatever is changed is found at its block."""

import csv
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.consensus import headers
from assay.consensus.headers.chain import Rule
from assay.consensus.headers.difficulty import bits_of
from assay.core.errors import BadInput

DATA = Path(__file__).parents[3] / "shared" / "data" / "bitcoin"
FIRST = 822_528

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/bitcoin")


@pytest.fixture(scope="module")
def mainnet() -> bytes:
    """8,065 consecutive headers over four retargets."""
    return (DATA / "mainnet_headers_822528_830592.bin").read_bytes()


@pytest.fixture(scope="module")
def retargets() -> list[headers.Header]:
    """The first and last header of each period from genesis on, and the first of the period that goes on."""
    with (DATA / "mainnet_headers_at_retargets.csv").open() as file:
        return [headers.Header.parse(bytes.fromhex(row["header_hex"])) for row in csv.DictReader(file)]


@needs_data
def test_8065_mainnet_headers_hold(mainnet: bytes) -> None:
    chain = headers.read_headers(mainnet)
    assert len(chain) == 8_065
    assert headers.verify_chain(chain, FIRST) is None


@needs_data
def test_every_difficulty_period_from_genesis_on_holds(retargets: list[headers.Header]) -> None:
    periods = list(zip(retargets[::2], retargets[1::2], strict=False))
    assert periods[0][0].hash[::-1].hex() == "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
    assert len(periods) == 413
    assert headers.verify_retargets(periods) is None
    first, last = periods[-1]
    assert headers.next_target(headers.BITCOIN, first.bits, first.time, last.time) == retargets[-1].bits


@needs_data
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_one_flipped_bit_is_found_at_its_block(mainnet: bytes, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, 7_000))
    run = bytearray(mainnet[begin * 80 : (begin + 40) * 80])
    at, bit = data.draw(st.integers(0, 40 * 80 - 1)), data.draw(st.integers(0, 7))
    run[at] ^= 1 << bit
    flaw = headers.verify_chain(headers.read_headers(bytes(run)), FIRST + begin)
    assert flaw is not None
    assert flaw.height == FIRST + begin + at // 80


@needs_data
def test_a_header_that_is_left_out_or_comes_twice_is_found(mainnet: bytes) -> None:
    chain = headers.read_headers(mainnet[: 80 * 100])
    assert headers.verify_chain(chain[:50] + chain[51:], FIRST) == headers.Flaw(FIRST + 50, (Rule.LINK,))
    twice = headers.verify_chain(chain[:51] + chain[50:], FIRST)
    assert twice is not None
    assert (twice.height, twice.broken[0]) == (FIRST + 51, Rule.LINK)


@needs_data
def test_a_target_that_is_too_easy_is_found_at_its_period(retargets: list[headers.Header]) -> None:
    periods = list(zip(retargets[::2], retargets[1::2], strict=False))
    wrong = [*periods[:100], *periods[101:]]
    flaw = headers.verify_retargets(wrong)
    assert flaw is not None
    assert flaw.height in (100 * 2_016, 101 * 2_016)
    assert Rule.DIFFICULTY in flaw.broken


@needs_data
@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.xz")) if DATA.is_dir() else ["missing"])
def test_a_full_block_s_transactions_are_those_of_its_header(name: str) -> None:
    block = lzma.decompress((DATA / name).read_bytes())
    assert headers.verify_block(block).merkle_root == headers.merkle_root(headers.transaction_ids(block))
    cut = block[: len(block) // 2]
    with pytest.raises(BadInput, match="the block ends at byte"):
        headers.verify_block(cut)
    with pytest.raises(BadInput, match="bytes follow"):
        headers.verify_block(block + b"\x00")


@needs_data
def test_a_changed_amount_changes_the_merkle_root() -> None:
    block = bytearray(lzma.decompress((DATA / "mainnet_block_831328.raw.xz").read_bytes()))
    at = block.index(b"\xff\xff\xff\xff", 80 + 45) + 5  # after the coinbase's sequence and the number of outputs
    block[at] ^= 1
    with pytest.raises(BadInput, match="have the Merkle root"):
        headers.verify_block(bytes(block))


@given(data=st.binary(max_size=400))
def test_bytes_that_are_no_block_are_refused_at_once(data: bytes) -> None:
    with pytest.raises(BadInput):
        headers.verify_block(data)


@given(bits=st.integers(0x03008000, 0x1D00FFFF).filter(lambda bits: 0x008000 <= bits & 0xFFFFFF <= 0x7FFFFF))
def test_a_target_survives_its_compact_form(bits: int) -> None:
    assert bits_of(headers.target_of(bits)) == bits


@pytest.mark.parametrize("bits", [0, 0x1D80FFFF, 0x03000000, 0x23000100])
def test_bits_that_are_no_target_are_refused(bits: int) -> None:
    with pytest.raises(BadInput, match="is no target"):
        headers.target_of(bits)


def test_the_genesis_target_is_one_hash_in_four_billion() -> None:
    assert headers.target_of(0x1D00FFFF) == headers.BITCOIN.easiest
    assert headers.work_of(0x1D00FFFF) == 0x100010001


def test_headers_that_stop_half_way_are_named() -> None:
    with pytest.raises(BadInput, match="headers end after 79 bytes of the header at position 2"):
        headers.read_headers(bytes(239))
