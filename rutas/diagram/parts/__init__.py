"""Draw what several kinds of diagram share: cards, links, connectors, the legend, the frame of a sheet."""
