"""Every ink can be read on its paper and ground, and inks are told apart by more than colour."""

from __future__ import annotations

import pytest

from rutas.paper.palette import THEMES, Theme, contrast, mix

THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))


@THEME
def test_texts_have_the_contrast_that_people_need(theme: Theme) -> None:
    for ink in (*theme.inks.values(), theme.other):
        assert contrast(ink, "#ffffff") >= 4.5
        assert contrast(ink, theme.ground(ink)) >= 4.5
        assert contrast(theme.text, theme.ground(ink)) >= 4.5
    for ink in (theme.text, theme.muted, theme.critical, theme.returns):
        for paper in ("#ffffff", theme.band, theme.band_alt):
            assert contrast(ink, paper) >= 4.5
    for ground in (theme.stage, theme.stage_alt, theme.critical, theme.returns, theme.text):
        assert contrast("#ffffff", ground) >= 4.5, "white is written on it"


@THEME
def test_strokes_stand_out(theme: Theme) -> None:
    for ink in (theme.rule, theme.added, theme.removed, theme.changed, theme.other):
        assert contrast(ink, "#ffffff") >= 3
    assert contrast(theme.text, theme.highlight) >= 3


def test_the_grey_theme_has_no_colour() -> None:
    theme = THEMES["grey"]
    inks = [*theme.inks.values(), theme.critical, theme.returns, theme.highlight, theme.added]
    assert all(ink[1:3] == ink[3:5] == ink[5:7] for ink in inks)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.01)


def test_an_ink_thinned_is_between_it_and_the_paper() -> None:
    assert mix("#204060", 1) == "#204060"
    assert mix("#204060", 0) == "#ffffff"


def test_an_unknown_field_of_work_has_an_ink_too() -> None:
    theme = THEMES["colour"]
    assert theme.ink(None) == theme.ink("astronomía") == theme.other
    assert theme.ink("salud") != theme.other
