"""Write the tables of a route as a workbook that a committee fills in."""

from __future__ import annotations

import datetime as dt
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError
from rutas.exchange.sheets.base import BASE, base_lines
from rutas.exchange.sheets.cells import CHOICES, TAKEN
from rutas.exchange.sheets.columns import SHEETS
from rutas.exchange.sheets.tables import EXPORTED, offers
from rutas.exchange.sheets.titles import column_of, sheet_title
from rutas.locale import has, keys, say
from rutas.model.choice import choice_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.exchange.arrival import Base
    from rutas.exchange.sheets.columns import Column
    from rutas.exchange.sheets.tables import Table

__all__ = ["write"]

_MANY = {"list", "rest", "requires", "evidence", "any", "allow"}  # codecs of more than one word
_TINTS = ("#FFFFFF", "#EAF1F8")  # the stages by turns
_LINE, _MOST_LINES = 15, 27  # a line's height in points, and how many a row can show
_NOTE_WIDTH, _NOTE_LINES = 20, 5  # what a note of the usual size holds
_A3, _A4 = 8, 9  # the numbers by which spreadsheets know the papers
_PAGE = 230  # letters across an A3 page that are read with ease
_SMALL = 65  # the percentage at which a wider sheet is printed, on pages side by side
_LOST = 4  # letters of room that a line loses where a word goes to the next
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(
    tzinfo=None
)  # so that the bytes hang on the route alone
_LAST = 1_048_575
_MOST_LETTERS = 32_767  # that a cell of a workbook holds
_LISTS = "_listas"  # the sheet that nobody sees with what cells offer


def write(tables: Sequence[Table], base: Base | None) -> bytes:
    """Return the bytes of a workbook."""
    import xlsxwriter  # noqa: PLC0415  (by who writes one)

    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE})
        _Writer(book, tables).all(base)
    return raw.getvalue()


