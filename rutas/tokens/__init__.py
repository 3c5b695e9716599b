"""Play the token game: how people, split into branches, walk a route.

A floor below `rutas.analysis`: the route as arrays (`net`), its nesting (`blocks`), every state
that can arise (`explore`) and journeys at random (`simulate`).
"""

from __future__ import annotations
