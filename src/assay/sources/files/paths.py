"""Paths below a root: posix, relative, and never leading out."""

PATH_LIMIT = 4096
"""Characters; Linux refuses longer ones."""


def normalise(path: str) -> str | None:
    """The same path without `.`, `..` and doubled slashes; `.` for the root itself, None when it leads out.

    Absolute paths, and text that can't be a path (NUL, too long, not encodable), lead out as well.
    """
    if path.startswith("/") or "\0" in path or len(path) > PATH_LIMIT or not _encodable(path):
        return None
    kept: list[str] = []
    for segment in path.split("/"):
        if segment in {"", "."}:
            continue
        if segment != "..":
            kept.append(segment)
        elif kept:
            kept.pop()
        else:
            return None
    return "/".join(kept) or "."


def join(folder: str, path: str) -> str | None:
    """`path` seen from `folder`, normalised; None when it leads out of the root."""
    return None if path.startswith("/") else normalise(f"{folder}/{path}")


def folder_of(path: str) -> str:
    """The folder that holds a normalised path; `.` for the root's own files."""
    return path.rpartition("/")[0] or "."


def below(path: str, folder: str) -> str | None:
    """A normalised path as seen from `folder`: empty for the folder itself, None when it is not inside."""
    if folder == ".":
        return "" if path == "." else path
    if path == folder:
        return ""
    return path[len(folder) + 1 :] if path.startswith(folder + "/") else None


def _encodable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
