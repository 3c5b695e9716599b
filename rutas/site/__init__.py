"""Make the routes a page that opens on a phone, without a network."""

from __future__ import annotations
