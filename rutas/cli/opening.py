"""Find what a command's arguments name: a book, a route of it, a step; and complete them in a shell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from rutas.cli.command import Argument, usual_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.answers.question import Question
    from rutas.model import Route

__all__ = [
    "Offered", "ProfileName", "RouteName", "StepName", "book_of", "is_path", "names_a_file",
    "open_route", "open_routes", "route_argument", "route_words",
]  # fmt: skip


def open_routes(names: Sequence[str], book: str) -> list[Route]:
    """Return the routes that are named, by id or by path; all of the book's where none is.

    Raises
    ------
    BookError
        If the book cannot be read.
    UsageError
        If the book has no such route.
    """
    from rutas.book import load, load_route

    if not names:
        return list(load(book).values())
    opened = None
    routes = []
    for name in names:
        if is_path(name):
            routes.append(load_route(name, book))
        else:
            opened = opened or load(book)
            routes.append(opened[name])
    return routes


def open_route(name: str, book: str) -> Route:
    """Return one route, by id or by path."""
    return open_routes([name], book)[0]


def names_a_file(word: str) -> bool:
    """Tell whether a word is a route's file, and no term of a selection.

    >>> names_a_file("routes/0-4.yaml"), names_a_file("institution:MSPBS/USF")
    (True, False)
    """
    return is_path(word) and (word.endswith((".yaml", ".yml")) or Path(word).exists())


def is_path(name: str) -> bool:
    """Tell whether a route is named by its file.

    >>> is_path("routes/0-4.yaml"), is_path("0-4")
    (True, False)
    """
    return name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name


class Offered(click.ParamType[str]):
    """A name that the shell completes from the book's files, however wrong they are."""

    or_file = False

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  (click asks so)
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the names that begin with what is typed."""
        found = [
            CompletionItem(value, help=label or None)
            for value, label in self.offers(ctx, incomplete)
            if value.startswith(incomplete)
        ]
        return found or ([CompletionItem(incomplete, type="file")] if self.or_file else [])

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
        """Return all names there are, each with what people call it."""
        raise NotImplementedError


class RouteName(Offered):
    """A route's id, or its file."""

    name = "route"
    or_file = True

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:  # noqa: ARG002  (all are the same)
        """Return the ids of the book's routes."""
        return [(name, _label(tree)) for name, tree in _trees(book_of(ctx)).items()]


class StepName(Offered):
    """A step's id, or what selects steps.

    Parameters
    ----------
    selects
        Whether a whole selection is meant.
    after
        What stands after the id: ``.`` where a change is written, ``STEP.FIELD=VALUE``.
    """

    name = "step"

    def __init__(self, *, selects: bool = False, after: str = "") -> None:
        self.selects = selects
        self.after = after

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
        """Return the ids of the routes' steps, and the attributes that a selection may name."""
        steps = {step: label for tree in _named(ctx) for step, label in _steps(tree)}
        head = incomplete[: len(incomplete) - len(incomplete.lstrip("0123456789+"))]
        offers = [(f"{head}{step}{self.after}", label) for step, label in steps.items()]
        if self.selects:
            from rutas.selection import ATTRIBUTES

            offers += [(f"{head}{attribute}:", "") for attribute in ATTRIBUTES]
        return offers


class ProfileName(Offered):
    """The id of a population of a route."""

    name = "profile"

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:  # noqa: ARG002  (all are the same)
        """Return the ids of the routes' profiles."""
        several = [tree.get("profiles") for tree in _named(ctx)]
        known = {str(name): _label(one) for tree in several if isinstance(tree, dict)
                 for name, one in tree.items()}  # fmt: skip
        return known.items()


def route_argument(*, several: bool = False, required: bool = True) -> Argument:
    """Return the argument ROUTE, or ROUTE… where a command takes several, or all."""
    if several:
        return Argument("routes", nargs=-1, metavar="[ROUTE]...", type=RouteName())
    return Argument("route", required=required, metavar="ROUTE", type=RouteName())


class _RouteOrStep(Offered):
    """A route, or a term that selects steps of those that are named."""

    name = "route"
    or_file = True

    def offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
        """Return the ids of the book's routes, and what selects steps."""
        routes = RouteName().offers(ctx, incomplete)
        return [*routes, *StepName(selects=True).offers(ctx, incomplete)]


def route_words(question: Question) -> Argument:
    """Return the argument of a question: a route, or as many as are named, and a selection beside them."""
    if not question.many:
        return Argument("routes", nargs=1, metavar="ROUTE", type=RouteName(), callback=_listed)
    metavar = "[ROUTE]... [SELECT]..." if question.selects else "[ROUTE]..."
    kind = _RouteOrStep() if question.selects else RouteName()
    return Argument("routes", nargs=-1, metavar=metavar, type=kind)


def _listed(_ctx: click.Context, _param: click.Parameter, value: str | None) -> list[str]:
    return [value] if value else []


def book_of(ctx: click.Context) -> str:
    """Return the folder of the book that a command is about."""
    return str(ctx.params.get("book") or usual_book())


def _trees(book: str) -> dict[str, dict[str, Any]]:
    """Return the routes of a book as bare trees, however wrong they are, by id."""
    from rutas.reading import parse

    folder = Path(book)
    paths = sorted(folder.glob("*.y*ml")) if folder.is_dir() else []
    trees = [(path.stem, parse(path)[0].tree) for path in paths]
    return {
        str(tree.get("id", stem)): tree
        for stem, tree in trees
        if isinstance(tree, dict) and "stages" in tree
    }


def _named(ctx: click.Context) -> list[dict[str, Any]]:
    """Return the bare trees of the routes that are named; of all of the book where none is."""
    from rutas.reading import parse

    # before an option that lacks its value click leaves the arguments as they are
    routes = ctx.params.get("routes") or ()
    several = [routes] if isinstance(routes, str) else routes
    words = list(filter(None, [ctx.params.get("route"), *several, *ctx.args]))
    files = [parse(word)[0].tree for word in words if names_a_file(word)]
    known = _trees(book_of(ctx))
    found = [tree for tree in files if isinstance(tree, dict)]
    found += [known[word] for word in words if word in known]
    return found if found or words else list(known.values())


def _steps(tree: dict[str, Any]) -> Iterable[tuple[str, str]]:
    from rutas.model.tree import steps_of

    for _, step in steps_of(tree):
        if isinstance(step.get("id"), str):
            yield step["id"], _label(step)


def _label(tree: object) -> str:
    text = tree.get("name") or tree.get("question") if isinstance(tree, dict) else ""
    if isinstance(text, dict):
        text = text.get("es", "")
    return text if isinstance(text, str) else ""
