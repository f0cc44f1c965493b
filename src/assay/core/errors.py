"""The error root: what a user is told when something can't be done, and what to do about it."""


class AssayError(Exception):
    """Base of every error that assay raises on purpose; `str(error)` is one line fit for a terminal."""

    advice: str = ""
    """What the user can do about it; printed on a line of its own when not empty."""


class BadInput(AssayError):
    """The subject, a file or an option is not what it has to be; the message names the place."""


class BudgetExceeded(AssayError):
    """A deterministic step budget ran out; becomes an Unknown with this message, never silence."""


class MissingExtra(AssayError):
    """An instrument was asked for whose packages are an optional extra and are not installed here."""

    def __init__(self, what: str, extra: str, package: str) -> None:
        super().__init__(f"{what} needs the package {package}, which is not installed")
        self.advice = f"pip install 'assay-security[{extra}]'"
