"""Every paper of data protection by its code; imported when the first of them is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.privacy.destruction_list import destruction_list

if TYPE_CHECKING:
    from desktop.documents.form import Papers

PAPERS: Papers = {"destruction_list": destruction_list}
