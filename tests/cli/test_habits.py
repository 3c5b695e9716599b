"""The habits that every command has: languages, help, exit status, no traceback, JSON alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from rutas.cli import guard, root
from rutas.cli.root import COMMANDS
from rutas.errors import BookError, Mistake, UsageError
from rutas.locale import has
from tests.cli.conftest import Run

NAMES = [name for names in COMMANDS.values() for name in names]
ENGLISH = ("Usage:", "Options", "Show this", "Error:", "Missing", "No such", "Try ")


def python(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *args], capture_output=True, check=False,
        env={**os.environ, **env},
    )  # fmt: skip


def test_version_and_help_import_nothing_heavy() -> None:
    code = (
        "import sys; from rutas.cli import main; main(['--version']); main(['--help']);"
        "main(['--nada']); main(['nada']);"
        "heavy = {'networkx', 'numpy', 'scipy', 'pydantic', 'yaml', 'rich', 'graphviz',"
        "'pygraphviz', 'fontTools'} & set(sys.modules); print(heavy, file=sys.stderr)"
    )
    assert python("-c", code).stderr.splitlines()[-1] == b"set()"


def test_a_version_imports_little_more_than_click() -> None:
    code = (
        "import sys; from rutas.cli import main; main(['--version']);"
        "print({'pathlib', 'pkgutil', 'tomllib', 'json', 'csv'} & set(sys.modules))"
    )
    assert python("-c", code).stdout.splitlines()[-1] == b"set()"


def test_no_command_imports_heavy_things_before_it_runs() -> None:
    code = (
        "import sys; from rutas.cli.root import root, COMMANDS\n"
        "for names in COMMANDS.values():\n"
        "    for name in names: root.get_command(None, name)\n"
        "print({'networkx', 'numpy', 'scipy', 'pydantic', 'rich'} & set(sys.modules))"
    )
    assert python("-c", code).stdout.strip() == b"set()"


def test_a_question_about_exits_waits_for_no_optimiser() -> None:
    """Importing scipy.optimize takes as long as answering."""
    book = Path(__file__).parents[1] / "routes"
    code = (
        "import sys; from rutas.cli import main;"
        f"main(['whatif', '0-4', '--set', 'verificacion.missing=cedula', '--book', {str(book)!r}]);"
        "print('scipy.optimize' in sys.modules)"
    )
    assert python("-c", code).stdout.splitlines()[-1] == b"False"


def test_completing_a_step_imports_nothing_heavy() -> None:
    """Somebody waits at the keyboard: the files are parsed, and no model is made of them."""
    code = (
        "import sys; from rutas.cli import main; main();"
        "print({'networkx', 'numpy', 'scipy', 'pydantic', 'rich'} & set(sys.modules))"
    )
    ran = python(
        "-c", code,
        _RUTAS_COMPLETE="bash_complete", COMP_WORDS="rutas show 0-4 inscri", COMP_CWORD="3",
    )  # fmt: skip
    assert ran.stdout.decode().split() == ["plain,inscripcion", "set()"]


def test_it_runs_as_a_module_too() -> None:
    assert python("-m", "rutas", "--version").stdout.startswith(b"rutas ")


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_speaks_both_languages(run: Run, name: str) -> None:
    words = [name] if name else []
    spanish, english = run(*words, "--help"), run(*words, "--help", "--lang", "en")
    assert spanish.status == english.status == 0
    assert spanish.out.startswith("Uso: rutas")
    assert english.out.startswith("Usage: rutas")
    assert not any(word in spanish.out for word in ENGLISH)
    assert max(map(len, spanish.out.splitlines())) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_explained(name: str) -> None:
    command = root.root.get_command(None, name)
    assert command is not None
    assert has(f"cli.{name}")
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, f"{name} {param.opts}"
            worded = not (param.is_flag or param.count or isinstance(param.type, click.Choice))
            for word in re.findall("[A-Z]{3,}", param.metavar or str(param.name).upper()):
                assert not worded or has(f"cli.word-{word}"), f"{name} {param.opts} {word}"


def test_the_environment_may_name_the_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUTAS_LANG", "en")
    assert run("--help").out.startswith("Usage:")
    assert run("--help", "--lang", "es").out.startswith("Uso:")
    monkeypatch.setenv("RUTAS_LANG", "xx")
    assert run("--help").out.startswith("Uso:")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("lst",), "¿Quiso decir «list»?"),
        (("list", "--bok", "x"), "No existe la opción «--bok»"),
        (("list", "--format", "xml"), "«xml» no es una de las opciones"),
        (("list", "--format"), "le falta su valor"),
        (("list", "sobra"), "Sobra el argumento «sobra»"),
        (("show",), "Falta el argumento"),
        (("path", "0-4"), "Falta la opción «--to»"),
        (("path", "0-4", "--from"), "A la opción «--from» le falta su valor"),
        (("whatif", "0-4", "--set"), "A la opción «--set» le falta su valor"),
        (("critical", "0-4", "--top", "0"), "«0» no es un número entero desde 1"),
        (("critical", "0-4", "--top", "muchos"), "no es un número entero desde 1"),
        (("critical", "0-4", "--top", "9" * 5000), "no es un número entero desde 1"),
        (("critical", "0-4", "--topp", "3"), "¿Quiso decir «--top»?"),
        (("draw", "0-4", "--kind", "lanez"), "¿Quiso decir «lanes»?"),
        (("explain", "r10"), "¿Quiso decir «R010»?"),
        (("explain", "1"), "¿Quiso decir «R001»?"),
        (("list", "--lang", "fr"), "«fr» no es una de las opciones"),
        (("show", "0-5"), "¿Quiso decir «0-4»?"),
        (("show", "0-4", "partos"), "¿Quiso decir «parto»?"),
        (("steps", "0-4", "actor:usff"), "¿Quiso decir «usf»?"),
        (("steps", "0-4", "--profile", "rurales"), "¿Quiso decir «rural»?"),
        (("path", "0-4", "--to", "cedulas"), "¿Quiso decir «cedula»?"),
        (("whatif", "0-4"), "--set"),
        (("whatif", "0-4", "--set", "inscripcion.wait"), "PASO.CAMPO=VALOR"),
        (("whatif", "0-4", "--set", "inscripcio.wait=2d"), "inscripcio"),
        (("whatif", "0-4", "--set", "inscripcion.wait=pronto"), "pronto"),
        (("compare", "0-4", "--profile", "urbana"), "urbana"),
        (("list", "--book", "nada"), "No existe la carpeta «nada»"),
        (("list", "--book", "conftest.py"), "no es una carpeta"),
        (("show", "nada.yaml"), "No existe el archivo"),
        (("build", "--book", "nada"), "No existe la carpeta"),
        (("new", "Ruta 1"), "ruta-1"),
        (("draw", "0-4", "--paper", "carta"), "carta"),
    ],
)
def test_a_wrong_use_is_one_sentence_and_status_2(
    run: Run, args: tuple[str, ...], told: str
) -> None:
    ran = run(*args)
    assert ran.status == 2
    assert told in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert not set("'\"") & set(ran.err)
    assert not any(word in ran.err for word in ENGLISH[:2] + ENGLISH[4:])


@pytest.mark.parametrize(
    ("args", "same"),
    [
        (("list", "--format", "JSON"), ("list", "--format", "json")),
        (("list", "--lang", "EN"), ("list", "--lang", "en")),
        (("critical", "0-4", "--reason", "Loss"), ("critical", "0-4", "--reason", "loss")),
        (("check", "--level", "ERROR"), ("check", "--level", "error")),
        (("export", "0-4", "--to", "DOT"), ("export", "0-4", "--to", "dot")),
        (("schema", "--of", "Steps"), ("schema", "--of", "steps")),
    ],
)
def test_a_word_of_a_table_may_be_written_in_any_case(
    run: Run, args: tuple[str, ...], same: tuple[str, ...]
) -> None:
    assert run(*args) == run(*same)
    assert run(*args).out


def test_wrong_uses_speak_english_too(run: Run) -> None:
    assert "Did you mean “list”?" in run("lst", "--lang", "en").err
    assert "There is no route “0-5”" in run("show", "0-5", "--lang", "en").err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "x.yaml"), "«x.yaml»: no hay permiso"),
        (OSError(28, "No space left on device", "x"), "no queda espacio"),
        (OSError("raro"), "raro"),
        (UsageError("Así no."), "Error: Así no."),
        (Mistake("bad-duration", given="3 lunas"), "«3 lunas» no es una duración"),
        (BookError(()), "0 problemas"),
        (FileExistsError(17, "File exists", "x"), "«x»: ya existe"),
        (OSError(27, "File too large", "x"), "«x»: es demasiado grande"),
        (PermissionError(1, "Operation not permitted"), "Error: el sistema no lo permite"),
        (UsageError("largo" * 2000), " … "),
        (click.ClickException("largo" * 2000), " … "),
        (MemoryError(), "No alcanza la memoria"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(
    capsys: pytest.CaptureFixture[str], error: Exception, told: str
) -> None:
    @click.command()
    def fails() -> None:
        raise error

    assert guard.guarded(fails, []) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert len(err) < 800


def test_a_broken_book_is_told_with_its_places(run: Run, small: Path) -> None:
    path = small / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("actor: usf", "actor: usff"), "utf-8")
    ran = run("steps", "uno", "--book", str(small))
    assert ran.status == 2
    assert ran.out == ""
    assert f"{path}:" in ran.err
    assert "¿Quiso decir «usf»?" in ran.err


def test_a_route_is_named_by_its_file_too(run: Run, small: Path, tmp_path: Path) -> None:
    assert "Ruta uno" in run("show", str(small / "uno.yaml")).out
    apart = tmp_path / "borrador.yaml"
    apart.write_text((small / "uno.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "Ruta uno" in run("show", str(apart), "--book", str(small)).out
