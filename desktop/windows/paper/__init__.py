"""From a record to paper: preview, printers, several as one job."""
