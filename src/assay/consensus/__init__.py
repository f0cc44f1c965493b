"""How secure a chain's consensus is, by exact formulas: one folder an attack, plain functions over arrays.

Nothing here simulates (that is the laboratory's work), fetches or judges. Symbols are those of the papers, shares of
power or stake lie between 0 and 1, and whatever is outside a formula's domain raises `BadInput` naming the argument.
"""

from importlib.util import find_spec

from assay.core.errors import MissingExtra

for _package in ("numpy", "scipy"):
    if find_spec(_package) is None:
        raise MissingExtra("assay.consensus", "chains", _package)
