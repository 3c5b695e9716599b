"""Work out what comes of what a local board does: of its self-assessment."""
