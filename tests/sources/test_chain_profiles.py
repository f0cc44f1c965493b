"""Profiles of chains: what is written is read exactly, and each mistake is an error that names its field and line."""

import json
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import BadInput
from assay.sources.chains.figures import HashRate, Rental, Time
from assay.sources.chains.places import Places, path_of, place_of_key
from assay.sources.chains.profile import Consensus
from assay.sources.chains.reading import LARGEST, read_profile
from assay.sources.chains.schema import schema_document

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "examples" / "chains").glob("*.toml"))
RULES = sorted((ROOT / "src" / "assay" / "analyses" / "chains" / "examples").glob("*.toml"))
SCHEMA = ROOT / "docs" / "schema" / "assay-chain-1.json"

HEAD = """\
name = "Coin"
currency = "USD"
[sources.a]
origin = "measured"
date = 2026-11-02
"""
CHAIN = (
    HEAD
    + """\
[consensus]
kind = "pow"
block-time = { value = 10, unit = "min", source = "a" }
[work]
hash-rate = { value = 1, unit = "TH/s", source = "a" }
rental-price = { value = 0.5, unit = "USD/(TH/s)/h", source = "a" }
[producers]
source = "a"
[[producers.member]]
name = "Alder"
share = 0.6
[[producers.member]]
name = "Birch"
share = 0.4
"""
)


def mistake(text: str) -> str:
    with pytest.raises(BadInput) as raised:
        read_profile("coin.toml", text.encode())
    return str(raised.value)


@pytest.mark.parametrize("path", [*SHIPPED, *RULES], ids=lambda path: path.name)
def test_every_example_is_read_and_fits_the_published_schema(path: Path) -> None:
    read_profile(path.name, path.read_bytes())
    document = tomllib.loads(path.read_text())
    plain = json.loads(json.dumps(document, default=lambda value: value.isoformat()))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(plain)


def test_an_example_of_every_kind_is_shipped_and_says_that_it_is_one() -> None:
    profiles = [read_profile(path.name, path.read_bytes()) for path in SHIPPED]
    assert {profile.consensus.kind for profile in profiles} == set(Consensus)
    assert all(source.origin.startswith("example: ") for one in profiles for source in one.sources.values())


def test_the_published_schema_is_current() -> None:
    assert schema_document() == SCHEMA.read_bytes(), "run `assay schema --kind chain > docs/schema/assay-chain-1.json`"


def test_figures_are_read_exactly_with_their_source() -> None:
    profile = read_profile("coin.toml", CHAIN.encode())
    assert profile.sources["a"].date == date(2026, 11, 2)
    assert profile.work is not None
    assert profile.work.hash_rate.exact == 10**12
    assert profile.work.rental_price is not None
    assert profile.work.rental_price.exact == Fraction(1, 2) / 10**12 / 3600


