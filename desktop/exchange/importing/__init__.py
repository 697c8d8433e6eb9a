"""Excel in: foreign workbooks read apart, mapped onto a register, tried, taken, and handed back."""
