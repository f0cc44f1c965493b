"""The semantic model: files, contracts with their linearised bases, functions, state, types, and what a call means."""
