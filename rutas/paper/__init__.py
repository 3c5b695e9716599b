"""Draw on paper: canvas, type, inks, sizes, Graphviz, and the files that come of it; knows no route."""
