"""The sheet of queues: what is drawn is read back from the lines, and is what was played."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from rutas.diagram import draw, draw_local
from rutas.diagram.kinds import KINDS
from rutas.diagram.queues.content import Played
from rutas.errors import UsageError
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import box, legend, texts
from tests.diagram.kind_cases import NAMES, SHEETS, request
from tests.diagram.local_worlds import LOOKS, drawn_local, said_by, villeta
from tests.diagram.played_worlds import START, any_queues, played, queues, strip

THEME = request().theme


def shapes(sheets, kind, **pen):
    """The shapes of the first service's plot with some pens, each as its points."""
    return [
        item
        for item in sheets[0].canvas.shapes
        if not isinstance(item, Run) and item.owner == "step-servicio0" and item.kind == kind
        if all(getattr(item.pen, name) == value for name, value in pen.items())
    ]  # fmt: skip


def drawn(found, **asked):
    """The sheets in type that is not chosen, so that a point on them is one of their canvas."""
    sheets, flaws = drawn_local("queues", found, request("a4-landscape", type=7.0, **asked))
    assert flaws == []
    return sheets


def plot_of(sheets):
    """Left, right of the plot; top and foot of the scale of who waits, and of that of the places."""
    levels = shapes(sheets, "line", stroke=THEME.rule, width=0.4)
    level = [
        box(one) for one in levels if one.points[0][1] == one.points[1][1] and len(one.points) == 2
    ]
    right = max(one.right for one in level)
    left = max(one.left for one in level)
    ys = sorted({one.top for one in level if one.left == left})
    return left, right, ys


def top(sheets, words):
    """What the top of a scale says."""
    (said,) = [
        text
        for text in said_by(sheets, "step-servicio0")
        if text.endswith(words) and text != "12 por día"
    ]
    return float(said.split()[0].replace(".", "").replace(",", "."))


