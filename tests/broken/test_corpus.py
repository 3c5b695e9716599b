"""Every broken file gets exactly the problems planted in it, at their places, and nothing else."""

from __future__ import annotations

import ast
import importlib.util
import os
import string
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pytest
from pydantic import Field

import rutas
from rutas.book import load_route, read
from rutas.errors import BookError, Problem
from rutas.locale import LANGUAGES, speaking
from rutas.model import Model
from rutas.reading import parse, source, validate

if TYPE_CHECKING:
    from types import ModuleType


def _corpus() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus", Path(__file__).parent / "corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


corpus = _corpus()
CASES = corpus.cases()
GOOD = (corpus.HERE / "shared" / "prueba.yaml").read_text(encoding="utf-8")
CATALOGUE = (corpus.HERE / "shared" / "catalogue.yaml").read_text(encoding="utf-8")
MESSAGES = tomllib.loads(files("rutas.locale").joinpath("form.toml").read_text(encoding="utf-8"))
CODES = {code for code in MESSAGES if not code.endswith("-hint")}

# Not problems of a file: parts of messages, and answers to a question of the command line.
PARTS = {code for code in CODES if code.startswith(("kind-", "shape-"))} | {
    "write-line", "list-in-brackets", "leave-spaces", "write-before", "yaml-syntax", "also", "and-more",
    "guess", "no-such-route", "no-such-territory",
}  # fmt: skip


def places(problems: list[Problem]) -> list[tuple[str, int, int, str]]:
    return sorted((Path(p.path).name, p.line, p.column, p.rule) for p in problems)


