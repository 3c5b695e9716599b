"""Say pydantic's errors to the person who wrote the file: one mistake, one problem, at its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rutas.errors import guessed, nearest
from rutas.locale import has, say
from rutas.model.catalogue import SECTIONS
from rutas.model.spanish import KEYS, in_english
from rutas.model.text import fold, id_flaw, slug
from rutas.reading.keys import as_keys, completed_years, keys_at
from rutas.reading.places import ANY_KEY
from rutas.reading.slips import braces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pydantic import BaseModel

    from rutas.errors import Problem
    from rutas.model.base import Known
    from rutas.reading.places import File, Loc

__all__ = ["Teller", "once"]

# pydantic's words for what is wrong, and our stable codes
_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "not-one-of",
    "int_parsing": "bad-number",
    "int_parsing_size": "bad-number",
    "int_from_float": "bad-number",
    "int_type": "bad-number",
    "greater_than_equal": "bad-number",
    "less_than_equal": "bad-number",
}
_SHAPES = {
    "string_type": "text",
    "text-expected": "text",
    "wrong-type": "text",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "tuple_type": "list",
    "list_type": "list",
}
_AT_KEY = {
    "unknown-key",
    "evidence-of-nothing",
    "shares-not-whole",
    "next-any",
    "question-with-all",
    "outcome-and-next",
    "unknown-field",
    "bad-change-path",
    "no-such-link",
}

# What follows from a key of the same mapping that is wrong already, and is not said twice.
_FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "step-without-name": ("name", "question", "outcome"),
    "step-without-next": ("next", "outcome"),
    "service-without-actor": ("actor",),
    "service-without-channel": ("channel",),
    "service-without-actor-channel": ("actor", "channel"),
}
# What is mended in one place, the catalogue, however often it is named.
_OF_CATALOGUE = {f"unknown-{kind}" for kind in SECTIONS}
# What people write between ids, or before each.
_SEVERAL = re.compile(r"\s*[,;/+•]\s*|\s+[yoe]\s+|(?:^|\s)[-–*]\s*")
# How many known words all the unknown ones of a file are compared with: a second's work.
_MOST_COMPARED = 50_000


# How many of the other places of one mistake are named.
_MOST_PLACES = 20


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Tell an id that the catalogue lacks once, at its first mention, with the places of the others.

    Parameters
    ----------
    problems
        All the problems of a book, in their order.
    """
    told: dict[tuple[str, str], list[Problem]] = {}
    for place, problem in enumerate(problems):
        key = str(place) if problem.rule not in _OF_CATALOGUE else problem.message
        told.setdefault((problem.rule, key), []).append(problem)
    return [_with_places(first, others) for first, *others in told.values()]


def _with_places(problem: Problem, others: Sequence[Problem]) -> Problem:
    if not others:
        return problem
    places = [
        f"{other.line}:{other.column}" if other.path == problem.path else other.place
        for other in others[:_MOST_PLACES]
    ]
    more = len(others) - len(places)
    said = say("form.also", places=", ".join(places))
    said += say("form.and-more", n=more) if more else ""
    return replace(problem, message=f"{problem.message} {said}.")


