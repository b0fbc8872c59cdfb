"""The columns of each table of a Situation: the one place where they are listed and explained.

A column ending in `_on` holds `datetime.date` or None, one ending in `_code` the code of another table's row or None.
"""

COLUMNS: dict[str, tuple[str, ...]] = {
    # One row per campaign up to and including the period; `status` is a CampaignStatus.
    "campaigns": ("period", "status", "opened_on", "due_on", "closes_on", "closed_on"),
    # The tree above the fiches; depth 1 is the axis. `axis_code` is the depth-1 ancestor (itself for an axis).
    "headings": (
        "code",
        "title",
        "depth",
        "level_name",
        "parent_code",
        "axis_code",
        "rank",
        "source_line",
        "intro",
    ),
    # `version` is what a form sends back to prove what it saw. `lead` is the pilot's name or None.
    # `level_name`: the document's word for this one (« Projet ») where it is not the plan's, else None.
    # `partner_lines`: the lines of the document on partners, word for word (dicts with `text` and `line`).
    "fiches": (
        "fiche_id",
        "version",
        "code",
        "title",
        "heading_code",
        "axis_code",
        "rank",
        "source_line",
        "context",
        "lead",
        "level_name",
        "partner_lines",
    ),
    # Every action, counted or not. `is_leaf`: trackable, and without trackable children
    # (unless the plan counts parents too): only these count.
    # starts_on/ends_on: the action's own period, else its fiche's, else its phase's, never null.
    # own_calendar: the dates are not its phase's.
    # `hints`: words of the document (« poursuite »), list of str, shown and never turned into a state.
    "actions": (
        "action_id",
        "version",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "parent_code",
        "rank",
        "source_line",
        "phase",
        "starts_on",
        "ends_on",
        "own_calendar",
        "calendar_text",
        "recurrent",
        "recurrence_months",
        "territorial",
        "trackable",
        "is_leaf",
        "weight",
        "hints",
        "sub_items",
    ),
    # Everything said up to the period (history, oldest first), submitted or validated only.
    # territory_code is the département's own code for what is said of the whole; never null. percent 0-100 or NaN.
    # author: who signed; behalf: the pilot in whose place the coordination spoke, else None.
    "states": (
        "action_id",
        "territory_code",
        "period",
        "status",
        "percent",
        "comment",
        "reason",
        "decision",
        "new_starts_on",
        "new_ends_on",
        "validated",
        "author",
        "behalf",
        "said_on",
    ),
    # One row per counted leaf as of the period. status: a Status value, derived ones included, never null.
    # declared: somebody spoke of it for the département; derived: worked out from its territories.
    # state_period: period of the carried word; news_period: same, or a later « rien de nouveau »; age: periods since
    # news_period (NaN without). territories_done / territories_applicable: for a déclinée action, else NaN.
    # overruled: the derived status contradicted by the declared one (contradictory True), else None.
    "leaves": (
        "action_id",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "phase",
        "starts_on",
        "ends_on",
        "recurrent",
        "recurrence_months",
        "territorial",
        "weight",
        "status",
        "declared",
        "derived",
        "contradictory",
        "overruled",
        "percent",
        "state_period",
        "news_period",
        "age",
        "validated",
        "author",
        "said_on",
        "reason",
        "decision",
        "territories_done",
        "territories_applicable",
    ),
    # One row per (déclinée leaf, territory of the plan): same columns as leaves plus territory_code.
    "cells": (),
    # Shared vocabulary of publics. universal: « tout public ».
    "audiences": ("code", "title", "rank", "universal"),
    # inherited: the action's own sentence names no public, so its fiche's publics are read.
    "action_audiences": ("action_id", "audience_code", "wording", "inherited"),
    "fiche_audiences": ("fiche_code", "audience_code", "wording", "qualifier", "source_line"),
    "partners": ("fiche_code", "code", "title"),
    "objectives": ("code", "title", "fiche_code", "rank", "source_line"),
    "objective_ratings": ("objective_code", "year", "rating", "comment"),
    # measure_kind: MeasureKind; nature: Nature; direction: Direction or None; threshold: smallest shown count or None.
    # scale: steps of a qualitative one, lowest first, or None; origin: where one that is not of the document comes
    # from (« » for a free one), None for one of the document.
    "indicators": (
        "indicator_id",
        "code",
        "title",
        "fiche_code",
        "heading_code",
        "axis_code",
        "rank",
        "source_line",
        "unit",
        "nature",
        "measure_kind",
        "direction",
        "tolerance",
        "territory_aggregation",
        "time_aggregation",
        "periodicity_months",
        "availability_months",
        "threshold",
        "flagship",
        "compound",
        "components",
        "version",
        "scale",
        "origin",
    ),
    "targets": ("indicator_code", "territory_code", "due_on", "value"),
    # One value of an indicator. on: end of the period it describes. baseline: it is the starting value (VI).
    "measures": (
        "indicator_code",
        "territory_code",
        "on",
        "value",
        "numerator",
        "denominator",
        "qualifier",
        "text",
        "source",
        "baseline",
        "author",
        "said_on",
    ),
    "key_figures": (
        "code",
        "title",
        "value",
        "unit",
        "qualifier",
        "year",
        "kind",
        "heading_code",
        "axis_code",
        "fiche_code",
        "note",
        "denominator",
        "source_line",
    ),
    "pilots": ("pilot_id", "name", "organisation", "direction", "external"),
    # action_code is None for a part in the whole fiche.
    "assignments": (
        "pilot_id",
        "pilot",
        "direction",
        "fiche_code",
        "action_code",
        "role",
        "from_on",
        "to_on",
    ),
    # One row per report submitted or validated up to the period. behalf: as for states.
    "reports": (
        "report_id",
        "version",
        "fiche_code",
        "period",
        "status",
        "weather",
        "nothing_new",
        "done",
        "difficulties",
        "request",
        "upcoming",
        "publishable",
        "submitted_on",
        "author",
        "behalf",
        "validated_by",
        "validated_on",
        "comment",
    ),
    # Links and files joined to reports up to the period; the bytes are in the store, named by their sha256.
    "evidence": (
        "evidence_id",
        "fiche_code",
        "action_code",
        "period",
        "kind",
        "title",
        "url",
        "filename",
        "media_type",
        "size",
        "sha256",
        "author",
        "added_on",
    ),
    # Sittings of the plan's instances, past and to come. paces: due dates are proposed from it.
    "meetings": ("instance", "held_on", "paces"),
    # What was expected of whom; excused ones leave the denominator and are counted.
    "expectations": ("fiche_code", "period", "pilot", "excused", "reason"),
    "decisions": ("code", "title", "text", "instance", "decided_on", "fiche_code", "answers_period"),
    # canton_code: of a commune, None at the other levels (and in periods frozen before cantons came into use).
    # area_code: of a commune, its territoire d'action sociale, None without. indicative: the composition is ours.
    "territories": (
        "code",
        "name",
        "kind",
        "parent_code",
        "canton_code",
        "population",
        "population_year",
        "area_code",
        "indicative",
    ),
    # The axis that a territory leads, with its period as worded.
    "lead_axes": ("territory_code", "heading_code", "period_text", "source_line"),
    # What the plan changed of the rules of the exceptions and of their thresholds; one not here keeps its own.
    "rule_settings": ("rule", "active", "words", "next_step", "who", "version"),
    "threshold_settings": ("key", "value", "version"),
    # Anything else the plan's document says: kind, code, title, source_line, body (dict).
    "entries": ("kind", "code", "title", "source_line", "body"),
}
COLUMNS["cells"] = (*COLUMNS["leaves"], "territory_code")
