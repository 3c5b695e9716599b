"""Everybody can read the page: on any screen, by keys alone, without scripts, by day and by night."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rutas.publish import publish_site
from tests.chromium import Opened, axe_finds
from tests.site.book import written
from tests.site.conftest import BOOK
from tests.site.reader import DESK, PHONE, Reader

Read = Callable[..., Reader]
VIEWS = ("#familia", "#rutas", "#pasos")
HOSTILE = (
    "<script>document.title='mal'</script>",
    '"><img src=x onerror="document.title=\'mal\'">',
    "javascript:document.title='mal'",
)


def finds(who: Reader) -> list[str]:
    """Return what axe-core finds; of what is there many times, the first few stand for all."""
    who.page.evaluate(
        """() => document.querySelectorAll("#rutas article:not(:first-of-type), .stage:nth-child(n+3), "
             + "tbody tr:nth-child(n+6), .points li:nth-child(n+4)").forEach((one) => one.remove())"""
    )
    return axe_finds(who.page)


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone by day", "desk by night"]
)
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_keeps_anybody_out(read: Read, view: str, size: dict, scheme: str) -> None:
    who = read(view, color_scheme=scheme, **size)
    if view == "#familia":
        who.born("2026-11-20")
        who.step("0-4/inscripcion").locator("summary").click()
        who.step("0-4/inscripcion").locator("[data-mine]").check()
    assert finds(who) == []
    assert who.opened.said == []
    assert who.opened.elsewhere == []


def test_presenting_and_neighbours_keep_nobody_out(read: Read) -> None:
    he = read("#rutas", **DESK)
    he.page.locator('[data-present="0-4"]').click()
    assert finds(he) == []
    he = read("#pasos", **DESK)
    he.page.locator('[data-row="0-4/inscripcion"] .sign').click()
    assert finds(he) == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_nothing_goes_over_the_side(read: Read, width: int) -> None:
    """640 pixels are a desk at 200 %, 320 at 400 % (WCAG 2.2, 1.4.10)."""
    who = read(width=width, height=740)
    for view in VIEWS:
        who.page.goto(f"{who.page.url.partition('#')[0]}{view}")
        assert who.page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_texts_may_be_twice_as_large(read: Read) -> None:
    who = read(width=640, height=740)
    who.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    who.step("0-4/inscripcion").locator("summary").click()
    assert who.page.evaluate("document.documentElement.scrollWidth") <= 640


def test_whatever_is_touched_is_large_enough(read: Read) -> None:
    who = read()
    who.step("0-4/inscripcion").locator("summary").click()
    small = []
    for view in VIEWS:
        who.page.goto(f"{who.page.url.partition('#')[0]}{view}")
        small += who.page.evaluate(
            """() => [...document.querySelectorAll("button, select, summary, textarea, input:not([type=checkbox]), label.tick")]
              .map((one) => [one, one.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
              .map(([one]) => one.outerHTML.slice(0, 120))"""
        )
    assert small == []


def test_who_skips_the_head_stays_in_her_view(read: Read) -> None:
    who = read("#/pasos?actor=usf")
    shown = who.rows
    who.page.locator(".skip").focus()
    who.page.keyboard.press("Enter")
    assert who.page.evaluate("document.activeElement.id") == "contenido"
    assert who.page.locator(".view.shown").get_attribute("id") == "pasos"
    assert who.page.url.endswith("#/pasos?actor=usf")
    assert who.rows == shown


def test_keys_alone_lead_from_the_first_link_to_an_opened_step(read: Read) -> None:
    who = read()
    press = who.page.keyboard.press
    focus = "document.activeElement"
    press("Tab")
    assert who.page.evaluate(f"{focus}.className") == "skip"
    assert who.page.locator(".skip").is_visible()
    press("Enter")
    press("Tab")
    for _ in range(12):
        if who.page.evaluate(f"{focus}.id") == "edad":
            break
        press("Tab")
    who.page.keyboard.type("3 años")
    press("Tab")
    assert who.named("now")
    for _ in range(20):
        if who.page.evaluate(f"{focus}.tagName") == "SUMMARY":
            break
        press("Tab")
    outline = who.page.evaluate(f"getComputedStyle({focus}).outlineStyle")
    assert outline != "none"
    press("Enter")
    assert who.page.evaluate(f"{focus}.parentElement.open")
    press("Tab")
    assert who.page.evaluate(f"{focus}.closest('details').open")


def test_every_control_is_reached_and_left_by_keys(read: Read) -> None:
    who = read("#pasos", **DESK)
    seen = []
    who.page.locator("#contiene").focus()
    for _ in range(24):
        seen.append(
            who.page.evaluate(
                "document.activeElement.id || document.activeElement.textContent.trim()"
            )
        )
        who.page.keyboard.press("Tab")
    assert len(set(seen)) == len(seen)
    assert "faceta-actor" in seen


def test_all_of_it_can_be_read_without_scripts(opened: Callable[..., Opened], site: Path) -> None:
    found = opened(java_script_enabled=False)
    found.page.goto(site.as_uri())
    text = found.page.locator("main").inner_text()
    for words in (
        "Inscripción del nacimiento",
        "Las rutas, paso por paso",
        "Todos los pasos, con sus medidas",
    ):
        assert words in text
    for view in VIEWS:
        assert found.page.locator(view).is_visible()
    assert found.page.locator(".scripted:visible").count() == 0
    step = found.page.locator('[data-step="0-4/inscripcion"]')
    step.locator("summary").click()
    assert step.locator(".papers").is_visible()
    assert step.locator("[data-door] .hours").first.is_visible()
    assert found.elsewhere == []


def test_who_wants_no_motion_gets_none(read: Read) -> None:
    who = read(reduced_motion="reduce")
    assert who.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = who.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
             const { transitionDuration, animationName } = getComputedStyle(one);
             return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0.01);
           }).length"""
    )
    assert moving == 0


def test_a_word_that_is_wider_than_the_phone_is_broken(
    opened: Callable[..., Opened], tmp_path: Path
) -> None:
    wide = f"name: {60 * 'ancho'}"
    book = written(
        tmp_path / "libro", ("uno", "name: Inscripción,", f"{wide},"),
        ("catalogue", "name: Certificado de nacido vivo", wide), ("territories/aldea", "name: Oficina de la plaza", wide),
    )  # fmt: skip
    publish_site(book, tmp_path / "out")
    who = Reader(opened(), tmp_path / "out" / "index.html")
    step = who.step("uno/inscripcion")
    width = "document.documentElement.scrollWidth"
    assert who.page.evaluate(width) == 360
    step.locator("summary").click()
    step.locator("[data-mine]").check()
    for view in VIEWS:
        who.page.goto(f"{who.page.url.partition('#')[0]}{view}")
        assert who.page.evaluate(width) == 360


def test_a_hostile_book_does_nothing(opened: Callable[..., Opened], tmp_path: Path) -> None:
    book = Path(shutil.copytree(BOOK, tmp_path / "routes"))
    places = [
        ("0-4.yaml", "name: Inscripción del nacimiento"), ("catalogue.yaml", "name: Registro del Estado Civil"),
        ("0-4.yaml", "name: Ruta de servicios de 0 a 4 años"), ("territories/villeta.yaml", "name: Registro de Guazú Corá"),
    ]  # fmt: skip
    for number, (name, old) in enumerate(places):
        path = book / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        hostile = HOSTILE[number % len(HOSTILE)].replace("'", "''")
        path.write_text(text.replace(old, f"name: '{hostile}'"), encoding="utf-8")
    publish_site(book, tmp_path / "out")
    who = Reader(opened(), tmp_path / "out" / "index.html")
    title = who.page.title()
    who.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    who.born("2026-11-20")
    step = who.step("0-4/inscripcion")
    step.locator("summary").click()
    step.locator("[data-mine]").check()
    who.page.locator('[data-do="send"]').click()
    who.search("document title mal")
    for view in VIEWS:
        who.page.goto(f"{who.page.url.partition('#')[0]}{view}")
    who.page.locator('[data-present="0-4"]').dispatch_event("click")
    who.page.locator('[data-row="0-4/inscripcion"] .sign').dispatch_event("click")
    assert who.page.title() == title
    assert "mal" not in title
    assert who.page.locator("main img[src=x], main script").count() == 0
    links = who.page.locator("a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    assert [link for link in links if not re.match(r"#|tel:|[\w.-]+$", link)] == []
    assert "<script>" in who.page.locator("main").inner_html().replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    assert who.opened.elsewhere == []
