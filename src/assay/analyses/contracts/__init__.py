"""Rules about Solidity contracts: one weakness a file, its flagged and clean examples in `examples/`."""

from assay.core.domain import Domain
from assay.core.subject import SubjectKind

DOMAIN = Domain(
    name="contracts",
    kinds=(SubjectKind.CODE,),
    package="assay.analyses.contracts",
    gatherer="assay.solidity.gather:gather",
    again="assay.solidity.gather:gather_again",
)
