"""The paper of a proposal: the answer, with the form on which the deputy judges it."""

from __future__ import annotations

from typing import Any

from db.registers import Proposal
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.oversight.proposal_reply import PAPERS

    return PAPERS


def _not_returned(proposal: Any) -> bool:
    return proposal.returned_on is None


FORMS = (
    Form(
        "proposal_reply",
        "建议提案办理答复函",
        Proposal,
        at_first_use(_papers, "proposal_reply"),
        offered=_not_returned,
    ),
)
