"""Reports to test with: one realistic sample, and the small builders it is made of."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from assay.core.canonical import digest_of
from assay.core.evidence import Calculation, Guard, SourceSpan, Statements, Step
from assay.core.fact import Fact, Gap, Measure, Standing
from assay.core.grade import AreaScore, Grade, Interval, PartScore, Score, Shares
from assay.core.outcome import Confidence, Exposure, RuleId, Severity
from assay.core.report import Finding, Options, Reasoned, Report, RuleCard, RuleOutcomes, Status, Suppression
from assay.core.rule import Area
from assay.core.subject import Part, PartId, PartKind, Subject, SubjectKind
from assay.testing.sample_sources import FILES, VAULT

REENTRANCY = RuleId("contracts.reentrancy")
UNPROTECTED = RuleId("contracts.unprotected-withdrawal")
ROUNDING = RuleId("contracts.precision-loss")
RANDOMNESS = RuleId("contracts.weak-randomness")
LOOP = RuleId("contracts.unbounded-loop")


def span(path: str, needle: str, text: str | None = None) -> SourceSpan:
    """Where `needle` first stands in the file; `text` is the sample's file of that name unless given."""
    text = FILES[path] if text is None else text
    at = text.index(needle)
    start = len(text[:at].encode())
    line, column = _position(text, at)
    end_line, end_column = _position(text, at + len(needle))
    return SourceSpan(
        path=path,
        start=start,
        end=start + len(needle.encode()),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        digest=digest_of(needle.encode()),
    )


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - (text.rfind("\n", 0, index) + 1) + 1


def source(path: str, text: str) -> Fact:
    """The fact that a file is."""
    return Fact(
        kind="source",
        key=path,
        origin="file",
        standing=Standing.OBSERVED,
        digest=digest_of(text.encode()),
        text=text,
    )


def card(rule: RuleId, title: str, severity: Severity, tags: tuple[str, ...], **changes: Any) -> RuleCard:
    """A rule's card with plain defaults for what the caller does not care about."""
    made = RuleCard(
        id=rule,
        title=title,
        per=PartKind.FUNCTION,
        area=Area.IMPLEMENTATION,
        severities=(severity,),
        tags=tags,
        remedy="Change the code.",
        meaning="What `this` weakness is.\n\nAnd what tells it from its *innocent* twin.",
        references=("https://owasp.org/www-project-smart-contract-top-10/",),
    )
    return msgspec.structs.replace(made, **changes)


def finding(rule: RuleId, part: str, at: SourceSpan, message: str, **changes: Any) -> Finding:
    """A new finding of medium severity and confidence that anyone can use, without evidence beyond its place."""
    made = Finding(
        fingerprint=digest_of(f"{rule} {part} {message}".encode())[7:39],
        rule=rule,
        part=PartId(part),
        message=message,
        at=at,
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM,
        exposure=Exposure.ANYONE,
        evidence=(),
        guards=(),
        status=Status.NEW,
    )
    return msgspec.structs.replace(made, **changes)


def outcomes(
    rule: RuleId,
    parts: Iterable[Part],
    *,
    found: Iterable[str] = (),
    not_applicable: Mapping[str, tuple[str, ...]] | None = None,
    unknown: Mapping[str, tuple[str, ...]] | None = None,
) -> RuleOutcomes:
    """What `rule` answered for the functions among `parts`; what is not mentioned is clear."""
    asked = sum(part.kind is PartKind.FUNCTION for part in parts)
    hits = tuple(PartId(part) for part in sorted(found))
    skipped, open_ = _reasoned(not_applicable or {}), _reasoned(unknown or {})
    mentioned = len(hits) + sum(len(reasoned.parts) for reasoned in skipped + open_)
    return RuleOutcomes(
        rule=rule, asked=asked, found=hits, clear=asked - mentioned, not_applicable=skipped, unknown=open_
    )


def _reasoned(reasons: Mapping[str, tuple[str, ...]]) -> tuple[Reasoned, ...]:
    return tuple(
        Reasoned(because=because, parts=tuple(PartId(part) for part in sorted(parts)))
        for because, parts in sorted(reasons.items())
    )


def shares(of: Iterable[RuleOutcomes]) -> Shares:
    """How many questions had which outcome."""
    counted = tuple(of)
    return Shares(
        found=sum(len(rule.found) for rule in counted),
        clear=sum(rule.clear for rule in counted),
        not_applicable=sum(len(reasoned.parts) for rule in counted for reasoned in rule.not_applicable),
        unknown=sum(len(reasoned.parts) for rule in counted for reasoned in rule.unknown),
    )


