"""The words everyone shares: subject, part, fact, rule, outcome, evidence, grade, report.

No behaviour of a domain lives here.
"""
