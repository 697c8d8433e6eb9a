"""What renders each form of the subsidy per case."""

from desktop.documents.form import Papers
from desktop.documents.subsidy.declaring import declaration
from desktop.documents.subsidy.paying import payout

PAPERS: Papers = {
    "subsidy_list": declaration,
    "subsidy_payout": payout,
}
