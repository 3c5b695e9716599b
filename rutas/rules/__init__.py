"""Ask whether a route is well made: one rule a file, each with a code, a level and a page.

A rule *finds* (data: `rutas.rules.engine.finding.Finding`); the engine *says* (text: a
`rutas.errors.Problem` with its place). To add a rule, write its file, its page and its messages beside
their brothers, and its row in the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules import (
    actor_half_said,
    age_outside_route,
    age_unknown,
    ages_gap,
    agreement_without_owner,
    alone_between_levels,
    alone_out_of_sight,
    back_in_life,
    broken_life_cycle,
    cannot_end,
    circle_of_papers,
    continues_nowhere,
    document_not_sure,
    due_before_open,
    empty_stage,
    endless_loop,
    entry_disagrees,
    entry_outside_ages,
    everybody_leaves,
    example_validated,
    figures_without_source,
    gap_in_answers,
    happens_twice,
    hash_cuts_text,
    holidays_unknown,
    idle_allow,
    idle_change,
    idle_holding,
    idle_improvement,
    idle_join,
    impossible_document,
    issuer_differs,
    join_waits,
    late_at_best,
    leads_nowhere,
    leaves_without_wait,
    letter_not_printed,
    lone_branch,
    long_sentence,
    look_alikes,
    name_not_action,
    never_happens,
    never_open,
    no_actor,
    no_channel,
    no_narrative,
    no_success,
    no_way_back,
    nobody_goes,
    nobody_responsible,
    not_a_question,
    not_decided,
    one_answer,
    overdue_action,
    overlapping_answers,
    overlapping_hours,
    paper_asked_twice,
    paper_lost,
    paper_not_sure_after,
    place_out_of_reach,
    pointless_question,
    points_alike,
    points_missing,
    referral_without_paper,
    repeated_answer,
    repeated_way_in,
    same_name,
    service_closed,
    service_nobody_attends,
    service_not_delivered,
    service_not_for_all,
    service_of_another,
    service_outside_package,
    service_without_point,
    session_off_weekday,
    sessions_far_apart,
    shares_off,
    short_notice,
    source_without_address,
    stage_says_nothing,
    stale_datum,
    tokens_after_closing,
    too_slow_at_best,
    undated_datum,
    unknown_acronym,
    unknown_allow,
    unnamed_answer,
    unreachable_step,
    unsigned_approval,
    unused_document,
    unused_entry,
    unused_outcome,
    urgent_waits,
    validated_by_no_session,
)
from rutas.rules.engine.examine import Report, Silenced, examine
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Collection

    from rutas.book import Book
    from rutas.errors import Problem

__all__ = ["RULES", "Finding", "Report", "Rule", "Silenced", "check", "report", "rule"]

RULES: tuple[Rule, ...] = (
    unreachable_step.RULE,
    endless_loop.RULE,
    leads_nowhere.RULE,
    no_success.RULE,
    unused_outcome.RULE,
    idle_join.RULE,
    lone_branch.RULE,
    everybody_leaves.RULE,
    repeated_way_in.RULE,
    join_waits.RULE,
    happens_twice.RULE,
    cannot_end.RULE,
    never_happens.RULE,
    not_decided.RULE,
    one_answer.RULE,
    repeated_answer.RULE,
    unnamed_answer.RULE,
    overlapping_answers.RULE,
    gap_in_answers.RULE,
    shares_off.RULE,
    nobody_goes.RULE,
    pointless_question.RULE,
    impossible_document.RULE,
    circle_of_papers.RULE,
    document_not_sure.RULE,
    unused_document.RULE,
    paper_asked_twice.RULE,
    idle_holding.RULE,
    issuer_differs.RULE,
    service_not_delivered.RULE,
    service_closed.RULE,
    service_not_for_all.RULE,
    service_outside_package.RULE,
    service_of_another.RULE,
    late_at_best.RULE,
    too_slow_at_best.RULE,
    due_before_open.RULE,
    age_outside_route.RULE,
    age_unknown.RULE,
    entry_outside_ages.RULE,
    leaves_without_wait.RULE,
    urgent_waits.RULE,
    no_way_back.RULE,
    alone_between_levels.RULE,
    nobody_responsible.RULE,
    no_actor.RULE,
    no_channel.RULE,
    referral_without_paper.RULE,
    actor_half_said.RULE,
    alone_out_of_sight.RULE,
    unused_entry.RULE,
    look_alikes.RULE,
    same_name.RULE,
    source_without_address.RULE,
    figures_without_source.RULE,
    idle_change.RULE,
    continues_nowhere.RULE,
    ages_gap.RULE,
    paper_lost.RULE,
    broken_life_cycle.RULE,
    back_in_life.RULE,
    paper_not_sure_after.RULE,
    entry_disagrees.RULE,
    name_not_action.RULE,
    long_sentence.RULE,
    unknown_acronym.RULE,
    no_narrative.RULE,
    not_a_question.RULE,
    empty_stage.RULE,
    stage_says_nothing.RULE,
    letter_not_printed.RULE,
    hash_cuts_text.RULE,
    unknown_allow.RULE,
    idle_allow.RULE,
    unsigned_approval.RULE,
    stale_datum.RULE,
    undated_datum.RULE,
    service_without_point.RULE,
    service_nobody_attends.RULE,
    tokens_after_closing.RULE,
    place_out_of_reach.RULE,
    never_open.RULE,
    points_alike.RULE,
    holidays_unknown.RULE,
    overdue_action.RULE,
    points_missing.RULE,
    example_validated.RULE,
    overlapping_hours.RULE,
    session_off_weekday.RULE,
    sessions_far_apart.RULE,
    short_notice.RULE,
    agreement_without_owner.RULE,
    validated_by_no_session.RULE,
    idle_improvement.RULE,
)
"""Every rule, by code."""


def check(book: Book, routes: Collection[str] | None = None) -> list[Problem]:
    """Return what the rules find in a book, what its authors allow left out.

    Parameters
    ----------
    book
        A book that was read.
    routes
        Ids of the routes to look at; if left out, all of them and the catalogue.

    Returns
    -------
    Problems, in the language that is spoken, file by file and line by line. Nothing that is wrong
    with the form of a file is among them: such a book is not read.

    Examples
    --------
    >>> import rutas
    >>> [problem for problem in check(rutas.load("routes")) if problem.level == "error"]
    []
    """
    return list(report(book, routes).problems)


def report(book: Book, routes: Collection[str] | None = None) -> Report:
    """Return what the rules find in a book, what its authors allow, and which routes are sound.

    Examples
    --------
    >>> import rutas
    >>> report(rutas.load("routes")).sound["0-4"]
    True
    """
    return examine(book, RULES, routes=routes)


def rule(word: str) -> Rule | None:
    """Return a rule by its code or its name, if there is one.

    >>> rule("R001").name, rule("unreachable-step").code, rule("R999") is None
    ('unreachable-step', 'R001', True)
    """
    return next((rule for rule in RULES if word.lower() in {w.lower() for w in rule.names}), None)
