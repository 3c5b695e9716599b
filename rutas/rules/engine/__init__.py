"""Run the rules: what a finding is, what rules may ask, how a finding is said and silenced."""
