"""The report as SARIF 2.1.0, for code hosts, editors and dashboards.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

import json

from assay.core.report import Report
from assay.reporting.context import RenderContext
from assay.reporting.sarif.run import run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, context: RenderContext) -> str:
    """One run with every finding, suppressed and known ones marked as such; in ASCII, so safe to print as it is."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run(report, context)]}
    return json.dumps(log, indent=2, sort_keys=True).replace("\x7f", "\\u007f") + "\n"
