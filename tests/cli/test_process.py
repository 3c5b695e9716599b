"""The program as a process: streams that close or break, orders to stop, its own faults."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rutas.cli import guard

RUN = f"{sys.executable} -m rutas"


def shell(command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True,
        encoding="utf-8", check=False, env={**os.environ, **env}, timeout=60,
    )  # fmt: skip


@click.command()
@click.argument("route")
def fails(route: str) -> None:
    raise KeyError("clave")


def test_a_fault_of_the_program_is_told_apart_and_written_down(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["rutas", "la ruta"])
    assert guard.guarded(fails, ["la ruta"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "Falla del programa, no suya (KeyError: 'clave')" in err
    (report,) = tmp_path.iterdir()
    assert f"envíe a quienes lo mantienen el informe «{report}»" in err
    text = report.read_text(encoding="utf-8")
    assert "$ rutas 'la ruta'\n" in text
    assert "Traceback" in text
    assert 'raise KeyError("clave")' in text
    assert re.search(r"rutas \d.*, Python \d", text)


def test_a_report_tells_nothing_of_the_family_whose_itinerary_was_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    asked = ["itinerary", "0-4", "--home", "tacuruty", "--born=2026-11-20"]
    monkeypatch.setattr("sys.argv", ["rutas", *asked])
    assert guard.guarded(fails, ["0-4"]) == 70
    (report,) = tmp_path.iterdir()
    text = report.read_text(encoding="utf-8")
    assert "$ rutas itinerary … --home … --born\n" in text
    assert "tacuruty" not in text
    assert "2026-11-20" not in text


def test_a_report_that_cannot_be_written_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nada"))
    assert guard.guarded(fails, ["uno"]) == 70
    assert 'raise KeyError("clave")' in capsys.readouterr().err


def test_whoever_asks_sees_the_error_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTAS_DEBUG", "1")
    with pytest.raises(KeyError):
        guard.guarded(fails, ["uno"])


def test_an_interruption_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    def waits() -> None:
        raise KeyboardInterrupt

    assert guard.guarded(waits, []) == 130
    assert "Interrumpido." in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_order_to_stop_is_obeyed_in_a_word(name: str) -> None:
    code = (
        "import sys, time, rutas.cli.group as group\n"
        "def waits(*_): print('ya', flush=True); time.sleep(60)\n"
        "group.Group.get_command = waits\n"
        "sys.argv = ['rutas', 'list']; from rutas.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ya\n"
        number = getattr(signal, name)
        process.send_signal(number)
        _, err = process.communicate(timeout=10)
    assert (process.returncode, err.strip()) == (128 + number, b"Interrumpido.")


@pytest.mark.skipif(os.name == "nt", reason="a shell's pipe")
@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("show 0-4 | head -c 1", 0),
        ("export 0-4 --to json | head -c 1", 0),
        ("show 0-4 --as text | head -c 1", 0),
        ("check --book no 2>&1 | head -n 1", 2),
        ("check --book broken 2>&1 | true", 2),
        ("check --book broken 2>&1 | head -n 1", 2),
        ("check --level info | true", 1),
        ("--help | true", 0),
        ("nada 2>&1 | true", 2),
    ],
)
def test_a_reader_who_leaves_changes_no_exit_status(command: str, status: int) -> None:
    done = shell(f"{RUN} {command}")
    assert (done.returncode, done.stderr) == (status, "")


@pytest.mark.skipif(os.name == "nt", reason="a shell's redirections")
@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("list 2>&-", 0),
        ("list <&-", 0),
        ("nada 2>&-", 2),
        ("nada 2> /dev/full", 2),
        ("steps nada 2> /dev/full", 2),
        ("show 0-5 <&- >&- 2>&-", 2),
        ("build --check --out nada >&-", 1),  # it has no answer: all that it says goes to stderr
    ],
)
def test_closed_streams_stop_nothing(command: str, status: int) -> None:
    done = shell(f"{RUN} {command}")
    assert done.returncode == status
    assert "Error" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell's redirections")
@pytest.mark.parametrize(
    "command",
    [
        "list", "list --format json", "show 0-4", "steps 0-4 --format csv", "critical 0-4", "check",
        "export 0-4 --out -", "export 0-4 --to csv", "draw 14-17 --kind actors --format svg --out -",
        "schema --of route", "completion bash", "explain", "--help", "--version", "list --help",
    ],
)  # fmt: skip
def test_an_answer_that_reaches_nobody_is_told(command: str) -> None:
    done = shell(f"{RUN} {command} >&-")
    assert done.returncode == 2
    told = done.stderr.splitlines()[-1]
    assert told == "Error: la salida está cerrada, y la respuesta no llegó a nadie"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_an_answer_that_cannot_be_written_is_told() -> None:
    done = shell(f"{RUN} list > /dev/full")
    assert (done.returncode, done.stderr) == (2, "Error: no queda espacio en el disco\n")


def test_a_screen_of_no_width_is_taken_for_a_usual_one() -> None:
    wide, none = (shell(f"{RUN} list", COLUMNS=columns) for columns in ("80", "0"))
    assert (none.returncode, none.stdout) == (0, wide.stdout)


def test_letters_that_the_machine_cannot_show_stop_nothing() -> None:
    for settings in (
        {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "LANG": "C"},
    ):
        done = shell(f"{RUN} list", **settings)
        assert (done.returncode, done.stderr) == (0, "")
        assert "años" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="bytes as arguments")
def test_bytes_that_are_no_text_stop_nothing() -> None:
    done = shell(f"{RUN} show $'\\xff\\xfe'")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