EDITS = [
    ('name = "Coin"', "", "coin.toml:1: name: this field is missing"),
    ('name = "Coin"', 'name = ""', "coin.toml:1: name: expected 1 to 200 characters, none of control"),
    ('currency = "USD"', 'currency = "$"', "coin.toml:2: currency: expected three to five capitals, such as USD"),
    ("date = 2026-11-02", 'date = "last week"', "coin.toml:5: sources.a.date: invalid RFC3339 encoded date"),
    ('kind = "pow"', 'kind = "poa"', "coin.toml:7: consensus.kind: invalid enum value 'poa'"),
    ('kind = "pow"', 'kind = "pow"\nspeed = 3', "coin.toml:8: consensus.speed: unknown field"),
    ("value = 10,", "value = -10,", "coin.toml:8: consensus.block-time.value: -10 is negative"),
    ("value = 10,", "value = 0,", "coin.toml:8: consensus.block-time.value: expected more than 0"),
    ("value = 10,", "value = inf,", "coin.toml:8: consensus.block-time.value: not a finite number"),
    ("value = 10,", "value = 1e99,", "coin.toml:8: consensus.block-time.value: expected 0, or 1e-30 to 1e+30 with"),
    ('unit = "min"', 'unit = "fortnight"', "coin.toml:8: consensus.block-time.unit: invalid enum value 'fortnight'"),
    ('unit = "min", source = "a"', 'unit = "min", source = "b"', "coin.toml:8: consensus.block-time.source: there is"),
    ("value = 0.5,", "value = -0.5,", "coin.toml:11: work.rental-price.value: -0.5 is negative"),
    ("USD/(TH/s)/h", "EUR/(TH/s)/h", "coin.toml:11: work.rental-price.unit: expected USD/(TH/s)/h, with any prefix"),
    ("share = 0.6", "share = 0.5", "coin.toml:14: producers.member: the shares sum to 0.9, not to 1"),
    ("share = 0.6", "share = 1.6", "coin.toml:16: producers.member[0].share: 1.6 is more than 1"),
    ("share = 0.6", 'share = "most"', "coin.toml:16: producers.member[0].share: invalid decimal string"),
    ('name = "Birch"', 'name = "Alder"', "coin.toml:17: producers.member[1]: 'Alder' is there twice"),
    ('kind = "pow"', 'kind = "pos"', "coin.toml:1: stake: this table is missing, and a chain of kind pos has it"),
    ('kind = "pow"', 'kind = "pow"\nwithin = "qbft"', "coin.toml:8: consensus.within: only a chain of kind"),
    (
        "[producers]",
        "[stake]\nstaked = { value = 1, unit = 'coin', source = 'a' }\n[producers]",
        "coin.toml:12: stake: ",
    ),
    ('kind = "pow"', "kind = pow", "coin.toml: "),
]


@pytest.mark.parametrize(("old", "new", "said"), EDITS, ids=[f"{new or 'no ' + old}"[:40] for old, new, _ in EDITS])
def test_each_mistake_names_its_line_and_field(old: str, new: str, said: str) -> None:
    assert old in CHAIN
    assert mistake(CHAIN.replace(old, new, 1)).startswith(said)


MORE = [
    ("[payment]\nconfirmations = { value = 2.5, source = 'a' }", "payment.confirmations.value: 2.5 is not a whole"),
    ("[payment]\nrisk = { value = 2, source = 'a' }", "payment.risk.value: 2 is more than 1"),
    (
        "[payment]\nvalue-at-stake = { value = 2, unit = 'EUR', source = 'a' }",
        "payment.value-at-stake.unit: expected USD",
    ),
    ("[membership]\nsource='a'\nadministrators=['x']", "membership: a chain of kind pow has no such table"),
    ("[parties]\nsource='a'\n[[parties.member]]\nname='x'\noutage=1.5", "parties.member[0].outage: 1.5 is more than 1"),
    ("[parties]\nsource='a'\nmember=[]", "parties.member: nobody is listed"),
    (
        "[parties]\nsource='a'\nmember=[{name='x'}]\ncause=[{name='c',mode='loss',probability=0.1,members=['y']}]",
        "parties.cause[0].members: nobody is called or belongs to 'y'",
    ),
]
CUT = "[[network.cut]]\nname='c'\nsource='a'\nduration={value=1,unit='h',source='a'}\nsides="
MORE += [
    (CUT + "[['Alder']]", "network.cut[0].sides: expected two sides or more"),
    (CUT + "[['Alder'], ['Oak']]", "network.cut[0].sides: 'Oak' is no producer"),
    (CUT + "[['Alder'], ['Alder']]", "network.cut[0].sides: 'Alder' is on two sides"),
]


@pytest.mark.parametrize(("added", "said"), MORE, ids=[said for _, said in MORE])
def test_a_contradiction_names_its_field(added: str, said: str) -> None:
    assert mistake(CHAIN + added + "\n").partition(": ")[2].startswith(said)


def test_a_membership_needs_no_more_administrators_than_there_are() -> None:
    text = HEAD + "[consensus]\nkind='qbft'\n[producers]\nsource='a'\n[[producers.member]]\nname='v'\nshare=1\n"
    assert mistake(text + "[membership]\nsource='a'\nadministrators=['x']\nneeded=2\n").startswith(
        "coin.toml:16: membership.needed: expected 1 to 1"
    )


