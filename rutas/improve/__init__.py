"""Put a route into its territory, and tell what to mend there first."""

from __future__ import annotations
