"""A newer program from a stick: judged, tried beside the old one, and put in its place."""
