"""Rules about chains, by their profiles: one weakness a file, its flagged and clean examples in `examples/`."""

from assay.core.domain import Domain
from assay.core.subject import SubjectKind

DOMAIN = Domain(
    name="chains",
    kinds=(SubjectKind.CHAIN,),
    package="assay.analyses.chains",
    gatherer="assay.analyses.chains.facts:gather",
    again="assay.analyses.chains.facts:gather_again",
)
