"""What renders each form of problems put right, campaigns and supervision."""

from desktop.documents.enforcing.campaign_record import campaign_record
from desktop.documents.enforcing.feedback import feedback, risk_list
from desktop.documents.enforcing.order import order
from desktop.documents.form import Papers

PAPERS: Papers = {
    "rectification_order": order,
    "campaign_record": campaign_record,
    "risk_feedback": feedback,
    "risk_list": risk_list,
}
