"""Parties that can fail together: exact probability of theft, halt and loss, cut sets, importance. Judges nothing."""