class _Writer:
    def __init__(self, book: Any, tables: Sequence[Table]) -> None:
        self.book, self.tables = book, tables
        self.lists = {
            table.sheet.key: offers(table) for table in tables if table.sheet.key in _named()
        }
        text = {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
        self.cells = [
            book.add_format({**text, "bg_color": tint, "border": 1, "border_color": "#C8CED4"})
            for tint in _TINTS
        ]
        self.text = book.add_format(text)
        self.header = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top",
             "num_format": "@"}
        )  # fmt: skip

    def all(self, base: Base | None) -> None:
        """Write every sheet."""
        self._readme()
        for table in self.tables:
            self._sheet(table)
        self._unseen(_LISTS, zip_longest(*self.lists.values(), fillvalue=""))
        if base:
            self._unseen(BASE, base_lines(base))

    def _unseen(self, name: str, rows: Iterable[Iterable[str]]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.very_hidden()
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                sheet.write_string(i, j, text, self.text)

    def _readme(self) -> None:
        sheet = self.book.add_worksheet(sheet_title("readme"))
        sheet.set_column(0, 0, 110)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        route = next(table for table in self.tables if table.sheet.key == "route")
        lines = sorted(key for key in keys("sheets") if key.startswith("readme-"))
        for i, key in enumerate(lines):
            text = say(f"sheets.{key}", name=route.rows[1][1])
            sheet.set_row(i, _LINE * (1 + _lines(text, 110)))
            sheet.write_string(i, 0, text, self.text)

    def _sheet(self, table: Table) -> None:
        sheet = self.book.add_worksheet(sheet_title(table.sheet.key))
        keeps = table.sheet.key != "route"
        columns = [column for column, _ in table.columns] if keeps else []
        for j, header in enumerate([*table.headers, *([EXPORTED] if keeps else [])]):
            sheet.write_string(0, j, header, self.header)
        for j, column in enumerate(columns):
            self._column(sheet, j, column, table)
        if keeps:
            sheet.set_column(len(columns), len(columns), None, self.text, {"hidden": True})
        else:
            sheet.set_column(0, 0, 26, self.text)
            sheet.set_column(1, 1, 100, self.text)
            for i, (title, _) in enumerate(table.rows, 1):
                for column, _ in filter(None, [column_of(table.sheet, title)]):
                    self._note(sheet, i, 0, _help(column, "Route"))
                    self._chosen(sheet, column, i, i, 1)
        sheet.set_row(0, 2 * _LINE)
        widths = [column.width for column in columns] or [26, 100]
        tint, stage = 0, None
        for i, row in enumerate(table.rows, 1):
            if table.sheet.key == "steps" and row[0] and row[0] != stage:
                tint, stage = 1 - tint, row[0]
            lines = 1
            for j, text in enumerate(row):
                _check_length(text, table, i, j)
                sheet.write_string(i, j, text, self.cells[tint]) if text else sheet.write_blank(
                    i, j, None, self.cells[tint]
                )
                lines = max(lines, _lines(text, widths[j]))
            if keeps:
                sheet.write_string(i, len(columns), table.exported[i - 1], self.text)
            sheet.set_row(i, _LINE * min(lines, _MOST_LINES))
        self._remarks(sheet, table.notes, headers=not keeps)
        shown = [w for j, w in enumerate(widths) if not (columns and _folded(table, j))]
        self._framed(sheet, columns, len(table.rows), sum(shown))

    @staticmethod
    def _framed(sheet: Any, columns: list[Column], rows: int, width: int) -> None:
        """Freeze, filter and print a sheet by its headers and its ids."""
        ids = [j for j, column in enumerate(columns) if column.key == "id"]
        fixed = ids[0] + 1 if ids else 1
        sheet.freeze_panes(1, fixed)
        if columns and rows:
            sheet.autofilter(0, 0, rows, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        if width <= _PAGE:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(_SMALL)
            sheet.print_across()
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, fixed - 1)

    def _column(self, sheet: Any, j: int, column: Column, table: Table) -> None:
        folded = {"level": 1, "hidden": True} if _folded(table, j) else {}
        sheet.set_column(j, j, column.width, self.text, folded)
        said = [_help(column, table.sheet.model), table.notes.get((0, j), "")]
        self._note(sheet, 0, j, "\n\n".join(filter(None, said)))
        self._chosen(sheet, column, 1, _LAST, j)

    def _chosen(self, sheet: Any, column: Column, first: int, last: int, j: int) -> None:
        """Offer in cells of a column what may stand there; anything else is warned of, not refused."""
        offered = self._offered(column)
        also = say("sheets.other") if isinstance(offered, str) else ""
        if offered and column.codec not in _MANY:
            sheet.data_validation(
                first, j, last, j,
                {"validate": "list", "source": offered, "error_type": "warning", "ignore_blank": True,
                 "error_title": say("sheets.other-title"), "error_message": also},
            )  # fmt: skip

    def _remarks(self, sheet: Any, notes: Mapping[tuple[int, int], str], *, headers: bool) -> None:
        """Write what the file's comments say on the cells that they are about."""
        for (i, j), said in notes.items():
            if i or headers:
                self._note(sheet, i, j, said)

    @staticmethod
    def _note(sheet: Any, row: int, column: int, said: str) -> None:
        """Write a note, if there is something to say, large enough to be read whole."""
        if not said:
            return
        lines = _lines(said, 2 * _NOTE_WIDTH)
        sheet.write_comment(
            row, column, said, {"x_scale": 2, "y_scale": max(1, lines / _NOTE_LINES)}
        )

    def _offered(self, column: Column) -> Any:
        """Return what a column offers to choose from: words, or the ids of another sheet."""
        if column.codec == "taken":
            return [say(f"sheets.taken-{code}") for code in TAKEN]
        if column.codec == "flag":
            return [say("sheets.yes"), say("sheets.no")]
        if column.codec == "choice":
            return [choice_word(column.offers, code) for code in CHOICES[column.offers]]
        if offered := self.lists.get(column.offers):
            letter = chr(65 + list(self.lists).index(column.offers))
            return f"='{_LISTS}'!${letter}$1:${letter}${len(offered)}"
        return None


def _help(column: Column, model: str) -> str:
    """Return what the format says of a column; nothing, if it has no words for it."""
    head, last = column.parts
    key = f"schema.Link.{last}" if column.is_link else f"schema.{model}.{head}"
    return say(key).partition(" | ")[2] if has(key) else ""


def _check_length(text: str, table: Table, row: int, column: int) -> None:
    """Refuse a text that a cell would cut off, and that would come home cut off.

    Raises
    ------
    UsageError
        If it is one.
    """
    if len(text) > _MOST_LETTERS:
        name = table.exported[row - 1] or table.rows[row - 1][0]
        place = f"{sheet_title(table.sheet.key)}, {name}, {table.headers[column]}"
        raise UsageError(say("sheets.too-long", place=place, given=len(text), most=_MOST_LETTERS))


def _named() -> set[str]:
    """Return the sheets whose ids a column offers, one in a cell."""
    return {
        column.offers for sheet in SHEETS for column in sheet.columns if column.codec not in _MANY
    }


def _folded(table: Table, column: int) -> bool:
    """Tell whether a column is folded away: it is rare, and nobody filled it in."""
    return table.columns[column][0].rare and not any(row[column] for row in table.rows)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, about."""
    return sum(1 + len(line) // (width - _LOST) for line in text.split("\n")) if text else 1
