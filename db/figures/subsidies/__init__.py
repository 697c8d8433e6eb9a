"""The subsidy per case: what may be claimed and what not yet, who gets what."""

from db.figures.subsidies.claimable import Barred, Claimable, Offer, claimable
from db.figures.subsidies.totals import Part, by_committee, by_mediator

__all__ = [
    "Barred",
    "Claimable",
    "Offer",
    "Part",
    "by_committee",
    "by_mediator",
    "claimable",
]
