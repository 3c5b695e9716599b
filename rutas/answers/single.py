"""Write the answers to single questions as JSON documents: bottlenecks, documents, actors, path."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rutas.answers.plain import head, plain

if TYPE_CHECKING:
    from rutas.analysis import Analysis
    from rutas.analysis.paths import Way

__all__ = ["actors_document", "bottlenecks_document", "documents_document", "path_document"]


def bottlenecks_document(found: Analysis) -> dict[str, Any]:
    """Return where a route narrows, by capacity, by time and by its drawing.

    Returns
    -------
    The document of ``rutas bottlenecks``; its schema is ``schema("bottlenecks")``.
    """
    demand = found.route.demand
    cut = found.min_cut
    days = found.time.days
    result: dict[str, Any] = plain(
        {
            **head(found),
            "method": found.method,
            "demand_per_day": demand.mean if demand else None,
            "bottleneck": found.capacity.bottleneck,
            "throughput": found.capacity.throughput,
            "min_cut": cut and asdict(cut),
            "unknown_capacity": found.capacity.unknown,
            "journey_days": {
                **{name: getattr(days, name) for name in ("mean", "p10", "p50", "p90", "error")},
                "method": days.method,
            },
            "independent_paths": found.independent_paths,
            "unavoidable": found.unavoidable,
            "step_cut": asdict(found.step_cut),
            "actor_cut": asdict(found.actor_cut),
            "steps": _narrow_steps(found),
            "actors": [
                {"id": name, "name": _actor(found, name), **asdict(load)}
                for name, load in found.capacity.actors.items()
            ],
            "assumed": [str(one) for one in found.route.assumed],
        }
    )
    return result


def _narrow_steps(found: Analysis) -> list[dict[str, Any]]:
    slack = found.slack.tolist()
    rows = []
    for i, step in enumerate(found.route.steps.values()):
        load, queue = found.capacity.steps[step.id], found.queues.get(step.id)
        rows.append(
            {
                "id": step.id,
                "name": str(step.title),
                "visits": found.visits[i],
                "arrivals": load.arrivals,
                "capacity": load.capacity,
                "utilisation": load.utilisation,
                "wait_days": step.wait.mean if step.wait else None,
                "queue_days": queue and queue.days,
                "windows": queue and queue.windows,
                "apart": queue and queue.apart,
                "time_share": found.time.time_share[step.id],
                "on_critical_path": found.time.on_critical_path[step.id],
                "slack_days": slack[i],
                "on_time": found.time.on_time[step.id],
                "unavoidable": step.id in found.unavoidable,
                "sole_actor": step.id in found.sole_actors,
            }
        )
    return rows


def documents_document(found: Analysis) -> dict[str, Any]:
    """Return where each document comes from and goes, and what cannot be had in time.

    Returns
    -------
    The document of ``rutas documents``; its schema is ``schema("documents")``.
    """
    papers = found.documents
    names = list(dict.fromkeys([*papers.held, *papers.made, *papers.asked]))
    known = found.route.catalogue.documents
    must = {name for group in papers.bring for name in group}
    result: dict[str, Any] = plain(
        {
            **head(found),
            "documents": [
                {
                    "id": name,
                    "name": str(known[name].name) if name in known else name,
                    "held": name in papers.held,
                    "made_by": papers.made.get(name, ()),
                    "asked_by": papers.asked.get(name, ()),
                    "must_bring": name in must,
                }
                for name in names
            ],
            "needs": [asdict(need) for need in papers.needs],
            "bring": papers.bring,
            "chain": found.papers.chain,
            "circles": found.papers.circles,
        }
    )
    return result


def actors_document(found: Analysis) -> dict[str, Any]:
    """Return who hands over to whom, how, and what that asks of the person.

    Returns
    -------
    The document of ``rutas actors``; its schema is ``schema("actors")``.
    """
    inter = found.interactions
    burden = found.burden
    result: dict[str, Any] = plain(
        {
            **head(found),
            "actors": [_actor_row(found, name) for name in found.capacity.actors],
            "handovers": [
                {
                    "from": one.source,
                    "to": one.target,
                    "kind": one.kind,
                    "expected": one.expected,
                    "direction": one.direction,
                    "between_institutions": one.between,
                }
                for one in inter.handovers
            ],
            "kinds": inter.kinds,
            "directions": inter.directions,
            "institutions": [
                {"from": pair[0], "to": pair[1], "expected": times}
                for pair, times in inter.institutions.items()
            ],
            "channel_changes": inter.channel_changes,
            "burden": {
                "likeliest": burden.likeliest and asdict(burden.likeliest),
                "mean": burden.mean and asdict(burden.mean),
                "worst": burden.worst and asdict(burden.worst),
                "assumed": burden.assumed,
            },
        }
    )
    return result


def _actor_row(found: Analysis, name: str) -> dict[str, Any]:
    entry = found.route.catalogue.actors.get(name)
    steps = [step for step in found.route.steps.values() if name in step.actor]
    places = {step: i for i, step in enumerate(found.route.steps)}
    return {
        "id": name,
        "name": _actor(found, name),
        "institution": str(entry.institution) if entry and entry.institution else None,
        "sector": entry.sector if entry else None,
        "level": entry.level if entry else None,
        "steps": [step.id for step in steps],
        "answers_for": [step.id for step in steps if step.actor[0] == name],
        "visits": sum(float(found.visits[places[step.id]]) for step in steps),
        "utilisation": found.capacity.actors[name].utilisation,
    }


def _actor(found: Analysis, name: str) -> str:
    entry = found.route.catalogue.actors.get(name)
    return str(entry.name) if entry else name


def path_document(found: Analysis, source: str, target: str) -> dict[str, Any]:
    """Return the likeliest, the quickest and the longest way between two steps.

    Returns
    -------
    The document of ``rutas path``; its schema is ``schema("path")``.

    Raises
    ------
    UsageError
        If the route has no such step.
    """
    ways = found.ways(source, target)

    def row(way: Way | None) -> dict[str, Any] | None:
        return asdict(way) if way else None

    result: dict[str, Any] = plain(
        {
            **head(found),
            "from": source,
            "to": target,
            "likeliest": row(ways.likeliest),
            "quickest": row(ways.quickest),
            "longest": row(ways.longest),
            "assumed": [str(one) for one in ways.assumed],
        }
    )
    return result
