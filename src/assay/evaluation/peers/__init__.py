"""Other tools, each in an environment of its own: started as a child process, never imported, never a dependency."""
