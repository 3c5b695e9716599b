"""Random small routes for property tests: decisions, forks, joins, loops, losses.

`routes` makes anything at all, most of it badly made; `nested_routes` only makes routes whose branches
nest; a ``certain`` journey goes one way but for one in a million. With ``exits``, joins may forgive who lost a
branch, waiting may drive people away, and in `routes` people may be late. All are made of shares and drop-outs
that are easy to read in a failing example.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rutas.model import Route

CERTAIN = {
    2: [(99.9999, 0.0001), (0.0001, 99.9999), (100, 0)],
    3: [(99.9998, 0.0001, 0.0001), (0.0001, 99.9998, 0.0001)],
}
SHARES = {2: [(50, 50), (30, 70), (80, 20), (0, 100)], 3: [(20, 30, 50), (10, 80, 10), (0, 40, 60)]}
WAITING = (
    {},
    {},
    {},
    {"leaves": "20 % per wk"},
    {"patience": "2..12 d", "lead": "2 d"},
    {"no_show": "50 %"},
)
DROPOUTS = (0, 0, 0, 5, 20, 50)
OUTCOMES = {"bien": {"name": "Bien", "success": True}, "mal": {"name": "Mal", "success": False}}


def route_of(steps: list[dict[str, Any]], ways: Any = None, **fields: Any) -> Route:
    """Make a route of one stage; what each step lacks to be well formed is filled in."""
    for step in steps:
        step.setdefault("name", step["id"].title())
    return Route.model_validate(
        {
            "id": "ruta",
            "name": "Ruta",
            "ways_in": ways or {"to": steps[0]["id"]},
            "outcomes": OUTCOMES,
            "stages": [{"id": "e", "name": "Etapa", "steps": steps}],
            **fields,
        }
    )


@st.composite
def routes(
    draw: st.DrawFn,
    *,
    largest: int = 8,
    losses: bool = True,
    times: bool = False,
    certain: bool = False,
    exits: bool = False,
) -> Route:
    """Make a small route of any shape, sound or not."""
    size = draw(st.integers(2, largest))
    ids = [f"s{i}" for i in range(size)]
    steps: list[dict[str, Any]] = []
    for i, name in enumerate(ids):
        step: dict[str, Any] = {"id": name, "join": draw(st.sampled_from(["any", "all"]))}
        # Mostly forwards, so that a fair share of the routes work.
        ahead = st.integers(min(i + 1, size - 1), size - 1)
        target = st.one_of(ahead, ahead, ahead, st.integers(0, size - 1)).map(ids.__getitem__)
        shape = draw(st.sampled_from(["one", "one", "any", "all", "all", "end"]))
        if i == size - 1 or shape == "end":
            step["outcome"] = draw(st.sampled_from(["bien", "bien", "mal"]))
        elif shape == "one":
            step["next"] = draw(target)
        else:
            links = draw(st.lists(target, min_size=2, max_size=3, unique=shape == "all"))
            step["next"] = (
                {"all": links} if shape == "all" else _decision(draw, links, certain=certain)
            )
        _figures(draw, step, losses=losses, times=times, certain=certain, exits=exits)
        if exits and "next" in step and step["join"] == "all" and draw(st.booleans()):
            step["missing"] = draw(target)
        if exits and times and "next" in step and draw(st.integers(0, 5)) == 5:
            step |= {"within": f"{draw(st.integers(2, 7))} d", "late": draw(target)}
        steps.append(step)
    ways = [{"to": ids[0]}]
    if size > 3 and not certain and draw(st.booleans()):
        ways = [
            {"to": ids[0], "share": "60 %"},
            {"to": draw(st.sampled_from(ids)), "share": "40 %"},
        ]
    return route_of(steps, ways)


@st.composite
def nested_routes(
    draw: st.DrawFn,
    *,
    losses: bool = True,
    times: bool = False,
    certain: bool = False,
    parallel: bool = True,
    exits: bool = False,
    loops: bool = True,
) -> Route:
    """Make a route whose decisions, loops and parallel branches nest; branches may end inside."""
    steps: list[dict[str, Any]] = []

    def new(**fields: Any) -> dict[str, Any]:
        step = {"id": f"s{len(steps)}", **fields}
        _figures(draw, step, losses=losses, times=times, certain=certain, exits=exits)
        steps.append(step)
        return step

    def grow(depth: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add a piece with one way in and one way out; return its first and its last step."""
        shapes = ["step", "step", "sequence", "choice", "leave", *(["loop"] if loops else [])]
        shapes += ["block", "block"] if parallel else []
        shape = draw(st.sampled_from(shapes if depth else ["step"]))
        if shape == "step":
            step = new()
            return step, step
        if shape == "sequence":
            first, middle = grow(depth - 1)
            after, last = grow(depth - 1)
            middle["next"] = after["id"]
            return first, last
        fork = new()
        if shape == "leave":
            leaving = new(outcome=draw(st.sampled_from(["bien", "mal"])))
            last = new()
            fork["next"] = _decision(draw, [last["id"], leaving["id"]], certain=certain)
            return fork, last
        if shape == "loop":
            first, last = grow(depth - 1)
            fork["next"] = first["id"]
            done = new()
            last["next"] = _decision(draw, [done["id"], fork["id"]], loop=True, certain=certain)
            return fork, done
        parts = [grow(depth - 1) for _ in range(draw(st.integers(2, 3)))]
        last = new(join="all") if shape == "block" else new()
        heads = [first["id"] for first, _ in parts]
        fork["next"] = (
            {"all": heads} if shape == "block" else _decision(draw, heads, certain=certain)
        )
        for _, tail in parts:
            tail["next"] = last["id"]
        if shape == "block" and exits and draw(st.booleans()):
            done = new()
            last |= {"next": done["id"], "missing": new(next=done["id"])["id"]}
            return fork, done
        return fork, last

    first, last = grow(draw(st.integers(1, 3)))
    last["outcome"] = "bien"
    return route_of(steps, {"to": first["id"]})


