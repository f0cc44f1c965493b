"""Questions about a function's graph: dominance, loops, order of effects, origins of values, who may get there."""
