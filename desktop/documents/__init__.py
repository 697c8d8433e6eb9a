"""Paper: fonts, lines, pages, forms and signatures. Knows no Qt."""
