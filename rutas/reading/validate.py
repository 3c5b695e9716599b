"""Turn a tree into a model, and every mistake of the model into a problem with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rutas.collector import collector_off

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rutas.errors import Problem
    from rutas.model.base import Known
    from rutas.reading.places import File

__all__ = ["validate"]

_Model = TypeVar("_Model", bound="BaseModel")


def validate(
    file: File, model: type[_Model], known: Known | None = None
) -> tuple[_Model | None, list[Problem]]:
    """Read a model from a file's tree.

    Parameters
    ----------
    file
        A file that was parsed.
    model
        What its tree should be.
    known
        The ids that it may name.

    Returns
    -------
    The model, or ``None`` where there are problems; and all of the problems, in the file's order.
    """
    # a shell that completes a name parses files, and must not wait for pydantic
    from pydantic import ValidationError  # noqa: PLC0415  (as above)

    from rutas.reading.tell import Teller  # noqa: PLC0415  (as above)

    try:
        with collector_off():
            found = model.model_validate(file.tree, context=known)
            return found, []
    except ValidationError as error:
        return None, Teller(file, model, known).tell(error.errors(include_url=False))
