"""Read how the local boards of a book look at themselves: the instrument, and each application of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from rutas.errors import BookError, UsageError, guessed, nearest, no_such
from rutas.files import book_files
from rutas.locale import say
from rutas.model.base import Known
from rutas.model.board import Application, Instrument
from rutas.model.board_flaws import application_flaws, instrument_flaws
from rutas.model.instruments import Instruments
from rutas.model.instruments_flaws import instruments_flaws
from rutas.reading.folder import read_file
from rutas.reading.places import File
from rutas.reading.score_sheet import read_score_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.model.catalogue import Catalogue

__all__ = ["BOARDS", "INSTRUMENTS", "Boards"]

BOARDS = "boards"
"""The folder of a book in which its boards stand."""
INSTRUMENTS = "instruments.yaml"
"""The file of a book that tells how far the instruments of the system got."""
_INSTRUMENT = "instrument"


@dataclass(frozen=True)
class Boards:
    """The boards of a book; their files are read when they are asked for.

    Attributes
    ----------
    folder
        The folder; a book without one has no boards.
    catalogue
        The book's catalogue.
    territories
        The ids of the book's territories: each has one board.
    """

    folder: Path
    catalogue: Catalogue
    territories: Sequence[str] = field(repr=False)

    @property
    def instrument(self) -> Instrument:
        """What every board is asked about itself.

        Raises
        ------
        UsageError
            If the book has none.
        BookError
            If its file cannot be read.
        """
        _, found, problems = self._instrument
        if problems:
            raise BookError(problems)
        if found is None:
            raise UsageError(say("board.no-instrument", path=self.folder / f"{_INSTRUMENT}.yaml"))
        return found

    def periods(self, territory: str) -> list[str]:
        """Return the periods of which a territory's board has an application, the first before all else.

        Raises
        ------
        UsageError
            If the book has no such territory; the message names the nearest.
        """
        if territory not in self.territories:
            raise no_such("form.no-such-territory", territory, self.territories)
        return [period for name, period in self._paths if name == territory]

    def application(self, territory: str, period: str | None = None) -> tuple[str, Application]:
        """Return an application of the instrument, the latest where no period is named; and its period.

        Raises
        ------
        UsageError
            If the board has none, or none of that period.
        BookError
            If its files, or the instrument, cannot be read.
        """
        periods = self.periods(territory)
        if not periods:
            path = self.folder / territory / "2021.yaml"
            raise UsageError(say("board.no-application", territory=territory, path=path))
        if period is not None and period not in periods:
            known = ", ".join(periods)
            raise UsageError(say("board.no-period", given=period, territory=territory, known=known))
        asked = period or periods[-1]
        _ = self.instrument  # what is wrong with it comes first
        found, problems = self._read(territory, asked)
        if found is None or problems:
            raise BookError(problems)
        return asked, found

    @property
    def instruments(self) -> Instruments:
        """How far the instruments of the system got in each territory: ``instruments.yaml`` of the book.

        Raises
        ------
        BookError
            If the file cannot be read.
        """
        found, problems = self._instruments
        if found is None:
            raise BookError(problems)
        return found

    @property
    def named(self) -> list[str]:
        """The territories whose boards have an application."""
        return list(dict.fromkeys(territory for territory, _ in self._paths))

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong with the files, in their order."""
        found = [*self._instruments[1], *self._instrument[2]]
        for territory, period in self._paths:
            if territory not in self.territories:
                guess = guessed(nearest(territory, self.territories))
                home = File(str(self.folder / territory), "")
                found.append(home.problem("board-of-nowhere", given=territory, guess=guess))
            else:
                found += self._read(territory, period)[1]
        return list(dict.fromkeys(found))

    @cached_property
    def _instruments(self) -> tuple[Instruments | None, list[Problem]]:
        path = self.folder.with_name(INSTRUMENTS)
        if not path.is_file():
            return Instruments(), []
        known = Known({**self.catalogue.ids, "territory": frozenset(self.territories)})
        return read_file(path, Instruments, known, instruments_flaws)[1:]

    @cached_property
    def _instrument(self) -> tuple[File, Instrument | None, list[Problem]]:
        path = self.folder / f"{_INSTRUMENT}.yaml"
        if not path.is_file():
            return File(str(path), ""), None, []
        return read_file(path, Instrument, Known(), instrument_flaws)

    @cached_property
    def _paths(self) -> Mapping[tuple[str, str], Path]:
        """The files by territory and period."""
        homes = (
            sorted(one for one in self.folder.iterdir() if one.is_dir())
            if self.folder.is_dir()
            else []
        )
        return {(home.name, path.stem): path for home in homes for path in book_files(home)}

    @cached_property
    def _memo(self) -> dict[tuple[str, str], tuple[Application | None, list[Problem]]]:
        return {}

    def _read(self, territory: str, period: str) -> tuple[Application | None, list[Problem]]:
        """Return an application with the scores of its sheet, or what is wrong with it; each is read once."""
        key = territory, period
        if key not in self._memo:
            self._memo[key] = self._of(self._paths[key])
        return self._memo[key]

    def _of(self, path: Path) -> tuple[Application | None, list[Problem]]:
        instrument, sheet = self._instrument[1], path.with_suffix(".csv")
        items = {} if instrument is None else {"board-item": instrument.items.keys()}
        flaws = partial(application_flaws, instrument=instrument, with_sheet=sheet.is_file())
        _, found, problems = read_file(
            path, Application, Known({**self.catalogue.ids, **items}), flaws
        )
        if instrument is not None and sheet.is_file():
            scores, wrong = read_score_sheet(sheet, instrument)
            problems = [*problems, *wrong]
            if found is not None and not wrong:
                found = found.model_copy(update={"individual": scores})
        return found, problems
