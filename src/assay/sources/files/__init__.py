"""Source trees: files below one root, on disk or in memory, read within limits and never outside the root."""
