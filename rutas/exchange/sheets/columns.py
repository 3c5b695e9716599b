"""Say which tables a route makes in a workbook, and what each of their columns holds.

This table drives the writing, the reading, the help on the headers and the lists to choose from. A column is
called as `rutas/locale/sheets.toml` says; its English key is read too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

__all__ = ["LINK", "SHEETS", "Column", "Sheet"]


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table: one of `SHEETS`, known by being it.

    Attributes
    ----------
    key
        Where its value stands in the normal form (`rutas.exchange.normal`): ``wait``, ``repeat.times``;
        of a link, ``next.share``. ``actor+`` are the actors behind the first.
    codec
        How a value is written in a cell (`rutas.exchange.sheets.cells`).
    offers
        The sheet whose ids it offers, or the kind of the words.
    width
        In characters.
    rare
        Whether it is folded away at first.
    """

    key: str
    codec: str = "line"
    offers: str = ""
    width: int = 14
    rare: bool = False

    @cached_property
    def field(self) -> str:
        """The field of the model that it fills: ``actor`` for ``actor+``."""
        return self.key.removesuffix("+")

    @cached_property
    def parts(self) -> tuple[str, str]:
        """The field, and the part of it: ``repeat``, ``times``."""
        head, _, rest = self.field.partition(".")
        return head, rest

    @property
    def is_link(self) -> bool:
        """Whether it says something of a link, and not of its step."""
        return self.key.startswith("next.")


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table of the workbook: one of `SHEETS`, known by being it.

    Attributes
    ----------
    key
        The section of the normal form whose entries are its rows.
    model
        The model of an entry, by which the help of a column is found.
    columns
        Its columns.
    inner
        The mapping of an entry of which each pair has a row of its own: ``next``, ``set``.
    """

    key: str
    model: str
    columns: tuple[Column, ...]
    inner: str = ""

    @cached_property
    def name_column(self) -> Column:
        """The column that says which entry a row is: its id, the step that a way in leads to, the rule."""
        return next((one for one in self.columns if one.key == "id"), self.columns[0])

    @cached_property
    def inner_columns(self) -> tuple[Column, ...]:
        """The columns of its inner rows."""
        return tuple(column for column in self.columns if column.parts[0] == self.inner)

    @cached_property
    def own_columns(self) -> tuple[Column, ...]:
        """The columns of an entry itself."""
        return tuple(column for column in self.columns if column.parts[0] != self.inner)


_ID = Column("id", "id", width=20)
_NAME = Column("name", "text", width=34)
_NARRATIVE = Column("narrative", "text", width=44)
_ALLOW = Column("allow", "allow", width=30, rare=True)


def _rare(key: str, codec: str = "line", offers: str = "", width: int = 14) -> Column:
    return Column(key, codec, offers, width, rare=True)


LINK = "next"

_STEP = (
    Column("stage", "id", "stages"), _ID, _NAME, Column("question", "text", width=30),
    _NARRATIVE,
    Column("actor", "first", "actors", 20), Column("actor+", "rest", "actors", 20),
    Column("channel", "first", "channels", 18), _rare("channel+", "rest", "channels", 18),
    _rare("involvement", "choice", "involvement"), Column("service", "list", "services", 20),
    Column("requires", "requires", "documents", 24), Column("produces", "list", "documents", 20),
    Column("wait"), Column("takes"), Column("dropout"), _rare("leaves"), _rare("patience"),
    Column("capacity"), _rare("overbook"), _rare("no_show"), _rare("tries"), _rare("lead"), Column("cost"),
    _rare("from"), _rare("by"), _rare("within"), _rare("late", "id", "steps"),
    _rare("repeat.times"), _rare("repeat.every"), Column("critical", "text", width=30),
    _rare("urgent", "flag"), _rare("sensitive", "flag"), _rare("custody", "id", "actors"),
    _rare("law", "list", "sources", 20), _rare("evidence", "evidence", "sources", 30), _ALLOW,
    _rare("keywords", "text", width=24),
    _rare("join", "choice", "join"), _rare("missing", "id", "steps"),
    Column("next.to", "id", "steps", 20), Column("next.when", "text", width=20), Column("next.share"),
    Column("next.handover", "choice", "handover"), _rare("next.urgent", "flag"),
    Column("next.name", "text", width=24), Column("taken", "taken", "taken"),
    Column("outcome", "id", "outcomes"),
)  # fmt: skip

SHEETS: tuple[Sheet, ...] = (
    Sheet("route", "Route", (
        _ID, _NAME, Column("ages.from"), Column("ages.to"), Column("status", "choice", "status"),
        Column("official", "flag"), Column("revised", "date"), Column("version"),
        Column("territory", "text"), Column("authors", "text"), _NARRATIVE,
        Column("package", "list", "services"), Column("demand"), _rare("season", "any"),
        Column("holds", "list", "documents"), Column("evidence", "evidence"),
    )),
    Sheet("stages", "Stage", (_ID, _NAME, _NARRATIVE)),
    Sheet("ways_in", "WayIn", (
        Column("to", "id", "steps", 20), _NAME, Column("share"), Column("at"),
        Column("continues"),
    )),
    Sheet("outcomes", "Outcome", (_ID, _NAME, Column("success", "flag"), Column("continues"))),
    Sheet("steps", "Step", _STEP, LINK),
    Sheet("profiles", "Profile", (
        _ID, _NAME, Column("share"),
        Column("set.change", "id", width=34), Column("set.value", "any", width=24),
    ), "set"),
    Sheet("allow", "Allow", (Column("rule", "id"), Column("reason", "text", width=80))),
    Sheet("actors", "Actor", (
        _ID, _NAME, Column("institution", "text"), Column("sector", "choice", "sector"),
        Column("level", "choice", "level"), Column("capacity"), _NARRATIVE, _ALLOW,
    )),
    Sheet("channels", "Channel", (_ID, _NAME, Column("kind", "choice", "kind"), _ALLOW)),
    Sheet("documents", "Document", (_ID, _NAME, Column("issuer", "id", "actors"), Column("valid"), _ALLOW)),
    Sheet("services", "Service", (_ID, _NAME, Column("actor", "id", "actors"), _ALLOW)),
    Sheet("sources", "Source", (
        _ID, Column("title", "text", width=60), Column("url", width=50), Column("date", "date"), _ALLOW,
    )),
)  # fmt: skip
"""The tables, in the order of the workbook."""