def sample_report(**changes: Any) -> Report:
    """A sealed report on `FILES` that has one of everything; `changes` replace fields before it is sealed."""
    parts = _parts()
    answered = _outcomes(parts)
    made = Report(
        version="0.1.0",
        subject=Subject(SubjectKind.CODE, "src", digest_of("".join(sorted(FILES.values())).encode())),
        options=Options(paths=("src",), baseline=("00000000000000000000000000000042",)),
        reproducible=True,
        grade=_grade(shares(answered)),
        findings=tuple(sorted(_findings(), key=lambda item: (item.at.path, item.at.start, item.rule))),
        outcomes=answered,
        unused_suppressions=(
            Suppression(
                where="assay.toml:7", rules=(UNPROTECTED,), reason="the multisig is trusted", until="2027-01-31"
            ),
        ),
        gaps=(
            Gap(
                what="@openzeppelin/contracts/token/ERC20/IERC20.sol", because="import not found in node_modules or lib"
            ),
            Gap(
                what="src/Lottery.sol:12",
                because="the budget of 10 s ran out",
                parts=(PartId("src/Lottery.sol:Lottery.cancel()"),),
            ),
        ),
        measures=(Measure(name="lines", value=sum(text.count("\n") for text in FILES.values()), unit="lines"),),
        rules=_cards(),
        parts=parts,
        facts=tuple(source(path, text) for path, text in sorted(FILES.items())),
    )
    return msgspec.structs.replace(made, **changes).sealed()


def _parts() -> tuple[Part, ...]:
    functions = {
        "src/Lottery.sol:Lottery": ("cancel()", "draw()"),
        "src/Vault.sol:Vault": ("deposit()", "share(uint256)", "sweep(address,uint256)", "withdraw(uint256)"),
    }
    parts = [Part(id=PartId(path), kind=PartKind.FILE) for path in FILES]
    for contract, names in functions.items():
        path = PartId(contract.partition(":")[0])
        parts.append(Part(id=PartId(contract), kind=PartKind.CONTRACT, parent=path))
        parts += [
            Part(id=PartId(f"{contract}.{name}"), kind=PartKind.FUNCTION, parent=PartId(contract)) for name in names
        ]
    return tuple(sorted(parts, key=lambda part: part.id))


def _cards() -> tuple[RuleCard, ...]:
    return (
        card(
            ROUNDING,
            "Division before multiplication loses precision",
            Severity.LOW,
            ("cwe:682",),
            remedy="Multiply first, divide last.",
        ),
        card(
            REENTRANCY,
            "State is written after control was given away",
            Severity.HIGH,
            ("owasp:SC05:2025", "swc:107", "cwe:841", "dasp:reentrancy"),
            remedy="Write the state before the call, or use a reentrancy guard on every function that shares it.",
            meaning="A call hands control to code that may call back *before* `balances` is written.\n\n"
            "A write before the call, or a guard that both functions share, is its innocent twin.",
            references=(
                "https://owasp.org/www-project-smart-contract-top-10/2025/en/src/SC05-reentrancy-attacks.html",
                "https://swcregistry.io/docs/SWC-107/",
            ),
        ),
        card(
            LOOP, "A loop grows with what others store", Severity.MEDIUM, ("owasp:SC10:2025", "dasp:denial-of-service")
        ),
        card(
            UNPROTECTED,
            "Anyone can take the contract's ether",
            Severity.HIGH,
            ("owasp:SC01:2025", "swc:105", "cwe:284", "dasp:access-control"),
            area=Area.DESIGN,
            severities=(Severity.HIGH, Severity.MEDIUM),
            remedy="Let only the owner call it.",
        ),
        card(
            RANDOMNESS,
            "Randomness that a block producer can choose",
            Severity.MEDIUM,
            ("owasp:SC09:2025", "swc:120", "cwe:330", "dasp:bad-randomness"),
        ),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        _reentrancy(),
        finding(
            UNPROTECTED,
            "src/Vault.sol:Vault.sweep(address,uint256)",
            span("src/Vault.sol", VAULT[VAULT.index("function sweep") : VAULT.index("    function share") - 2]),
            "sweep sends ether to any address, and nobody is asked who calls",
            confidence=Confidence.HIGH,
        ),
        finding(
            ROUNDING,
            "src/Vault.sol:Vault.share(uint256)",
            span("src/Vault.sol", "amount / 100 * fee"),
            "up to 99 wei are divided away before the fee multiplies them",
            severity=Severity.LOW,
            exposure=Exposure.PRIVILEGED,
            evidence=(
                span("src/Vault.sol", "fee = 3"),
                Calculation(formula="99 * fee / 100", inputs={"fee": "3"}, value="297/100", unit="wei"),
            ),
        ),
        finding(
            RANDOMNESS,
            "src/Lottery.sol:Lottery.draw()",
            span("src/Lottery.sol", "block.timestamp"),
            "the winner follows from block.timestamp",
            status=Status.SUPPRESSED,
            suppression=Suppression(where="src/Lottery.sol:6", rules=(RANDOMNESS,), reason="test network only"),
        ),
        finding(
            LOOP,
            "src/Lottery.sol:Lottery.cancel()",
            span("src/Lottery.sol", "for (uint256 i; i < players.length; i++)"),
            "players can grow until cancel no longer fits into a block",
            status=Status.KNOWN,
            fingerprint="00000000000000000000000000000042",
        ),
    )


