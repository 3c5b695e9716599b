"""Say what a catalogue and a route are: frozen models, no files and no graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.lazy import attach

if TYPE_CHECKING:
    from rutas.model.base import Known, Model
    from rutas.model.catalogue import LEVELS, Actor, Catalogue, Channel, Document, Service, Source
    from rutas.model.change_set import apply
    from rutas.model.criteria import REASONS, Criteria, Criterion
    from rutas.model.evidence import Basis, Evidence, basis
    from rutas.model.route import Ages, Outcome, Profile, Route, Stage, WayIn
    from rutas.model.step import HANDOVERS, Link, Next, Repeat, Requirement, Step
    from rutas.model.text import Text

__all__ = [
    "HANDOVERS",
    "LEVELS",
    "REASONS",
    "Actor",
    "Ages",
    "Basis",
    "Catalogue",
    "Channel",
    "Criteria",
    "Criterion",
    "Document",
    "Evidence",
    "Known",
    "Link",
    "Model",
    "Next",
    "Outcome",
    "Profile",
    "Repeat",
    "Requirement",
    "Route",
    "Service",
    "Source",
    "Stage",
    "Step",
    "Text",
    "WayIn",
    "apply",
    "basis",
]

# Where the names live. Each is imported when it is asked for: a shell that completes the name of a step
# needs the trees of `rutas.model.tree`, and no models.
__getattr__ = attach(
    __name__,
    {
        "base": ("Known", "Model"),
        "catalogue": ("LEVELS", "Actor", "Catalogue", "Channel", "Document", "Service", "Source"),
        "change_set": ("apply",),
        "criteria": ("REASONS", "Criteria", "Criterion"),
        "evidence": ("Basis", "Evidence", "basis"),
        "route": ("Ages", "Outcome", "Profile", "Route", "Stage", "WayIn"),
        "step": ("HANDOVERS", "Link", "Next", "Repeat", "Requirement", "Step"),
        "text": ("Text",),
    },
)
