"""Help: what each field wants, the book of all registers, the book on paper."""
