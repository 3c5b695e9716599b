"""Say what the weighing of critical points asks of a route's analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rutas.analysis.capacity import Capacity
    from rutas.analysis.documents import Documents
    from rutas.analysis.interactions import Interactions
    from rutas.analysis.time import Time, Timing
    from rutas.model import Route
    from rutas.tokens.estimate import Estimate
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Asked"]


class Asked(Protocol):
    """A route's measures and what can be asked of them, as `rutas.analysis.Analysis` explains each."""

    @property
    def route(self) -> Route: ...

    @property
    def net(self) -> Net: ...

    @property
    def figures(self) -> Figures: ...

    @property
    def visits(self) -> Floats: ...

    @property
    def time(self) -> Time: ...

    @property
    def timing(self) -> Timing: ...

    @property
    def capacity(self) -> Capacity: ...

    @property
    def must_pass(self) -> tuple[str, ...]: ...

    @property
    def sole_actors(self) -> frozenset[str]: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def expired(self) -> Mapping[tuple[str, tuple[str, ...]], Estimate]: ...

    @property
    def interactions(self) -> Interactions: ...

    def gains(self, steps: Sequence[int]) -> list[Estimate]: ...

    def gains_under(self, drawn: Figures, steps: Sequence[int]) -> Floats | None: ...

    def visits_under(self, drawn: Figures) -> Floats: ...

    def passes_under(self, drawn: Figures) -> Floats | None: ...
