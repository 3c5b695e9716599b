"""Know what a person who thinks in Spanish may write for a key of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["KEYS", "in_english"]

_SPANISH = {
    "actor": "quien responsable encargado encargada atiende quien-atiende institucion",
    "actors": "actores responsables instituciones",
    "ages": "edades edad grupo-de-edad grupo-etario",
    "all": "todas todos",
    "allow": "permite permitir permitido",
    "any": "cualquiera alguna alguno",
    "apr": "abr abril april",
    "at": "edad edad-de-ingreso a-los",
    "aug": "ago agosto august",
    "by": "hasta fecha-limite antes-de a-mas-tardar vence",
    "capacity": "capacidad cupo cupos",
    "channel": "canal canales modalidad como",
    "channels": "canales modalidades",
    "continues": "continua sigue-en ruta-siguiente viene-de",
    "cost": "costo costos precio arancel tarifa",
    "critical": "critico punto-critico critica",
    "custody": "custodia resguardo",
    "date": "fecha",
    "dec": "dic diciembre december",
    "demand": "demanda personas poblacion personas-que-entran",
    "documents": "documentos papeles elementos",
    "dropout": "abandono abandonan desercion perdida",
    "every": "cada frecuencia intervalo",
    "evidence": "evidencia fuente fuentes respaldo",
    "feb": "febrero february",
    "file": "archivo fichero",
    "format": "formato",
    "from": "desde de edad-minima a-partir-de",
    "handover": "traspaso derivacion pase",
    "holds": "tiene trae lleva documentos-que-trae",
    "id": "identificador codigo clave",
    "ids": "identificadores",
    "institution": "institucion organismo entidad",
    "involvement": "participacion",
    "jan": "ene enero january",
    "join": "union reune junta espera-a",
    "jul": "julio july",
    "jun": "junio june",
    "keywords": "palabras otras-palabras palabras-clave sinonimos",
    "kind": "tipo clase",
    "late": "tarde fuera-de-plazo atrasado si-llega-tarde",
    "law": "ley leyes norma normas decreto marco-legal",
    "lead": "demora-fija plazo-fijo tiempo-de-entrega",
    "leaves": "se-van desisten abandono-por-semana",
    "level": "nivel",
    "mar": "marzo march",
    "may": "mayo",
    "missing": "falta faltan perdidos",
    "name": "nombre nombres titulo denominacion",
    "narrative": "narrativa descripcion relato detalle",
    "next": "siguiente siguientes sigue proximo despues pasa-a luego",
    "no_show": "inasistencia ausentismo no-viene no-vienen falta-al-turno",
    "nov": "noviembre november",
    "oct": "octubre october",
    "official": "oficial",
    "optional": "opcional opcionales",
    "origin": "origen procedencia",
    "outcome": "resultado final fin termina",
    "outcomes": "resultados finales salidas",
    "overbook": "sobreturnos sobreturno sobrecupo",
    "package": "paquete paquete-basico servicios",
    "patience": "paciencia aguante",
    "produces": "entrega produce emite otorga documentos-que-entrega",
    "profiles": "perfiles poblaciones",
    "question": "pregunta decision",
    "repeat": "repeticion repite repetir serie se-repite",
    "requires": "requisitos requisito requiere pide exige documentos",
    "revised": "revisado revision actualizado fecha fecha-de-revision",
    "season": "temporada temporadas estacionalidad estacion",
    "sector": "rubro area",
    "sensitive": "reservado sensible confidencial",
    "sep": "set setiembre septiembre september",
    "service": "servicio servicios prestacion",
    "services": "servicios prestaciones",
    "set": "cambios cambia valores",
    "share": "porcentaje proporcion parte cuota probabilidad",
    "sources": "fuentes bibliografia",
    "stages": "etapas fases etapa",
    "status": "estado situacion",
    "steps": "pasos actividades paso",
    "success": "exito exitoso logrado",
    "takes": "duracion tiempo demora dura tiempo-de-atencion duracion-de-la-atencion",
    "times": "veces cantidad cuantas-veces numero",
    "title": "titulo nombre",
    "to": "hasta a hacia destino ir-a va-a paso siguiente",
    "tries": "intentos turnos",
    "urgent": "urgente urgencia",
    "url": "enlace direccion sitio pagina web link",
    "valid": "vigencia validez vence",
    "wait": "espera tiempo-de-espera demora",
    "ways_in": "vias-de-ingreso ingresos ingreso entradas entrada vias accesos",
    "when": "cuando respuesta si opcion condicion en-caso-de",
    "within": "plazo dentro-de en-un-plazo-de",
}

KEYS = frozenset(_SPANISH) | {word for words in _SPANISH.values() for word in words.split()}
"""The keys of a file, and what may stand for one."""


def in_english(word: str, keys: Collection[str]) -> str | None:
    """Return the key, of those that a place has, that a Spanish word, as an id, stands for.

    >>> in_english("duracion", {"takes", "wait"}), in_english("hasta", {"from", "to"})
    ('takes', 'to')
    """
    return next((key for key in _SPANISH if key in keys and word in _SPANISH[key].split()), None)
