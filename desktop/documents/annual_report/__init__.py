"""The yearly report as an official document: PDF and DOCX after GB/T 9704-2012."""
