"""Each function as basic blocks of small operations in the order of evaluation, modifiers inlined."""
