"""Builds the graph of a function from its syntax: a file each for statements, expressions, calls, places, assembly.

`function.build` is the way in; it is not named here, since the files below import each other through this package.
"""
