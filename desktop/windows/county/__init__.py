"""Tables from above, mapped cell by cell and filled."""
