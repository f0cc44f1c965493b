"""Globs over paths, matched in bounded time: they come from the configuration of projects we don't trust."""

from fnmatch import fnmatchcase


def matches(pattern: str, path: str) -> bool:
    """`*` and `?` stay within one segment, `**` stands for any number of them; `test/` means `test/**`."""
    return bool(_reachable(_segments(pattern), path.split("/"))[-1])


def may_match_below(pattern: str, folder: str) -> bool:
    """Whether some path inside `folder` can match."""
    segments = _segments(pattern)
    return any(position < len(segments) for position in _positions(segments, folder.split("/")))


def _segments(pattern: str) -> list[str]:
    stripped = pattern.removeprefix("./")
    return (stripped + "**" if stripped.endswith("/") else stripped).split("/")


def _reachable(pattern: list[str], path: list[str]) -> list[bool]:
    """For each prefix of the pattern, whether it matches the whole path."""
    reached = set(_positions(pattern, path))
    return [position in reached for position in range(len(pattern) + 1)]


def _positions(pattern: list[str], path: list[str]) -> list[int]:
    """How many segments of the pattern can be used up by the path: a walk over both, never backwards."""
    current = _skip(pattern, {0})
    for segment in path:
        following: set[int] = set()
        for position in current:
            if position < len(pattern):
                if pattern[position] == "**":
                    following.add(position)
                elif fnmatchcase(segment, pattern[position]):
                    following.add(position + 1)
        current = _skip(pattern, following)
    return sorted(current)


def _skip(pattern: list[str], positions: set[int]) -> set[int]:
    """`**` may stand for nothing."""
    reached = set(positions)
    for position in sorted(positions):
        ahead = position
        while ahead < len(pattern) and pattern[ahead] == "**":
            ahead += 1
            reached.add(ahead)
    return reached