def _decision(
    draw: st.DrawFn, targets: list[str], *, loop: bool = False, certain: bool = False
) -> list[dict[str, str]]:
    shares = (CERTAIN if certain else SHARES)[len(targets)]
    if loop:  # out of the loop again, often enough
        shares = shares[:1] if certain else shares[:-1]
    chosen = draw(st.sampled_from(shares))
    return [
        {"to": target, "share": f"{share} %", "when": f"Caso {k}"}
        for k, (target, share) in enumerate(zip(targets, chosen, strict=True))
    ]


def _figures(
    draw: st.DrawFn, step: dict[str, Any], *, losses: bool, times: bool, certain: bool, exits: bool
) -> None:
    if losses:
        step["dropout"] = f"{draw(st.sampled_from((0, 0, 0, 100) if certain else DROPOUTS))} %"
    if times:
        step["wait"] = f"{draw(st.integers(0, 9))} d"
    if exits and times and losses and not certain:
        step |= draw(st.sampled_from(WAITING))


@st.composite
def bent_routes(
    draw: st.DrawFn, *, losses: bool = True, times: bool = False, exits: bool = False
) -> Route:
    """Make a nested route, and then bend one or two of its links: most almost work."""
    route = draw(nested_routes(losses=losses, times=times, exits=exits))
    steps = [step.model_dump(mode="json", exclude_defaults=True) for step in route.steps.values()]
    for step in steps:
        given = step.pop("next", [])
        kind = "all" if isinstance(given, dict) else "any"
        step["links"] = {kind: [dict(link) for link in (given["all"] if kind == "all" else given)]}
    ids = [step["id"] for step in steps]
    links = [link for step in steps for found in step["links"].values() for link in found]
    for _ in range(draw(st.integers(1, 2)) if links else 0):
        draw(st.sampled_from(links))["to"] = draw(st.sampled_from(ids))
    if draw(st.booleans()):
        step = draw(st.sampled_from(steps))
        step["join"] = "any" if step.get("join") == "all" else "all"
        step.pop("missing", None)
    for step in steps:
        ((kind, found),) = step.pop("links").items()
        if found:
            apart = list({link["to"]: link for link in found}.values())
            step["next"] = {"all": apart} if kind == "all" else found
    return route_of(steps)
