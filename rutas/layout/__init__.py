"""Work out where boxes stand and where lines run: pure geometry, which knows no route and draws nothing."""
