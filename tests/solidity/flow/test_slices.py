"""What a value is computed from, through callees, callers, structs and storage."""

from assay.solidity.flow.analysis import Flow
from assay.solidity.flow.slices import Slice, backward, downstream
from assay.solidity.ir import operations as op
from assay.solidity.model.project import Project, ReadFile
from assay.solidity.syntax import parse


def flow_of(body: str) -> Flow:
    data = f"pragma solidity ^0.8.20; contract C {{ {body} }}".encode()
    return Flow(Project.build({"C.sol": ReadFile(parse("C.sol", data), data, True, ())}))


def returned(flow: Flow, name: str, *, stored: bool = False) -> Slice:
    function = next(f for f in flow.project.functions if f.name == name)
    return backward(flow, function, function.contract, flow.graph(function).returns[0], stored=stored)


def names(found: Slice) -> list[str]:
    return sorted({name for _, _, name in found.environment})


def test_a_value_is_followed_into_the_function_that_returns_it_and_back_out_to_what_was_passed() -> None:
    flow = flow_of(
        "function top() external view returns (uint r) { r = mix(block.timestamp); }"
        "function mix(uint seed) private pure returns (uint) { return uint(keccak256(abi.encode(seed))); }"
    )
    found = returned(flow, "top")
    assert names(found) == ["block.timestamp"]
    assert "keccak256" in [c.name for c in found.each(op.Compute) if isinstance(c, op.Compute)]


def test_a_parameter_of_an_internal_function_is_followed_to_its_callers() -> None:
    flow = flow_of(
        "function top() external view returns (uint) { return low(block.number); }"
        "function low(uint x) internal pure returns (uint) { return x + 1; }"
    )
    assert names(returned(flow, "low")) == ["block.number"]
    assert returned(flow, "low").parameters == ()


def test_a_parameter_of_an_entry_is_what_a_stranger_passes() -> None:
    found = returned(flow_of("function top(uint x) external pure returns (uint) { return x * 2; }"), "top")
    assert [p.name for p in found.parameters] == ["x"]


def test_storage_is_followed_only_when_asked_and_only_through_the_same_field() -> None:
    flow = flow_of(
        "struct Bet { uint at; uint sum; } mapping(address => Bet) bets;"
        "function put() external payable { bets[msg.sender] = Bet(block.number, msg.value); }"
        "function at() external view returns (uint) { return bets[msg.sender].at; }"
        "function sum() external view returns (uint) { return bets[msg.sender].sum; }"
    )
    assert names(returned(flow, "at")) == []
    assert names(returned(flow, "at", stored=True)) == ["block.number"]
    assert names(returned(flow, "sum", stored=True)) == ["msg.value"]
    assert [s.name for s in returned(flow, "at").state] == ["bets"]


def test_keys_are_not_what_a_value_is_computed_from() -> None:
    flow = flow_of(
        "mapping(uint => uint) m; function top() external view returns (uint) { return m[block.timestamp / 1 days]; }"
    )
    assert names(returned(flow, "top")) == []


def test_what_is_put_into_memory_is_part_of_the_value() -> None:
    flow = flow_of(
        "function top() external view returns (uint) { uint[] memory a = new uint[](1); a[0] = block.timestamp;"
        "return a[0]; }"
    )
    assert names(returned(flow, "top")) == ["block.timestamp"]


def test_recursion_ends() -> None:
    flow = flow_of("function top(uint n) public view returns (uint) { return n == 0 ? block.number : top(n - 1) + 1; }")
    assert names(returned(flow, "top")) == ["block.number"]


def test_downstream_is_what_a_value_has_a_part_in_keys_included() -> None:
    flow = flow_of("function top(uint[] memory a, uint i, uint j) external pure returns (uint x) { x = a[i] + j; }")
    graph = flow.graph(next(f for f in flow.project.functions if f.name == "top"))
    i, j = graph.parameters[1:]
    assert graph.returns[0] in downstream(graph, i)
    assert j not in downstream(graph, i)
