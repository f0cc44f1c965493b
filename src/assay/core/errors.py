"""The error root: what a user is told when something can't be done, and what to do about it."""


class AssayError(Exception):
    """Base of every error that assay raises on purpose; `str(error)` is one line fit for a terminal."""

    advice: str = ""
    """What the user can do about it; printed on a line of its own when not empty."""


class BadInput(AssayError):
    """The subject, a file or an option is not what it has to be; the message names the place."""


class BudgetExceeded(AssayError):
    """A deterministic step budget ran out; becomes an Unknown with this message, never silence."""
