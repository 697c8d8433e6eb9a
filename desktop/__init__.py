"""The desk: commands, windows, exchange and documents; everything but keeping and counting."""
