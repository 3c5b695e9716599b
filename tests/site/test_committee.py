"""A trainer shows a route, and an analyst filters the steps and takes them with her."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rutas.cli import main
from tests.site.conftest import BOOK
from tests.site.reader import DESK, Reader

Read = Callable[..., Reader]


def test_one_stage_a_screen_goes_on_with_the_arrows(read: Read) -> None:
    he = read("#rutas", **DESK)
    he.page.locator('[data-present="0-4"]').click()
    shown = he.page.locator(".stage:visible h5")
    first = shown.inner_text()
    he.page.keyboard.press("ArrowLeft")
    assert shown.inner_text() == first
    he.page.keyboard.press("ArrowRight")
    second = shown.inner_text()
    assert second != first
    assert he.page.locator(".bar [role=status]").inner_text().startswith("Etapa 2 de ")
    for _ in range(20):
        he.page.keyboard.press("PageDown")
    assert shown.inner_text() not in {first, second}
    he.page.keyboard.press("Escape")
    assert he.page.locator(".stage:visible").count() > 10
    assert (
        he.page.evaluate("document.activeElement.className") == "stage"
    )  # who goes by keys goes on there
    assert he.opened.said == []


def test_links_between_steps_lead_to_the_step(read: Read) -> None:
    he = read("#rutas")
    he.page.locator('[id="ruta/0-4/parto"] .links a').first.click()
    target = he.page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert target.startswith("ruta/0-4/")
    assert he.page.locator(f'[id="{target}"]').is_visible()


def chosen(she: Reader) -> Reader:
    """Choose the steps of the civil registry that lose somebody most."""
    she.page.locator("#faceta-actor").select_option("registro-civil")
    she.page.locator('th[data-column="loss"] button').click()
    she.page.locator('th[data-column="loss"] button').click()
    return she


def of_the_command(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, str]]:
    routes = ["0-4", "5-13", "14-17"]
    assert main(["steps", *routes, *more, "--format", "csv", "--book", str(BOOK)]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_a_filter_shows_what_the_selectors_do_and_the_address_keeps_it(
    read: Read, capsys: pytest.CaptureFixture[str]
) -> None:
    she = chosen(read("#pasos", **DESK))
    found = of_the_command(capsys, "actor:registro-civil")
    assert sorted(she.rows) == sorted(f"{row['route']}/{row['id']}" for row in found)
    losses = {f"{row['route']}/{row['id']}": float(row["loss"]) for row in found}
    assert [losses[name] for name in she.rows] == sorted(losses.values(), reverse=True)
    address = she.page.evaluate("location.hash")
    assert address == "#/pasos?actor=registro-civil&sort=-loss"
    again = read(address, **DESK)
    assert again.rows == she.rows
    assert again.page.locator("#faceta-actor").input_value() == "registro-civil"
    assert she.page.locator("#cuantos").inner_text() == f"Pasos a la vista: {len(found)} de 112."


def same(one: str, other: str) -> bool:
    """Tell whether two cells say the same: numbers may be written otherwise."""
    try:
        return one == other or float(one) == pytest.approx(float(other), rel=1e-9)
    except ValueError:
        mine, theirs = (re.split("[|=]", cell) for cell in (one, other))
        return len(mine) == len(theirs) > 1 and all(map(same, mine, theirs))


def test_what_is_downloaded_is_what_the_command_writes(
    read: Read, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    she = read("#pasos", accept_downloads=True, **DESK)
    expected = of_the_command(capsys)
    for kind in ("csv", "json"):
        with she.page.expect_download() as waiting:
            she.page.locator(f'[data-do="{kind}"]').click()
        waiting.value.save_as(tmp_path / f"pasos.{kind}")
    written = (tmp_path / "pasos.csv").read_text(encoding="utf-8")
    found = list(csv.DictReader(io.StringIO(written)))
    assert len(found) == len(expected) == 112
    assert found[0].keys() == expected[0].keys()
    different = [
        (row["id"], name, mine[name], row[name])
        for row, mine in zip(expected, found, strict=True)
        for name in row
        if not same(mine[name], row[name])
    ]
    assert different == []
    told = json.loads((tmp_path / "pasos.json").read_text(encoding="utf-8"))
    assert [(one["route"], one["id"]) for one in told["steps"]] == [
        (row["route"], row["id"]) for row in expected
    ]


def test_the_clipboard_takes_what_is_shown(read: Read) -> None:
    she = chosen(read("#pasos", permissions=["clipboard-read", "clipboard-write"], **DESK))
    she.page.locator('[data-do="copy"]').click()
    she.page.get_by_text("Copiado.").wait_for()
    head, *lines = she.page.evaluate("navigator.clipboard.readText()").splitlines()
    cells = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    assert [f"{row['route']}/{row['id']}" for row in cells] == she.rows


def test_a_page_that_may_not_copy_says_so(read: Read) -> None:
    she = read("#pasos", **DESK)
    she.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    she.page.locator('[data-do="copy"]').click()
    she.page.locator("#cuantos", has_text="no deja copiar").wait_for()
    assert she.opened.said == []


def test_what_comes_before_and_after_a_step_is_a_list(read: Read) -> None:
    she = read("#pasos", **DESK)
    she.page.locator('[data-row="0-4/inscripcion"] .sign').click()
    near = she.page.locator("#vecinos")
    assert near.is_visible()
    assert she.page.evaluate("document.activeElement.id") == "vecinos"
    assert "Obtención de la primera cédula" in near.locator("a").all_inner_texts()
    assert near.locator("h4").count() == 5


def test_columns_are_chosen_and_filters_are_taken_away(read: Read) -> None:
    she = chosen(read("#pasos", **DESK))
    she.page.locator("#columnas summary").click()
    she.page.locator('#columnas [data-column="loss"]').uncheck()
    assert not she.page.locator('th[data-column="loss"]').is_visible()
    assert "columns=" in she.page.evaluate("location.hash")
    she.page.locator('[data-do="clear"]').click()
    assert len(she.rows) == 112
    assert she.page.locator('th[data-column="loss"]').is_visible()
