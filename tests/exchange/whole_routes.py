"""Random books that use every field of the format, with texts that programs like to change."""

from __future__ import annotations

import random
import re
from typing import Any

from rutas.reading.fresh import document

TEXTS = [
    "Una cosa", "=1+1", "+5", "-3", "@nota", "'apóstrofo", "'=no", "a; b", "a | b", "(c)", "{d}", "[e]", "5 %", "1.10", "08:30",
    "10-12", "0571", "1e5", "TRUE", "null", "no", "# no es un comentario", "clave: valor", '"comillas"', "Peteĩ ñandú", "usf · Otra cosa",
    "Línea\nOtra; línea\n", "  borde ", "<b>&amp;</b>", "😀", "%d {x}", "\\n", "x" * 300, "1/2", "2026-01-02", "R080: motivo", "- guion",
]  # fmt: skip
IDS = ["a", "b-2", "c", "fin", "1", "no"]

Tree = dict[str, Any]


class _Draw:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def one(self, *values: Any) -> Any:
        return self.random.choice(values)

    def text(self) -> Any:
        said = self.random.choice(TEXTS)
        if self.some(0.8):
            return said
        return {
            lang: self.random.choice(TEXTS) for lang in self.one(["es", "gn"], ["gn"], ["en", "es"])
        }

    def line(self) -> str:
        return str(self.random.choice([text for text in TEXTS if "\n" not in text]))

    def many(self, ids: list[str]) -> Any:
        """Return one id, or a list of some."""
        found = self.random.sample(ids, self.random.randint(1, len(ids)))
        return found[0] if len(found) == 1 and self.some() else found

    def part(self, **fields: Any) -> Tree:
        """Return some of the fields, in any order."""
        names = [name for name in fields if self.some()]
        self.random.shuffle(names)
        return {name: fields[name]() for name in names}


def a_whole_book(seed: int) -> tuple[str, str]:
    """Return the texts of a route and of its catalogue, with comments here and there."""
    draw = _Draw(seed)
    shared = _catalogue(draw)
    return _remarked(draw, document(_route(draw, shared))), _remarked(draw, document(shared))


def _catalogue(draw: _Draw) -> Tree:
    actors = {
        name: {"name": draw.text(), **draw.part(
            institution=draw.text, sector=lambda: draw.one("salud", "Educación"), capacity=lambda: "20 per day",
            level=lambda: draw.one("local", "Distrito"), narrative=draw.text, allow=lambda: {"R080": draw.text()},
        )}
        for name in ("usf", "registro", "familia")
    }  # fmt: skip
    return {
        "actors": actors,
        "channels": {n: {"name": draw.text(), "kind": draw.one("in-person", "phone")} for n in ("aqui", "tel")},
        "documents": {
            n: {"name": draw.text(), **draw.part(issuer=lambda: "usf", valid=lambda: "6 mo")} for n in ("acta", "cedula", "no")
        },
        "services": {n: {"name": draw.text(), **draw.part(actor=lambda: "usf")} for n in ("uno", "dos")},
        "sources": {
            n: {"title": draw.text(), **draw.part(url=lambda: "https://example.org/a?b=1;2", date=lambda: "2020-01-02")}
            for n in ("ley-1", "censo")
        },
        **draw.part(allow=lambda: {"R050": draw.text()}),
    }  # fmt: skip


def _route(draw: _Draw, shared: Tree) -> Tree:
    ids = draw.random.sample(IDS, draw.random.randint(3, len(IDS)))
    steps = [_step(draw, ids, i) for i in range(len(ids))]
    cut = draw.random.randint(1, len(steps))
    stages = [{"id": "e", "name": draw.text(), "steps": steps[:cut]}]
    if steps[cut:]:
        stages.append(
            {
                "id": "otra",
                **draw.part(narrative=draw.text),
                "name": draw.text(),
                "steps": steps[cut:],
            }
        )
    ways: Any = [
        {"to": ids[0], "share": "60 %", "at": "-7 mo"},
        {"to": ids[-1], "name": draw.text()},
    ]
    return {
        "id": "r", "name": draw.text(),
        **draw.part(
            ages=lambda: {"from": "0", "to": "4"}, status=lambda: draw.one("draft", "validada"), official=lambda: draw.one("no", "sí"),
            revised=lambda: "2021-11-03", version=draw.line, territory=draw.text, authors=draw.text, narrative=draw.text,
            package=lambda: draw.many(["uno", "dos"]), holds=lambda: draw.many(list(shared["documents"])),
            allow=lambda: {"R041": draw.text()}, evidence=lambda: {"demand": _evidence(draw)},
        ),
        "demand": "1500 per year", **draw.part(season=lambda: {"jan": "0.6", "mar": "180 %"}),
        "ways_in": draw.one(ways, ways, {"to": ids[0], "continues": "r"}),
        "outcomes": {"bien": {"name": draw.text(), "success": draw.one("true", "sí")}, "mal": {"name": draw.text(), "success": "no"}},
        **draw.part(profiles=lambda: {
            "rural": {"name": draw.text(), **draw.part(share=lambda: "30 %"), "set": {
                f"{ids[0]}.wait": "1..60 d", "actors.usf.capacity": "5 per day", "demand": "900 per year"}},
            "todos": {"name": draw.text()},
        }),
        "stages": stages,
        **draw.part(origin=lambda: {"file": draw.line(), "format": "bpmn", "ids": {f"step-{ids[0]}": "task T_1"}}),
    }  # fmt: skip