@pytest.mark.parametrize(("paper", "theme", "lang"), LOOKS)
def test_it_is_clean_on_every_paper(paper, theme, lang):
    assert drawn_local("queues", any_queues(4, 5, 365), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", range(7))
def test_whatever_was_played(seed):
    asked = request(SHEETS[seed % 6], NAMES[seed // 6 % 3], lang=("es", "en")[seed % 2])
    assert drawn_local("queues", any_queues(seed), asked)[1] == []


@pytest.mark.parametrize("days", [100, 2000])
def test_the_line_is_the_median_of_who_waits_and_the_band_eight_of_ten(days):
    now = played(9.0, 10, days)
    sheets = drawn(queues(strip(now)))
    left, right, ys = plot_of(sheets)
    (line,) = shapes(sheets, "line", stroke=THEME.text, width=1.3)
    long = 1 if days < 500 else 7
    means = [now.waiting[:, one : one + long].mean(axis=1) for one in range(0, days, long)]
    assert len(line.points) == len(means) + 2, "one a stretch, and the edges"
    foot = box(shapes(sheets, "polygon", fill="#8c8c8c")[0])
    most = top(sheets, " esperan")
    zero = min(y for y in ys if y > max(p[1] for p in line.points) - 1e-6)
    high = ys[0]
    read = [(zero - y) / (zero - high) * most for _, y in line.points[1:-1]]
    assert read == pytest.approx([np.median(one) for one in means], abs=1e-6)
    assert line.points[0][0] == pytest.approx(left)
    assert line.points[-1][0] == pytest.approx(right)
    first = line.points[1][0]
    assert (first - left) / (right - left) * days == pytest.approx(long / 2)
    (ground,) = shapes(sheets, "polygon", fill=THEME.ground(THEME.text), stroke=None)
    edge = [(zero - y) / (zero - high) * most for _, y in ground.points]
    half = len(edge) // 2
    assert edge[1 : half - 1] == pytest.approx([np.quantile(one, 0.9) for one in means], abs=1e-6)
    assert edge[half + 1 : -1] == pytest.approx(
        [np.quantile(one, 0.1) for one in means][::-1], abs=1e-6
    )
    assert foot.bottom > zero


def test_used_places_lie_below_those_that_there_are():
    now = played(3.0, 10, 100, closed=(32,))  # a Tuesday
    sheets = drawn(queues(strip(now)))
    (ground,) = shapes(sheets, "polygon", fill="#8c8c8c")
    place = box(ground)
    (there,) = shapes(sheets, "line", stroke=THEME.text, width=0.8)
    assert top(sheets, " por día") == 10
    height = place.bottom - max(y for y in plot_of(sheets)[2] if y < place.top + 1e-6)
    levels = [(place.bottom - y) / height * 10 for _, y in there.points[::2]]
    assert levels == pytest.approx(now.slots[0].tolist(), abs=1e-6)
    taken = [(place.bottom - y) / height * 10 for _, y in ground.points[1:-1:2]]
    assert taken == pytest.approx(now.used.mean(axis=0).tolist(), abs=1e-6)


def test_closed_days_are_marked_where_they_are_and_rest_is_not():
    then = played(3.0, 10, 365, closed=(32, 33, *range(100, 114)))
    sheets = drawn(queues(strip(played(3.0, 10, 365, closed=(32, 33)), then), change="x"))
    left, right, _ = plot_of(sheets)
    (bar,) = shapes(sheets, "polygon", fill=THEME.text)
    assert [(x - left) / (right - left) * 365 for x in (box(bar).left, box(bar).right)] == pytest.approx([32, 34])  # fmt: skip
    weeks = shapes(sheets, "polygon", fill="#ffffff", stroke=THEME.returns)
    assert len(weeks) == 2, "a fortnight is two weeks of five days"
    assert {"closed-now", "closed-then"} <= legend(sheets[0].canvas)
    assert "closed-then" not in legend(drawn(queues(strip(then)))[0].canvas)


def test_the_day_on_which_a_queue_began_to_grow_is_marked():
    rate = np.where(np.arange(1096) < 400, 4.0, 9.0)
    now = played(rate, 10, 1096, growing=True)
    assert 390 <= now.grows_from <= 430
    day = START + timedelta(days=now.grows_from)
    sheets = drawn(queues(strip(now)))
    assert f"crece desde el {day:%d/%m/%Y}" in said_by(sheets, "step-servicio0")
    left, right, _ = plot_of(sheets)
    (mark,) = shapes(sheets, "line", dash=(1.5, 1.5))
    assert (mark.points[0][0] - left) / (right - left) * 1096 == pytest.approx(now.grows_from)
    assert "grows" in legend(sheets[0].canvas)


def test_one_that_grew_from_the_first_day_is_pointed_to_and_one_that_does_not_grow_is_not_marked():
    assert played(9.0, 10, 300).grows_from is None
    always = Played(np.ones((3, 300)), np.ones((3, 300)), np.ones((3, 300)), np.zeros(300, bool), growing=True)  # fmt: skip
    assert always.grows_from == 0
    sheets = drawn(queues(strip(always)))
    assert "crece desde antes" in said_by(sheets, "step-servicio0")
    assert shapes(sheets, "line", dash=(1.5, 1.5)) == []
    assert "crece" not in " ".join(texts(drawn(queues(strip(played(3.0, 10))))[0].canvas))


def test_it_is_the_last_time_that_nobody_waits_in_half_of_the_replications():
    waiting = np.ones((3, 10))
    waiting[0, [1, 3]] = waiting[1, 6] = waiting[2, 8] = 0
    one = Played(waiting, waiting, waiting, np.zeros(10, bool), growing=True)
    assert one.grows_from == 7


def test_a_change_has_its_own_band_and_line_that_are_told_apart_in_black():
    now, then = played(9.0, 10, 300), played(9.0, 14, 300)
    sheets = drawn(queues(strip(now, then), change="capacidad 14 por día"), theme="high-contrast")
    wide = 1.3 * 1.5
    lines = shapes(sheets, "line", width=wide)
    assert [one.pen.dash for one in lines] == [None, (4.0, 2.0)]
    ink = request(theme="high-contrast").theme.returns
    strokes = [
        one
        for one in shapes(sheets, "line", width=0.4, stroke=ink)
        if one.points[0][0] == one.points[-1][0]
    ]
    assert len(strokes) > 5, "the band of the change is strokes"
    assert {"median-now", "median-then", "band-now", "band-then", "slots-then"} <= legend(sheets[0].canvas)  # fmt: skip
    assert "capacidad 14 por día" in " ".join(texts(sheets[0].canvas))
    alone = legend(drawn(queues(strip(now)))[0].canvas)
    assert not {key for key in alone if key.endswith("-then")}


def test_every_service_stands_once_and_strips_fill_the_sheet():
    sheets, found = drawn_local("queues", any_queues(1, 23, 60), request("a3-landscape"))
    assert found == []
    shown = [node.id for sheet in sheets for node in sheet.canvas.nodes]
    assert sorted(shown) == sorted(f"step-servicio{n}" for n in range(23))
    for count in (2, 4, 7, 8):
        (sheet,), _ = drawn_local("queues", any_queues(1, count, 60), request("a3-landscape"))
        last = max(node.rect.bottom for node in sheet.canvas.nodes)
        assert last > 0.85 * sheet.canvas.height, count
        assert len({round(node.rect.height) for node in sheet.canvas.nodes}) == 1, "no gaps"


def test_a_strip_of_which_much_is_said_leaves_the_others_less_and_no_sheet_empty():
    now = played(3.0, 10, 60)
    strips = [strip(now, number=n, notes=("Una nota.",) * (18 if n == 1 else 1)) for n in range(5)]
    (sheet,), found = drawn_local("queues", queues(*strips), request("a3-landscape"))
    assert found == []
    first, tall, *rest = (node.rect for node in sheet.canvas.nodes)
    assert tall.height > first.height
    assert {round(one.height) for one in rest} == {round(first.height)}
    assert rest[-1].bottom > 0.85 * sheet.canvas.height


def test_the_days_are_written_above_and_in_the_title_block():
    words = texts(drawn(queues(strip(played(1.0, 2, 365))))[0].canvas)
    assert {"01/2027", "12/2027"} <= set(words)
    assert "01/01/2027 a 31/12/2027" in [one.replace("\u00a0", " ") for one in words]
    assert "2031" in texts(drawn(queues(strip(played(1.0, 2, 8000))))[0].canvas)
    late = queues(strip(played(1.0, 2, 70)), start=date(2027, 3, 20))
    assert "04/2027" in texts(drawn(late)[0].canvas)


def test_where_nothing_has_a_capacity_it_says_so():
    sheets, found = drawn_local("queues", queues(), request("a3-landscape"))
    assert found == []
    assert "no hay colas que dibujar" in " ".join(texts(sheets[0].canvas))


def test_made_up_data_stand_under_a_banner():
    example = queues(strip(played(1.0, 2, 60)), example=True, territory="Villeta")
    words = " ".join(texts(drawn(example)[0].canvas))
    assert "EJEMPLO" in words
    assert "Villeta" in words


def test_its_file_is_called_by_the_routes_and_a_route_alone_is_not_one(book):
    found = queues(strip(played(1.0, 2, 60)), name="0-4-villeta")
    assert draw_local(found, "queues").name("pdf") == "0-4-villeta-queues-a3-landscape.pdf"
    assert KINDS["queues"].local
    with pytest.raises(UsageError, match="rutas draw RUTA --kind queues"):
        draw(book["0-4"], "queues")
    with pytest.raises(UsageError, match="rutas draw RUTA --kind queues"):
        draw_local(villeta(book), "queues")