def _reentrancy() -> Finding:
    part = PartId("src/Vault.sol:Vault.withdraw(uint256)")
    call, write = 'msg.sender.call{value: amount}("")', "balances[msg.sender] -= amount"
    steps = (
        Step(
            span=span("src/Vault.sol", 'require(balances[msg.sender] >= amount, unicode"zu wenig 💸")'),
            note="the balance is checked",
            function=part,
        ),
        Step(span=span("src/Vault.sol", call), note="ether and control go to the caller", function=part),
        Step(span=span("src/Vault.sol", write), note="only now the balance is written", function=part),
    )
    guard = Guard(
        span=span("src/Vault.sol", 'require(tx.origin == msg.sender, "no contracts")'),
        name="nonContract",
        why_not="an account with delegated code (EIP-7702) is its own tx.origin and can still call back",
    )
    return finding(
        REENTRANCY,
        part,
        span("src/Vault.sol", call),
        "withdraw calls msg.sender before it writes balances, which withdraw reads",
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        evidence=(Statements(steps=steps),),
        guards=(guard,),
    )


def _outcomes(parts: tuple[Part, ...]) -> tuple[RuleOutcomes, ...]:
    by_rule: dict[RuleId, list[str]] = {}
    for item in _findings():
        by_rule.setdefault(item.rule, []).append(item.part)
    cancel = ("src/Lottery.sol:Lottery.cancel()",)
    missed = {"the budget of 10 s ran out": cancel}
    return tuple(
        outcomes(
            rule.id,
            parts,
            found=by_rule[rule.id],
            unknown={} if rule.id == LOOP else missed,
            not_applicable={"receives no ether": ("src/Lottery.sol:Lottery.draw()",)} if rule.id == UNPROTECTED else {},
        )
        for rule in _cards()
    )


def _grade(asked: Shares) -> Grade:
    nothing = Shares(found=0, clear=0, not_applicable=0, unknown=0)
    return Grade(
        methodology="2026.11",
        methodology_digest=digest_of(b"methodology"),
        overall=Score(points=Interval(31, 44), letter="D", shares=asked),
        areas=(
            AreaScore(
                area=Area.DESIGN, score=_score(52, 60, "C", Shares(found=1, clear=3, not_applicable=1, unknown=1))
            ),
            AreaScore(
                area=Area.IMPLEMENTATION,
                score=_score(31, 44, "D", Shares(found=4, clear=17, not_applicable=0, unknown=3)),
            ),
            AreaScore(area=Area.OPERATIONS, score=_score(0, 100, None, nothing)),
            AreaScore(area=Area.ECOSYSTEM, score=_score(0, 100, None, nothing)),
        ),
        parts=(
            PartScore(
                part=PartId("src/Vault.sol:Vault"), points=Interval(12, 20), weight_percent=70, costs=Interval(46, 52)
            ),
            PartScore(
                part=PartId("src/Lottery.sol:Lottery"),
                points=Interval(60, 75),
                weight_percent=30,
                costs=Interval(10, 17),
            ),
        ),
        parts_left_out=0,
        explanation=("contracts.reentrancy in Vault.withdraw(uint256) costs most.",),
    )


def _score(low: int, high: int, grade: str | None, asked: Shares) -> Score:
    return Score(points=Interval(low, high), letter=grade, shares=asked)
