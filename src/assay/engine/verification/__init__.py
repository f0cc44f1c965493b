"""`assay verify`: whether a report still says what its own evidence says, checked offline, item by item."""

from assay.engine.verification.items import Item, Result, Verification
from assay.engine.verification.verify import verify

__all__ = ["Item", "Result", "Verification", "verify"]
