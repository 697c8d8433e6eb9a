"""Every paper of data protection by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.privacy.destruction_list import destruction_list
from desktop.documents.privacy.impact import impact
from desktop.documents.privacy.notice import notice
from desktop.documents.privacy.personal_sheet import personal_sheet

if TYPE_CHECKING:
    from desktop.documents.form import Papers

PAPERS: Papers = {
    "privacy_notice": notice,
    "privacy_impact": impact,
    "destruction_list": destruction_list,
    "personal_sheet": personal_sheet,
}
