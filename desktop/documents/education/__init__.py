"""The forms of law education: an event, the year's plan, the rolls of guides and places."""
