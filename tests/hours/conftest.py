"""Paraguay's holidays of 2021 to 2026."""

from __future__ import annotations

from datetime import date

import pytest

from rutas.hours import Holiday, HolidayCalendar, HolidayRule

NATIONAL = {
    "01-01": "Año Nuevo", "03-01": "Día de los Héroes", "easter-3": "Jueves Santo",
    "easter-2": "Viernes Santo", "05-01": "Día de los Trabajadores", "05-14": "Independencia Nacional",
    "05-15": "Independencia Nacional", "06-12": "Paz del Chaco", "06-20": "Jura de la Constitución Nacional",
    "08-15": "Fundación de Asunción", "09-29": "Victoria de Boquerón", "12-08": "Virgen de Caacupé",
    "12-25": "Navidad",
}  # fmt: skip
MOVED = {
    "2021-09-29": "2021-09-27", "2022-03-01": "2022-02-28", "2022-09-29": "2022-10-03",
    "2023-03-01": "2023-02-27", "2024-06-12": "2024-06-10", "2024-09-29": "2024-09-30",
    "2025-03-01": "2025-03-03", "2025-06-12": "2025-06-16", "2026-06-20": "2026-06-22",
}  # fmt: skip


@pytest.fixture(scope="module")
def national() -> HolidayCalendar:
    """The national list of 2021 to 2026."""
    days = date.fromisoformat
    return HolidayCalendar(
        tuple(
            Holiday(HolidayRule.parse(rule), name, 2026 if rule == "06-20" else None)
            for rule, name in NATIONAL.items()
        ),
        {days(one): days(other) for one, other in MOVED.items()},
        date(2026, 12, 31),
    )
