"""The intermediate representation: each function as basic blocks of small operations in evaluation order, modifiers inlined."""
