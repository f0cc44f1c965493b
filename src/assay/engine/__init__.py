"""Which rules fit a subject and which facts they need; asks them within limits, and makes a report of their answers."""
