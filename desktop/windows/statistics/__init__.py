"""The statistics page: official tables as on paper, opened to their records, checked, signed."""