def _step(draw: _Draw, ids: list[str], i: int) -> Tree:
    step: Tree = {
        "id": ids[i], "name": draw.text(), "actor": draw.many(["usf", "registro"]), "channel": draw.many(["aqui", "tel"]), "wait": draw.one("1..15 d", "3 días"),
        **draw.part(
            narrative=draw.text, involvement=lambda: draw.one("direct", "indirecta"),
            service=lambda: draw.many(["uno", "dos"]), produces=lambda: draw.many(["acta", "cedula", "no"]),
            requires=lambda: draw.one("acta", ["cedula", {"any": ["acta", "no"]}, {"optional": "acta"}], [{"optional": ["acta", "no"]}]),
            takes=lambda: "20..60 min", dropout=lambda: draw.one("5 %", "0.05"), overbook=lambda: "10 %",
            lead=lambda: "3 d", capacity=lambda: "20 per day",
            cost=lambda: "8500 PYG", law=lambda: draw.many(["ley-1", "censo"]), repeat=lambda: {"times": "4..8", "every": "1 mo"},
            critical=draw.text, urgent=lambda: draw.one("true", "no"), evidence=lambda: {"wait": _evidence(draw)},
            allow=lambda: {"R080": draw.text(), "R041": draw.text()}, join=lambda: draw.one("all", "any"), **{"from": lambda: "2 mo"},
        ),
    }  # fmt: skip
    if draw.some(0.2):
        step |= {"sensitive": "sí", "custody": "usf"}
    step |= draw.one(
        {}, {"leaves": "1..3 % per wk"}, {"patience": "15..60 d"}, {"no_show": "10 %", "tries": "2"}
    )
    if i == len(ids) - 1:
        return step | {"outcome": draw.one("bien", "mal")}
    if draw.some(0.2):
        step |= {draw.one("by", "within"): "60 d", "late": ids[-1]}
    if step.get("join") == "all" and draw.some():
        step["missing"] = ids[-1]
    following: Any = draw.one(
        ids[i + 1],
        {"to": ids[i + 1], **_link(draw)},
        [{"to": to, **_link(draw)} for to in (ids[i + 1], ids[-1])],
    )
    if draw.some(0.2):
        step["question"] = draw.text()
        following = [
            {"to": ids[i + 1], "when": "Sí; claro", "share": "96..98 %"},
            {"to": ids[i + 1], "when": "No"},
        ]
    elif i < len(ids) - 2 and draw.some(0.4):
        following = {"all": [ids[i + 1], {"to": ids[-1], "name": draw.text()}]}
    return step | {"next": following}


def _link(draw: _Draw) -> Tree:
    return draw.part(
        when=draw.text,
        name=draw.text,
        handover=lambda: draw.one("referral", "self"),
        urgent=lambda: "true",
    )


def _evidence(draw: _Draw) -> Any:
    return draw.one(
        "estimate", "censo", {"norm": "ley-1"}, {"source": "censo", "proxy": draw.line()}
    )


def _remarked(draw: _Draw, text: str) -> str:
    """Return a text with comments above some keys, and behind some plain values."""
    lines = []
    for line in text.splitlines():
        key = re.match(r" *(?=(?:name|wait|id|actor|kind|share|demand): *\S)", line)
        if key and draw.some(0.15):
            lines.append(f"{key[0]}# sobre lo que sigue")
        plain = re.fullmatch(r" *(?:wait|demand|kind): [\w.]+(?: \w+)*", line)
        lines.append(f"{line}   # al lado" if plain and draw.some(0.15) else line)
    return "\n".join(lines) + "\n"