def test_validators_that_vote_by_head_have_equal_shares() -> None:
    text = CHAIN[: CHAIN.index("[work]")] + CHAIN[CHAIN.index("[producers]") :]
    said = mistake(text.replace('kind = "pow"', 'kind = "qbft"'))
    assert said == "coin.toml:11: producers.member: validators vote by head, so that their shares are equal"


def test_a_hybrid_chain_says_what_it_runs_and_where_it_is_anchored() -> None:
    text = CHAIN.replace('kind = "pow"', 'kind = "hybrid-anchored"')
    assert mistake(text).startswith("coin.toml:6: consensus.within: this field is missing")
    assert mistake(text.replace("[work]", "within = 'qbft'\n[work]")).startswith("coin.toml:1: anchors: this table is")


def test_files_that_are_no_profile_are_refused() -> None:
    with pytest.raises(BadInput, match=r"coin\.yaml: .* YAML is not read"):
        read_profile("coin.yaml", b"")
    with pytest.raises(BadInput, match="larger than 1024 KiB"):
        read_profile("coin.toml", b"#" * (LARGEST + 1))
    with pytest.raises(BadInput, match=r"not UTF-8 \(byte 3\)"):
        read_profile("coin.toml", b"a=\n\xff")
    with pytest.raises(BadInput, match=r"^coin\.toml: "):
        read_profile("coin.toml", b"a=" + b"[" * 5_000)
    with pytest.raises(BadInput, match=r"^coin\.toml: "):
        read_profile("coin.toml", b"a=" + b"9" * 5_000)


@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_the_answer_is_a_profile_or_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_profile("coin.toml", data)


@given(st.data())
def test_a_profile_with_any_piece_cut_out_is_read_or_refused(data: st.DataObject) -> None:
    lines = CHAIN.splitlines(keepends=True)
    drop = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=4))
    text = "".join(line for number, line in enumerate(lines) if number not in drop)
    said = "coin.toml:"
    try:
        read_profile("coin.toml", text.encode())
    except BadInput as error:
        said = str(error)
    assert said.startswith("coin.toml:")


@given(st.decimals(min_value="1e-9", max_value="1e9", allow_nan=False, allow_infinity=False, places=9))
def test_units_are_multiples_of_their_base(value: Decimal) -> None:
    if value > 0:
        made = [Time(value=value, source="a", unit=unit).exact for unit in ("ms", "s", "min", "h", "d")]
        assert [longer / shorter for shorter, longer in pairwise(made)] == [1000, 60, 60, 24]
        assert HashRate(value=value, source="a", unit="PH/s").exact == Fraction(value) * 10**15
        day, hour = (Rental(value=value, source="a", unit=f"USD/(GH/s)/{unit}").exact for unit in ("d", "h"))
        assert hour == 24 * day
        assert hour * 3600 * 10**9 == Fraction(value)


def test_places_are_found_by_header_and_key() -> None:
    data = CHAIN.encode()
    places = Places(data)
    lines = {
        ("work", "rental-price", "unit"): 'rental-price = { value = 0.5, unit = "USD/(TH/s)/h", source = "a" }',
        ("producers", "member", 1, "share"): "share = 0.4",
        ("producers", "member", 1): "[[producers.member]]",
        ("nowhere", "at", 7): 'name = "Coin"',
    }
    for path, line in lines.items():
        start, end = places.of(path)
        assert data[start:end].decode() == line
    assert place_of_key(("producers", "member", 1, "share")) == "producers.member[1].share"
    assert path_of("$.producers.member[1].share", {}) == ("producers", "member", 1, "share")


@given(st.binary(max_size=300))
def test_a_place_lies_within_the_file(data: bytes) -> None:
    for path in ((), ("a",), ("a", 0, "b")):
        start, end = Places(data).of(path)
        assert 0 <= start <= end <= len(data)


def test_profiles_survive_their_json_form() -> None:
    profile = read_profile("coin.toml", CHAIN.encode())
    assert msgspec.json.decode(msgspec.json.encode(profile), type=type(profile)) == profile
