"""Where state variables lie in storage: slots and offsets as solc assigns them, named slots, collisions."""

from assay.solidity.layout.slots import Placed, layout

__all__ = ["Placed", "layout"]
