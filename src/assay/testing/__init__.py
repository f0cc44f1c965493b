"""Builders and in-memory twins, for our tests and for those who write plug-ins. Nothing here is used by the product."""
