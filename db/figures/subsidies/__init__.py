"""The subsidy per case: what may be claimed and what not yet, what was claimed and paid."""

from db.figures.subsidies.claimable import Barred, Claimable, Offer, claimable
from db.figures.subsidies.totals import Part, by_committee, by_mediator, flows

__all__ = [
    "Barred",
    "Claimable",
    "Offer",
    "Part",
    "by_committee",
    "by_mediator",
    "claimable",
    "flows",
]
