"""What single commands do beside the common habits."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from rutas.cli.root import root

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_list_and_show(run: Run) -> None:
    assert [row["id"] for row in json.loads(run("list", "--format", "json").out)["routes"]] == [
        "0-4", "5-13", "14-17",
    ]  # fmt: skip
    assert "Registro" in run("show", "0-4", "--as", "text").out
    assert json.loads(run("show", "0-4", "parto", "--format", "json").out)["id"] == "parto"


def test_critical_tells_five_points_in_a_few_lines(run: Run) -> None:
    """A committee member sees which five steps to look at, and why."""
    out = run("critical", "0-4").out
    lines = out.splitlines()
    heads = [line for line in lines if line[:3].strip().rstrip(".").isdigit()]
    assert len(heads) == 5
    assert len(lines) <= 20
    assert re.match(r"Ruta de servicios de 0 a 4 años: \d+ puntos críticos\.", lines[0])
    assert re.search(r"\(\+\d+ de cada 100\)  vacunas-primer-anio$", heads[0])
    assert "De cada 100 personas" in lines[lines.index(heads[0]) + 1]
    assert re.search(r"\(y (1 razón|[2-9] razones) más\)", " ".join(out.split()))


def test_critical_can_be_narrowed(run: Run, small: Path) -> None:
    def points(*args: str) -> list[dict]:
        ran = run("critical", "uno", *args, "--book", str(small), "--format", "json")
        return json.loads(ran.out)["points"]

    whole = points()
    assert {point["step"] for point in whole} == {"aviso", "control"}
    loss = points("--reason", "loss")
    assert all("loss" in [one["reason"] for one in point["reasons"]] for point in loss)
    assert [point["step"] for point in points("aviso")] == ["aviso"]
    assert points("--top", "1") == whole[:1]


def test_all_reasons_are_counted_and_can_be_told(run: Run, small: Path) -> None:
    """However narrow the terminal, it says how many reasons it keeps to itself."""
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    text = text.replace("dropout: 20..30 %", "dropout: 20..30 %, critical: Queda lejos")
    (small / "uno.yaml").write_text(text, encoding="utf-8")
    where = ("critical", "uno", "control", "--book", str(small))
    reasons = json.loads(run(*where, "--format", "json").out)["points"][0]["reasons"]
    assert len(reasons) > 2
    short, whole = (" ".join(run(*where, *more).out.split()) for more in ((), ("--all",)))
    assert f"(y {len(reasons) - 1} razones más)" in short or "También" in short
    assert all(one["text"] in whole for one in reasons)
    assert not all(one["text"] in short for one in reasons)


def test_steps_can_be_selected_by_what_the_analysis_finds(run: Run, small: Path) -> None:
    where = ("--book", str(small), "--format", "json")
    chosen = json.loads(run("steps", "uno", "is:critical", *where).out)["steps"]
    assert [step["id"] for step in chosen] == ["aviso", "control"]
    none = run("steps", "uno", "aviso", "--exclude", "aviso", "--book", str(small))
    assert "Ningún paso" in none.out


def test_a_profile_changes_the_figures(run: Run, small: Path) -> None:
    where = ("--book", str(small), "--format", "json")
    usual = json.loads(run("steps", "uno", *where).out)["totals"]["completion"]
    rural = json.loads(run("steps", "uno", "--profile", "rural", *where).out)["totals"][
        "completion"
    ]
    assert usual == pytest.approx(0.6 * 0.9 * 0.75 + 0.4 * 0.75)
    assert rural == pytest.approx((0.6 * 0.9 + 0.4) * 0.5)


def test_whatif_tells_before_and_after(run: Run, small: Path) -> None:
    ran = run(
        "whatif", "uno", "--set", "control.dropout=0%", "--book", str(small), "--format", "json"
    )
    document = json.loads(ran.out)
    assert document["after"]["completion"] == pytest.approx(0.94)
    closed = run("whatif", "uno", "--close", "control", "--book", str(small), "--format", "json")
    assert json.loads(closed.out)["after"]["completion"] == 0


def test_what_nobody_gets_to_any_more_is_not_said_to_be_mended(run: Run, small: Path) -> None:
    path = small / "uno.yaml"
    one_way = path.read_text(encoding="utf-8").replace(
        "[{to: aviso, share: 60 %}, {to: control}]", "{to: aviso}"
    )
    path.write_text(one_way, encoding="utf-8")
    told = run("whatif", "uno", "--close", "aviso", "--book", str(small)).out
    assert "Eran críticos, y ya no llega nadie: Control." in told
    assert "Dejan de ser" not in told
    assert "Pasan a ser" not in told


def test_whatif_of_a_population_alone_is_its_change(run: Run, small: Path) -> None:
    where = ("--book", str(small))
    args = ("whatif", "uno", "--profile", "rural", *where)
    document = json.loads(run(*args, "--format", "json").out)
    assert document["before"]["completion"] == pytest.approx(0.6 * 0.9 * 0.75 + 0.4 * 0.75)
    assert document["after"]["completion"] == pytest.approx((0.6 * 0.9 + 0.4) * 0.5)
    assert document["changes"] == {"control.dropout": "50 %"}
    assert "puntos" in run(*args).out


def test_export_writes_a_file_whole(run: Run, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "uno.graphml"
    args = ("export", "uno", "--to", "graphml", "--out", str(out), "--book", str(small))
    assert "Escrito" in run(*args).err
    assert "Sin cambios" in run(*args).err
    assert out.read_text(encoding="utf-8").startswith("<graphml")


def test_export_writes_nodes_and_links(run: Run, small: Path, tmp_path: Path) -> None:
    args = ("export", "uno", "--to", "csv", "--book", str(small))
    nodes = run(*args)
    assert nodes.out.startswith("id,kind,")
    assert "enlaces" in nodes.err
    run(*args, "--out", str(tmp_path / "hojas"))
    folder = {path.name: path.read_text("utf-8") for path in (tmp_path / "hojas").iterdir()}
    assert set(folder) == {"uno-flow-nodes.csv", "uno-flow-links.csv"}
    assert folder["uno-flow-links.csv"].startswith("source,target,")
    run(*args, "--excel", "--out", str(tmp_path / "uno.csv"))
    assert (tmp_path / "uno.csv").read_text("utf-8").startswith("\ufeffid;kind;")
    assert (tmp_path / "uno-links.csv").exists()


def test_excel_is_a_format_of_every_table(run: Run, small: Path) -> None:
    where = ("--book", str(small), "--excel")
    for args in (("list",), ("show", "uno"), ("steps",), ("path", "uno", "--to", "control")):
        assert run(*args, *where).out.startswith("\ufeff")
    assert ";" in run("steps", *where).out
    assert ";" not in run("steps", *where, "--lang", "en").out.splitlines()[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_written_to_and_never_read_or_replaced(
    run: Run, small: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "tubo"
    os.mkfifo(pipe)
    for args in (
        ("export", "uno"),
        ("export", "uno", "--to", "csv"),
        ("draw", "uno", "--format", "dot"),
    ):
        where = (*args, "--book", str(small))
        refused = run(*where, "--out", str(pipe))
        assert refused.status == 2
        assert "nadie lo está leyendo" in refused.err
        with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
            handle = os.open(pipe, os.O_WRONLY)  # waits for the reader
            assert run(*where, "--out", str(pipe)).status == 0
            os.close(handle)
            read = reader.communicate(timeout=10)[0].decode()
        assert read == run(*where, "--out", "-").out
        assert read.strip()
    assert run("export", "uno", "--book", str(small), "--out", "/dev/null").status == 0
    assert not Path("-").exists()


def test_a_drawing_of_several_files_finds_no_room_on_the_screen(run: Run, small: Path) -> None:
    where = (
        "--book",
        str(small),
        "--out",
        "-",
        "--kind",
        "FLOW",
        "--paper",
        "A5",
        "--format",
        "SVG",
    )
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    steps = "".join(
        f"      - {{id: s{i}, name: Paso {i}, actor: usf, next: {'control' if i == 39 else f's{i + 1}'}}}\n"
        for i in range(40)
    )
    text = text.replace("next: control}", "next: s0}").replace(
        "      - {id: control", f"{steps}      - {{id: control"
    )
    (small / "uno.yaml").write_text(text, encoding="utf-8")
    ran = run("draw", "uno", *where)
    assert ran.status == 2
    assert "archivos" in ran.err
    assert ran.out == ""


def test_names_that_a_book_lacks_in_a_language_are_told(
    run: Run, small: Path, tmp_path: Path
) -> None:
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    text = text.replace("name: Aviso", "name: {es: Aviso, gn: Marandu}")
    (small / "uno.yaml").write_text(text, encoding="utf-8")
    args = ("draw", "uno", "--book", str(small), "--out", str(tmp_path), "--format", "dot")
    assert "faltan" not in run(*args, "--names", "es").err
    told = run(*args, "--names", "gn").err
    assert "faltan" in told
    assert "Control" in told
    assert "Aviso" not in told.partition("faltan")[2]


def test_schema_is_printed_and_written(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("schema").out)["title"] == "Ruta de servicios"
    assert json.loads(run("schema", "diff").out)["title"] == "rutas diff OLD [NEW]"
    assert run("schema", "--out", str(tmp_path)).status == 0
    assert (tmp_path / "catalogue.schema.json").exists()
    assert json.loads(run("schema", "--lang", "en").out)["title"] == "Service route"


def test_new_starts_a_route(run: Run, tmp_path: Path) -> None:
    assert run("new", "18-29", "--book", str(tmp_path)).status == 0
    assert run("new", "18-29", "--book", str(tmp_path)).status == 2
    assert run("list", "--book", str(tmp_path)).status == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.status == 0
    assert f"_RUTAS_COMPLETE={shell}_complete" in ran.out


def complete(*words: str) -> list[str]:
    """Return what a shell offers for the last word."""
    *before, last = words
    offers = ShellComplete(root, {}, "rutas", "_RUTAS_COMPLETE").get_completions(before, last)
    return [offer.value for offer in offers]


def test_shells_complete_commands_routes_and_steps(small: Path) -> None:
    where = ("--book", str(small))
    assert complete("cri") == ["critical"]
    assert complete("show", *where, "u") == ["uno"]
    assert complete("show", *where, "uno", "con") == ["control"]
    assert complete("steps", *where, "uno", "+av") == ["+aviso"]
    assert "actor:" in complete("steps", *where, "uno", "ac")
    assert complete("path", *where, "uno", "--to", "a") == ["aviso"]
    assert complete("whatif", *where, "uno", "--set", "con") == ["control."]
    assert complete("list", "--format", "j") == ["json"]
    assert complete("show", "--book", str(small / "nada"), "uno", "a") == []


def test_shells_complete_the_steps_of_all_routes_that_are_named(small: Path) -> None:
    where = ("--book", str(small))
    text = (small / "dos.yaml").read_text(encoding="utf-8")
    (small / "dos.yaml").write_text(text.replace("aviso", "visita"), encoding="utf-8")
    assert "visita" not in complete("steps", *where, "uno", "vi")
    assert complete("steps", *where, "uno", "dos", "vi") == ["visita"]
    assert complete("critical", *where, "vi") == ["visita"]
    assert complete("critical", *where, "d") == ["dos"]
    assert complete("steps", *where, "uno", "dos", "con") == ["control"]


def test_shells_complete_the_populations_of_a_route(small: Path) -> None:
    path = small / "uno.yaml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "profiles:\n  rural: {name: Rural}\n  urbana: {name: U}\n",
        encoding="utf-8",
    )
    assert complete("steps", "--book", str(small), "uno", "--profile", "") == ["rural", "urbana"]
    assert complete("compare", "--book", str(small), "uno", "--profile", "r") == ["rural"]
    path.write_text("id: uno\nstages: []\nprofiles: [3]\n", encoding="utf-8")
    assert complete("steps", "--book", str(small), "uno", "--profile", "") == []


def test_shells_complete_even_in_a_broken_book(small: Path) -> None:
    (small / "uno.yaml").write_text(
        "id: uno\nstages: [{steps: [{id: aviso}, 3]}]\n", encoding="utf-8"
    )
    assert complete("show", "--book", str(small), "uno", "a") == ["aviso"]
