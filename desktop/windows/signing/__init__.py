"""Certificates, the signing passphrase, and the verdict on a signed PDF."""