def codes(problems: list[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


def well_said(problems: list[Problem]) -> None:
    """Check that each problem says in one line what is wrong, and in another what to do."""
    for problem in problems:
        assert problem.message
        assert problem.hint, problem
        assert "\n" not in problem.message + problem.hint
        assert problem.message.endswith((".", "?")), problem.message
        assert problem.level == "error"
        if problem.line:
            line, caret = problem.excerpt.split("\n")
            assert caret.strip() == "^"
            assert len(caret) <= len(line) + 1


def test_the_book_that_the_corpus_breaks_is_whole(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "prueba.yaml").write_text(GOOD, encoding="utf-8")
    book, problems = read(tmp_path)
    assert not problems
    assert book is not None
    assert list(book) == ["prueba"]


def test_the_corpus_is_large() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_exactly_the_planted_problems(case: Path, language: str, tmp_path: Path) -> None:
    folder = tmp_path / "libro"
    folder.mkdir()
    expected = corpus.lay_out(case, folder)
    assert expected, "a case plants something"
    with speaking(language):
        book, problems = read(folder)
    assert book is None
    assert places(problems) == sorted(expected)
    well_said(problems)


def test_the_languages_differ_in_words_only(tmp_path: Path) -> None:
    corpus.lay_out(corpus.HERE / "route" / "everything-at-once.yaml", tmp_path)
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = read(tmp_path)[1]
    assert places(said["es"]) == places(said["en"])
    for spanish, english in zip(said["es"], said["en"], strict=True):
        assert spanish.message != english.message
        assert spanish.hint != english.hint


def test_loading_raises_all_of_them_at_once(tmp_path: Path) -> None:
    expected = corpus.lay_out(corpus.HERE / "book" / "several-files", tmp_path)
    with pytest.raises(BookError) as caught:
        rutas.load(tmp_path)
    assert places(list(caught.value.problems)) == sorted(expected)
    assert len(str(caught.value).splitlines()) == len(expected)


# What is not kept as a file, because git, an editor or good sense would spoil it.


def bomb() -> str:
    """Ten levels of ten aliases: ten thousand million texts, if anyone followed them."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 11):
        inside = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{inside}]")
    return "\n".join(lines)


RAW: dict[str, tuple[bytes, list[tuple[int, int, str]]]] = {
    "nothing": (b"", [(1, 1, "empty-file")]),
    "spaces": (b" \n\n   \n", [(1, 1, "empty-file")]),
    "comments": (b"# una ruta\n# por escribir\n", [(1, 1, "empty-file")]),
    "latin-1": (GOOD.replace("Etapa", "Gestación").encode("latin-1"), [(8, 18, "not-utf-8")]),
    "utf-16": (GOOD.encode("utf-16"), [(1, 1, "not-utf-8")]),
    "utf-16-be": (b"\xfe\xff" + GOOD.encode("utf-16-be"), [(1, 1, "not-utf-8")]),
    "utf-16-without-mark": (GOOD.encode("utf-16-le"), [(1, 2, "yaml-control")]),
    "nul": (GOOD.replace("Inicio", "Ini\x00cio").encode(), [(11, 18, "yaml-control")]),
    "escape": (GOOD.replace("Inicio", "\x1b[31mInicio").encode(), [(11, 15, "yaml-control")]),
    "random-bytes": (bytes(range(256)), [(3, 115, "not-utf-8")]),
    "mark-and-latin-1": (
        b"\xef\xbb\xbf" + GOOD.replace("Etapa", "Gestación").encode("latin-1"),
        [(8, 18, "not-utf-8")],
    ),
    "mark-and-mistake": (
        b"\xef\xbb\xbf" + GOOD.replace("usf", "usff").encode(), [(12, 16, "unknown-actor")]
    ),
    "crlf": (
        GOOD.replace("usf", "usff").replace("\n", "\r\n").encode(), [(12, 16, "unknown-actor")]
    ),
    "cr": (GOOD.replace("usf", "usff").replace("\n", "\r").encode(), [(12, 16, "unknown-actor")]),
    "other-ends-of-lines": (
        GOOD.replace("Etapa", "'una\u2028dos\x85tres'").replace("usf", "usff").encode(),
        [(8, 15, "invisible-character"), (13, 16, "unknown-actor")],
    ),
    "bomb": (bomb().encode(), [(5, 27, "too-many-aliases")]),
    "deep-flow": (b"a: " + b"[" * 100_000, [(1, 43, "too-deep")]),
    "deep-block": (b"".join(b" " * i + b"a:\n" for i in range(500)), [(41, 41, "too-deep")]),
    "deep-in-lists": (b"a: " + b"- " * 5_000 + b"x", [(1, 4, "yaml-indent")]),
    "one-long-line": (b"a: " + b"x" * 1_000_000 + b": y", [(1, 1_000_004, "yaml-colon")]),
    "long-value": (
        GOOD.replace("usf", "u" * 100_000).encode(), [(12, 16, "unknown-actor")]
    ),
    "hidden-signs": (
        GOOD.replace("usf", '"\\e[31m\\0\\n\\u202e"').encode(), [(12, 16, "unknown-actor")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_bytes_that_are_no_route(name: str, tmp_path: Path) -> None:
    content, expected = RAW[name]
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "prueba.yaml").write_bytes(content)
    book, problems = read(tmp_path)
    assert book is None
    found = [(p.line, p.column, p.rule) for p in problems]
    if name == "bomb":
        assert [rule for *_, rule in found] == ["too-many-aliases"]
    elif name == "deep-in-lists":
        assert len(found) == 1
    else:
        assert found == expected
    well_said(problems)
    for problem in problems:
        said = problem.message + problem.hint + problem.excerpt.replace("\n", "")
        assert all(sign.isprintable() for sign in said)
        assert len(said) < 1000


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rutas.reading.source.MAX_BYTES", 100)
    (tmp_path / "catalogue.yaml").write_text("actors: {usf: {name: USF}}\n", encoding="utf-8")
    (tmp_path / "prueba.yaml").write_text(GOOD, encoding="utf-8")
    _, problems = read(tmp_path)
    assert codes(problems) == ["file-too-big"]
    well_said(problems)


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "prueba.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "carpeta.yaml").mkdir()
    (tmp_path / "roto.yaml").symlink_to(tmp_path / "nada")
    (tmp_path / "vueltas.yaml").symlink_to(tmp_path / "vueltas.yaml")
    os.mkfifo(tmp_path / "tubo.yaml")
    (tmp_path / ".oculto.yaml").write_text("{", encoding="utf-8")
    (tmp_path / "notas.txt").write_text("{", encoding="utf-8")
    (tmp_path / "territories").mkdir()
    _, problems = read(tmp_path)
    assert [(Path(p.path).stem, p.rule) for p in problems] == [
        ("carpeta", "not-a-file"),
        ("roto", "no-such-file"),
        ("tubo", "not-a-file"),
        ("vueltas", "no-such-file"),
    ]
    well_said(problems)


def _refuse(error: OSError) -> object:
    def refuse(*_: object) -> object:
        raise error

    return refuse


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "Permission denied"), "no-permission"),
        (OSError(5, "Input/output error"), "unreadable-file"),
    ],
)
def test_files_that_cannot_be_read(
    error: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "prueba.yaml"
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", _refuse(error))
    _, found, _ = source.source(path)
    assert found == code
    _, problems = read(tmp_path)
    assert code in codes(problems)
    well_said(problems)


def test_folders_that_are_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archivo").write_text("", encoding="utf-8")
    (tmp_path / "vacia").mkdir()
    seen = []
    for name, expected in {
        "nada": ["no-such-folder"],
        "archivo": ["not-a-folder"],
        "vacia": ["no-catalogue", "no-routes"],
        "con\0nada": ["no-such-folder"],
    }.items():
        _, problems = read(tmp_path / name)
        assert codes(problems) == expected
        well_said(problems)
        seen += problems
    monkeypatch.setattr(Path, "iterdir", _refuse(PermissionError(13, "Permission denied")))
    _, problems = read(tmp_path / "vacia")
    assert codes(problems) == ["unreadable-folder"]
    well_said(problems)


def test_names_that_are_not_utf_8_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    try:
        Path(os.fsdecode(bytes(tmp_path) + b"/\xff.yaml")).write_text("{", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes only UTF-8")
    _, problems = read(tmp_path)
    assert [str(problem).encode() for problem in problems]


def test_what_no_message_was_written_for_is_still_said(tmp_path: Path) -> None:
    class Counted(Model):
        number: Annotated[int, Field(multiple_of=2)]

    path = tmp_path / "cuenta.yaml"
    path.write_text("number: 3\n", encoding="utf-8")
    _, problems = validate(parse(path)[0], Counted)
    assert codes(problems) == ["wrong-value"]
    well_said(problems)


def test_every_code_is_raised_by_something() -> None:
    planted = {
        code
        for case in CASES
        for path in (case.iterdir() if case.is_dir() else [case])
        if path.name != "expect"
        for *_, code in corpus.planted(path)
    }
    planted |= {
        word.rpartition("/")[2]
        for case in CASES
        if (case / "expect").is_file()
        for word in (case / "expect").read_text(encoding="utf-8").split()
    }
    planted |= {rule for _, places in RAW.values() for *_, rule in places}
    others = (path for path in corpus.HERE.parent.rglob("test_*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in others]
    here = {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
    }
    assert sorted(CODES - PARTS - planted - here) == []
    assert not planted - CODES


def test_every_message_is_said_in_both_languages_with_the_same_places() -> None:
    formatter = string.Formatter()
    for key, wordings in MESSAGES.items():
        assert set(wordings) == set(LANGUAGES), key
        names = {
            language: {name for _, name, _, _ in formatter.parse(wordings[language]) if name}
            for language in LANGUAGES
        }
        assert names["es"] == names["en"], key


def test_every_mistake_says_what_to_do() -> None:
    # the line itself is the hint
    lines = {"yaml-blank", "yaml-bullet", "yaml-comment", "yaml-glued"}
    assert {code for code in CODES - PARTS if f"{code}-hint" not in MESSAGES} == lines


@pytest.mark.parametrize("case", sorted(corpus.HERE.glob("route/*")), ids=lambda case: case.stem)
def test_a_route_on_its_own_gets_the_same_problems(case: Path, tmp_path: Path) -> None:
    """A file that stands outside a book, read with a book's catalogue, hides nothing either."""
    book = tmp_path / "book"
    book.mkdir()
    corpus.lay_out(case, book)
    apart = tmp_path / "prueba.yaml"
    (book / "prueba.yaml").rename(apart)
    (book / "otra.yaml").write_text(GOOD.replace("id: prueba", "id: otra", 1), encoding="utf-8")
    with pytest.raises(BookError) as caught:
        load_route(apart, book)
    assert places(caught.value.problems) == sorted(corpus.planted(apart))
