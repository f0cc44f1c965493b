"""What the tests of the evaluation are built from: a tool whose answers are given, a tiny corpus."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.evaluation.tool import Batch, Flag, Reading


def flag(path: str = "a.sol", *lines: int, category: str = "reentrancy", severity: str = "high") -> Flag:
    """A finding of a rule named after its category."""
    return Flag(
        rule=f"contracts.{category}",
        severity=severity,
        categories=(category,) if category else (),
        path=path,
        lines=lines,
        message="told | so",
    )


@dataclass
class Oracle:
    """A tool that answers what it is told to, and remembers what it was given to read."""

    name: str
    answer: Callable[[Batch], Reading]
    versions: Mapping[str, str] = field(default_factory=lambda: {"oracle": "1"})
    given: dict[str, bytes] = field(default_factory=dict)

    def read(self, batch: Batch) -> Reading:
        for file in batch.files:
            self.given[f"{batch.name}/{file}"] = (batch.folder / file).read_bytes()
        return self.answer(batch)


REENTRANT = """\
/* @vulnerable_at_lines: 5 */
pragma solidity ^0.4.24;
contract A {
    function f() public {
        msg.sender.call.value(1)(); // <yes> <report> REENTRANCY
    }
}
"""


def tiny_corpus(folder: Path) -> Path:
    """Two files and three labels in the shape of SmartBugs Curated."""
    for path, text in (
        ("dataset/reentrancy/a.sol", REENTRANT),
        ("dataset/front_running/a.sol", "contract B {\n    uint x;\n}\n"),
    ):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text)
    entries = [
        {
            "name": "a.sol",
            "path": "dataset/reentrancy/a.sol",
            "pragma": "0.4.24",
            "source": "here",
            "vulnerabilities": [{"lines": [5], "category": "reentrancy"}],
        },
        {
            "name": "a.sol",
            "path": "dataset/front_running/a.sol",
            "pragma": "0.4.24",
            "source": "here",
            "vulnerabilities": [
                {"lines": [20, 2], "category": "front_running"},
                {"lines": [90], "category": "front_running"},
            ],
        },
    ]
    (folder / "vulnerabilities.json").write_text(json.dumps(entries))
    return folder
