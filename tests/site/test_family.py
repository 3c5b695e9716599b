"""A family opens the page on a phone, without a network: from the child's age to a list that is printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.site.reader import MONDAY, Reader, doors_told

Read = Callable[..., Reader]


def test_three_touches_lead_from_the_birth_to_where_and_with_which_papers(read: Read) -> None:
    """Nació hace 10 días: the date, the step, and there it stands."""
    her = read(has_touch=True)
    her.born("2026-11-20")
    assert "Inscripción del nacimiento" in her.named("now")
    assert "Toma de muestra para el test del piecito" in her.named("overdue")
    step = her.step("0-4/inscripcion")
    assert step.locator(".due").inner_text() == "Tiempo que queda: 50 días."
    step.locator("summary").tap()
    doors_told(step)
    door = step.locator("[data-door]").first
    assert "Registro" in door.inner_text()
    assert door.locator(".open").inner_text() == (
        "Abierto ahora · cierra a las 13:00. A quien llega ahora lo atienden el martes, 1 de diciembre, desde las 7:00."
    )  # its turns were given out at 6:30
    papers = step.locator("[data-paper] .paper").all_inner_texts()
    assert any("nacido vivo" in paper for paper in papers)
    assert her.opened.said == []
    assert her.opened.elsewhere == []


def test_a_door_that_is_open_says_until_when(read: Read) -> None:
    her = read()
    step = her.step("0-4/primer-control")
    step.locator("summary").click()
    doors_told(step)
    shown = step.locator(".open").all_inner_texts()
    assert any(words.startswith("Abierto ahora · cierra a las ") for words in shown)


@pytest.mark.parametrize(
    "zone", ["America/Asuncion", "Europe/Madrid", "Asia/Tokyo", "America/Los_Angeles"]
)
def test_doors_keep_the_hours_of_paraguay_wherever_the_phone_is(read: Read, zone: str) -> None:
    her = read(timezone_id=zone)
    her.born("2026-11-20")
    step = her.step("0-4/inscripcion")
    assert step.locator(".due").inner_text() == "Tiempo que queda: 50 días."
    step.locator("summary").click()
    doors_told(step)
    assert (
        step.locator(".open").first.inner_text().startswith("Abierto ahora · cierra a las 13:00.")
    )


def test_a_door_closes_under_her_eyes(read: Read) -> None:
    her = read()
    her.page.clock.install(time=MONDAY + timedelta(hours=3, minutes=59))
    her.page.reload()
    step = her.step("0-4/inscripcion")
    step.locator("summary").click()
    doors_told(step)
    assert step.locator(".open").first.inner_text().startswith("Abierto ahora")
    her.page.clock.run_for(61_000)
    step.locator(".open", has_text="Cerrado ahora").first.wait_for()
    assert step.locator(".open", has_text="cierra a las 13:00").count() == 0


def test_a_point_that_is_found_says_whether_it_is_open(read: Read) -> None:
    her = read()
    assert "Registro del Estado Civil (inventado)" in her.search("registro")
    told = her.page.locator('[data-group="points"] .open').all_inner_texts()
    assert told
    assert all(words.startswith(("Abierto ahora", "Cerrado ahora")) for words in told)


def test_who_says_where_she_lives_sees_the_nearest_door_first(read: Read) -> None:
    her = read()
    step = her.step("0-4/inscripcion")
    step.locator("summary").click()
    usual = step.locator("[data-door] a").all_inner_texts()
    places = her.page.locator("#lugar option[value]").evaluate_all(
        "(all) => all.map((one) => one.value)"
    )
    orders = set()
    for place in filter(None, places):
        her.page.locator("#lugar").select_option(place)
        shown = step.locator("[data-door]:not([hidden])")
        minutes = [
            words.split(":")[1] for words in shown.locator(".near").all_inner_texts() if words
        ]
        assert minutes == sorted(minutes, key=lambda words: float(words.strip(" .")))
        orders.add(tuple(shown.locator("a").all_inner_texts()))
    assert len(orders) > 1
    assert all(set(order) <= set(usual) for order in orders)


def test_an_age_in_years_needs_no_date(read: Read) -> None:
    her = read()
    her.page.locator("#edad").select_option(label="Embarazo")
    assert her.named("overdue") == []
    assert "Primer control prenatal" in her.named("now")
    her.page.locator("#edad").select_option(label="3 años")
    assert "Primer control prenatal" not in her.named("now") + her.named("overdue")


def test_a_birth_that_is_to_come_is_told(read: Read) -> None:
    her = read()
    her.born("2027-01-01")
    assert "todavía no llegó" in her.told
    assert her.named("now") == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("cedula", "Obtención de la primera cédula"),
        ("CÉDULAS", "Obtención de la primera cédula"),
        ("cedual", "Obtención de la primera cédula"),
        ("inscribir el nacimiento", "Inscripción del nacimiento"),
        ("test del piecito", "Toma de muestra para el test del piecito"),
    ],
)
def test_a_search_minds_no_accents_and_no_exact_words(read: Read, words: str, first: str) -> None:
    her = read()
    assert her.search(words)[0] == first
    assert her.told.startswith("Se encontró: ")


def test_nothing_found_says_what_to_do_instead(read: Read) -> None:
    her = read()
    assert her.search("<img src=x onerror=alert(1)>") == []
    assert "«<img src=x onerror=alert(1)>»" in her.told
    assert "pregunte" in her.told
    assert her.page.locator("img[src=x]").count() == 0


def test_many_that_are_found_are_told_and_the_first_are_shown(read: Read) -> None:
    her = read()
    assert len(her.search("salud")) == 10
    assert "Aquí están los primeros 10." in her.told


def test_what_was_answered_goes_back_to_its_place(read: Read) -> None:
    her = read()
    listed = "() => [...document.querySelectorAll('#pasos-de-familia .errands > li, .points .plainlist > li')].map((one) => one.id)"
    before = her.page.evaluate(listed)
    assert len(before) > 60
    her.search("cedula")
    her.search("salud")
    her.born("2026-11-20")
    her.search("")
    her.page.locator("#nacio").fill("")
    her.page.locator("#nacio").dispatch_event("change")
    assert her.page.evaluate(listed) == before
    assert (
        her.page.locator("#pasos-de-familia .due").all_inner_texts()
        == [""] * her.page.locator("#pasos-de-familia .due").count()
    )


def noted(her: Reader) -> Reader:
    """Put the inscription on the list of somebody of Tacuruty, and tick its first paper."""
    her.page.select_option("#lugar", "villeta/tacuruty")
    step = her.step("0-4/inscripcion")
    step.locator("summary").click()
    step.locator("[data-mine]").check()
    her.page.locator("#lista-pasos input").first.check()
    return her


def test_the_list_stays_on_the_phone_until_it_is_erased(read: Read) -> None:
    her = noted(read())
    her.page.reload()
    assert her.page.locator("#lista-pasos strong").inner_text() == "Inscripción del nacimiento"
    assert her.page.locator("#lista-pasos input").first.is_checked()
    her.page.on("dialog", lambda dialog: dialog.accept())
    her.page.locator('[data-do="erase"]').click()
    her.page.reload()
    assert her.page.locator("#lista-pasos li").count() == 0
    assert her.page.evaluate("localStorage.length") == 0


def test_the_list_names_the_door_that_is_nearest_to_where_she_lives_whenever_it_is_seen(
    read: Read,
) -> None:
    """Which of several doors is hers, only she can tell."""
    her = noted(read())
    listed = her.page.locator("#lista-pasos > li > p")
    nearest = her.step("0-4/inscripcion").locator("[data-door]:not([hidden]) a").first.inner_text()
    assert nearest == "Operativo móvil"
    assert any(
        line.startswith(f"{nearest} (inventado), Tacuruty: ") for line in listed.all_inner_texts()
    )
    told = listed.all_inner_texts()
    her.page.reload()
    assert listed.all_inner_texts() == told
    her.page.select_option("#lugar", "villeta/centro")
    assert any(
        line.startswith("Registro del Estado Civil (inventado), Villeta: ")
        for line in listed.all_inner_texts()
    )  # nobody is sent to a door that is made up without being told so
    her.page.select_option("#lugar", "")
    assert listed.all_inner_texts() == ["antes de la edad de 2 meses"]


def test_the_list_is_printed_on_one_a6(read: Read) -> None:
    her = noted(read())
    her.page.evaluate("window.print = () => { window.printed = true; }")
    her.page.locator('[data-do="print"]').click()
    assert her.page.evaluate("window.printed")
    (sheet,) = PdfReader(io.BytesIO(her.page.pdf(prefer_css_page_size=True))).pages
    width, height = (
        round(float(side) / 72 * 25.4) for side in (sheet.mediabox.width, sheet.mediabox.height)
    )
    assert (width, height) == (105, 148)
    text = " ".join(sheet.extract_text().split())
    assert "Inscripción del nacimiento" in text
    assert "Operativo móvil" in text
    assert "¿Qué edad tiene?" not in text


def test_the_list_can_be_sent_as_a_text(read: Read) -> None:
    her = noted(read())
    her.page.locator('[data-do="send"]').click()
    text = her.page.locator("#lista-texto").input_value()
    assert text.startswith("1. Inscripción del nacimiento\n")
    assert "[x] " in text


def test_a_list_of_somebody_else_is_no_trouble(read: Read) -> None:
    her = read()
    for kept in ('{"0-4/nada": [], "0-4/inscripcion": 3}', "[", "null", '{"__proto__": []}'):
        her.page.evaluate("(kept) => localStorage.setItem('rutas-lista', kept)", kept)
        her.page.reload()
        assert her.page.locator("#lista-pasos li").count() == 0
    assert her.opened.said == []
