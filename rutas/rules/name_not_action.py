"""Find steps that are called after a thing and not after what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.text import slug
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

# ruff: noqa: SIM905  (lists of words)
# Words that name a paper, a place or somebody, and never what is done with or by them.
_THINGS = frozenset(
    # papers
    "acta carnet carne cedula certificado constancia credencial cuaderno documento documentos "
    "expediente ficha formulario hoja informe informes libreta nota oficio partida pasaporte "
    "planilla recibo resultado resultados tarjeta titulo "
    # places and people
    "abogado aula centro clinica codeni colegio comisaria consultorio departamento docente "
    "doctor doctora enfermera escuela familia farmacia fiscalia gobernacion guia hospital "
    "institucion jardin juzgado laboratorio maestra medico mesa ministerio municipalidad "
    "obstetra oficina policia programa puesto secretaria sede servicio servicios trabajadora "
    "unidad vacunatorio ventanilla".split()
)
_BEFORE = frozenset(
    "el la los las un una su sus primer primera segundo segunda tercer tercera".split()
)


def find(case: Case) -> Iterator[Finding]:
    """Yield steps named as an entry of the catalogue, or beginning with the word for a thing.

    A service's name is no thing: it says what is done. Only the Spanish wording is looked at.
    """
    for name, step in case.steps.items():
        if step.name is None:
            continue
        whole = slug(step.name)
        first = next((word for word in whole.split("-") if word not in _BEFORE), "")
        if whole in case.shelf.things or first in _THINGS:
            yield Finding(case.at(name, "name"), {"step": step.name}, step=name)


RULE = Rule("R100", "name-not-action", "info", find)
