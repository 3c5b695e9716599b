"""The tests: a package of their own, so that no other of the name on the path is taken for it."""
