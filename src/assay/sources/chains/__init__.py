"""Chains as their profiles describe them: read, held against the field's own bounds, and nothing concluded."""
