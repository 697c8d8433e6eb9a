"""Pages that look over several registers: what is due, risks, plans, certificates, subsidies."""
