"""What the rules of effects share: what a rule is, and what it may ask of two versions."""
