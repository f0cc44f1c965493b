"""Questions about a function's graph: dominance, loops, what can follow what, where values come from, who may get there."""