class Teller:
    """Say the errors of one file."""

    def __init__(self, file: File, model: type[BaseModel], known: Known | None) -> None:
        self.file = file
        self.model = model
        self.known: Mapping[str, Collection[str]] = known.ids if known else {}
        self.names = known.names() if known else {}
        self.right: dict[str, Collection[str]] = {}
        self.compared = 0
        self.wrong_keys: set[tuple[int, int, str]] = set(file.spoiled)

    def tell(self, errors: Iterable[Any]) -> list[Problem]:
        """Return the problems, in the file's order, each once."""
        own: list[Any] = []
        rest: list[Any] = []
        for error in errors:
            (own if error["type"] == "extra_forbidden" else rest).append(error)
        found = [self._key(error) for error in own]
        found += [problem for error in rest if (problem := self._problem(error))]
        return sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.column))

    def _key(self, error: Any) -> Problem:
        """Report a key that is not known, and remember which one it most likely means."""
        loc: Loc = error["loc"]
        name = str(loc[-1])
        keys = keys_at(self.model, loc[:-1])
        said = slug(name)
        guess = in_english(said, keys) or self._nearest(name, keys)
        guess = guess or in_english(self._nearest(said, KEYS) or "", keys)
        if guess:
            line, column = self.file.find(loc[:-1])
            self.wrong_keys.add((line - 1, column - 1, guess))
        if loc[-2:-1] == ("next",) and (target := self._written(loc)) in self._right("step"):
            return self._say("answer-as-key", loc, at_key=True, given=name, to=target)
        code = "merge-key" if name == "<<" else "unknown-key"
        return self._say(code, loc, at_key=True, given=name, guess=guessed(guess))

    def _problem(self, error: Any) -> Problem | None:
        kind: str = error["type"]
        loc: Loc = error["loc"]
        code = _CODES.get(kind, "wrong-shape" if kind in _SHAPES else kind)
        at_key = code in _AT_KEY or (code == "unknown-step" and loc[:1] == ("profiles",))
        if loc and loc[-1] == "[key]":
            loc, at_key = loc[:-1], True
        if self._follows(code, loc):
            return None
        if code == "missing-key":
            loc, values = loc[:-1], {"given": loc[-1]}
        elif _SHAPES.get(kind) == "mapping" and (write := self._as_keys(loc)):
            code, values = "not-keys", {"given": self._written(loc) or "[…]", "write": write}
        elif code.startswith("unknown-") and (ids := self._several(code[8:], self._written(loc))):
            code, values = self._of_several(loc), {"given": self._written(loc), "ids": ids}
        else:
            values = self._values(code, kind, loc, error.get("ctx", {}))
        if not has(f"form.{code}"):
            code, values = "wrong-value", {"given": self._written(loc)}
        return self._say(code, loc, at_key=at_key, **values)

    def _values(self, code: str, kind: str, loc: Loc, context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the message of a code needs."""
        values = {"given": "", "guess": "", **context}
        if code == "wrong-shape":
            values["expected"] = say(f"form.shape-{_SHAPES[kind]}")
        elif code == "bad-number":
            given = self._written(loc)
            values |= {"given": given, "write": completed_years(given) or "4"}
        elif code == "not-one-of":
            given, said = (
                self._written(loc),
                values["expected"].replace("'", "").replace(" or ", ", "),
            )
            choices = values.get("known", "").split() or said.split(", ")
            guess = guessed(self._nearest(given, choices))
            values = {"given": given, "expected": said, "guess": guess}
        elif code.startswith("unknown-") and not values["guess"]:
            values["guess"] = guessed(self._meant(code[8:], str(values["given"])))
        return values

    def _meant(self, kind: str, given: str) -> str | None:
        """Return the id that somebody means who writes another, or a name."""
        named = self.names.get(kind, {}).get(fold(given))
        return named or self._nearest(given, self._right(kind))

    def _several(self, kind: str, given: str) -> str:
        """Return the ids that a text holds, where it holds several that are known, and nothing else."""
        parts = [part for part in _SEVERAL.split(given) if part.strip()]
        known = self.known.get(kind, ())
        ids = [part if part in known else self._meant(kind, part) for part in parts]
        return ", ".join(filter(None, ids)) if len(ids) > 1 and all(ids) else ""

    def _of_several(self, loc: Loc) -> str:
        """Return the code of a text that stands for several ids, by what its place takes."""
        if "next" in loc and isinstance(self._node(loc[: loc.index("next") + 1]), str):
            return "several-ids-next"
        listed = isinstance(loc[-1], int) and not isinstance(self._node(loc[:-1]), list)
        return "several-ids-list" if listed else "several-ids"

    def _as_keys(self, loc: Loc) -> str:
        """Return how a text, or a list of pairs, that stands where keys are expected is written as keys."""
        text, node = self._written(loc), self._node(loc)
        if isinstance(node, list) and all(str(part).isdigit() for part in node):
            text = " a ".join(node)  # as the ends of a range
        write = as_keys(self.model, loc, text) if text else ""
        if text and loc[-1] == "evidence":
            write = f"{{…: {text}}}"
        elif isinstance(node, list) and all(isinstance(p, dict) and len(p) == 1 for p in node):
            pairs = [pair for part in node for pair in part.items()]
            write = braces(pairs) if pairs and all(isinstance(v, str) for _, v in pairs) else ""
        return say("form.shape-blank", write=write) if "…" in write else write

    def _right(self, kind: str) -> Collection[str]:
        """Return the known ids of a kind that are right as ids: what a person may have meant."""
        if kind not in self.right:
            self.right[kind] = [name for name in self.known.get(kind, ()) if not id_flaw(name)]
        return self.right[kind]

    def _follows(self, code: str, loc: Loc) -> bool:
        """Tell whether an error only follows from a key that is reported already."""
        keys: tuple[str, ...]
        if code == "missing-key":
            loc, keys = loc[:-1], (str(loc[-1]),)
        elif code == "evidence-of-nothing":
            loc, keys = loc[:-2], (str(loc[-1]),)
        elif code in _FOLLOWS:
            keys = _FOLLOWS[code]
            loc = loc[:-1] if code.startswith("service-without-") else loc
        else:
            return False
        line, column = self.file.find(loc)
        return any((line - 1, column - 1, key) in self.wrong_keys for key in (*keys, ANY_KEY))

    def _say(self, code: str, loc: Loc, /, *, at_key: bool = False, **values: Any) -> Problem:
        place = self.file.find(loc, key=at_key)
        if code == "invisible-character":
            place = self._sign(str(values["given"]), place, self._written(loc).count("\n"))
        elif "offset" in values:
            place = self.file.within(place, values["offset"])
        return self.file.problem(code, *place, step=self._step(loc), **values)

    def _sign(self, code: str, place: tuple[int, int], ends: int) -> tuple[int, int]:
        """Return the place of a sign within a text, or the text's own where an escape wrote it."""
        sign, first = chr(int(code.removeprefix("U+"), 16)), place[0]
        for line, text in enumerate(self.file.lines[first - 1 : first + ends], first):
            start = place[1] - 1 if line == first else 0
            if (column := text.find(sign, start)) >= 0:
                return line, column + 1
        return place

    def _nearest(self, word: str, words: Collection[str]) -> str | None:
        self.compared += len(words)
        return nearest(word, words) if self.compared <= _MOST_COMPARED else None

    def _node(self, loc: Loc) -> Any:
        node: Any = self.file.tree
        for part in loc:
            inside = (
                part in node
                if isinstance(node, dict)
                else isinstance(node, list) and isinstance(part, int) and part < len(node)
            )
            node = node[part] if inside else node
        return node

    def _written(self, loc: Loc) -> str:
        node = self._node(loc)
        return node if isinstance(node, str) else ""

    def _step(self, loc: Loc) -> str | None:
        """Return the id of the step that a place is in."""
        if loc[:1] == ("stages",) and loc[2:3] == ("steps",) and len(loc) > 3:  # noqa: PLR2004  (stages, i, steps, j)
            step = self._node(loc[:4])
            name = step.get("id") if isinstance(step, dict) else None
            return name if isinstance(name, str) else None
        return None
