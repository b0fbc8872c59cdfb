"""The command line: `python -m data …`. Every failure is one French sentence and a non-zero exit."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from data import installation
from data.assets import copy_assets
from data.catalogue import reference, reference_build
from data.catalogue.bank import bank_files
from data.check import check as check_store
from data.composition import compose_from, write_table
from data.database import PROJECT, Store, demonstration_url, real_url
from data.document_command import Kind
from data.document_command import document as write_document
from data.documents.tracking_grid import tracking_grid
from data.errors import CapError, cause
from data.export import export_plan
from data.export_bank import export_bank
from data.export_journal import journal_csv
from data.french import plural, typeset
from data.permissions import SYSTEM
from data.reading.builder import situation
from data.reminders.daily import remind as send_daily
from data.selection import Filter
from data.site.command import write_public_page
from data.usage import misused
from data.workbook.load import load as load_workbook
from data.workbook.load import today
from data.workbook.write import workbook

app = typer.Typer(
    help="Cap Solidarités : la base, les plans, la démonstration.",
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False,
)  # fmt: skip
demo = typer.Typer(help="Données de démonstration, dans leur propre base.", no_args_is_help=True)
app.add_typer(demo, name="demo")


def say(line: str) -> None:
    typer.echo(typeset(line), err=True)


@app.command()
def init(
    empty: Annotated[bool, typer.Option("--empty", help="Sans aucun plan.")] = False,
    plans: Annotated[list[str] | None, typer.Option("--plan", help="Un plan à charger (répétable).")] = None,
) -> None:
    """Créer la base et y charger les plans du catalogue ; mettre à niveau une base qui existe, sans rien y ajouter."""
    store = Store(real_url())
    if empty:
        installation.init(store, say)
        installation.keep_empty(store)
    elif plans:
        installation.init(store, say)
        installation.load(store, [*plans, *bank_files()], say)
    else:
        installation.ready(store, say)
    say("La base est prête.")


@app.command()
def load(
    codes: Annotated[list[str] | None, typer.Argument(help="Codes de plans (tous par défaut).")] = None,
) -> None:
    """Charger des plans du catalogue dans la base."""
    installation.load(Store(real_url()), codes or None, say)


@app.command()
def referentiel(
    lectures: Annotated[list[Path] | None, typer.Argument(help="Lectures de plans hors du catalogue (.json).")] = None,
) -> None:
    """Refaire le référentiel d’indicateurs, à partir des plans du catalogue et de lectures d’autres plans."""
    found = reference_build.build(lectures or (), known=reference.reference_indicators())
    reference_build.write(found, reference.TABLE)
    say(f"Référentiel refait : {plural(len(found), 'indicateur')}.")


@demo.command("on")
def demo_on() -> None:
    """Ouvrir la démonstration (construite si besoin)."""
    installation.ready(Store(real_url()), say)
    installation.demonstration(say)
    installation.show("demonstration")
    say("L’application ouvre la démonstration.")


@demo.command("off")
def demo_off() -> None:
    """Revenir à la base réelle."""
    installation.ready(Store(real_url()), say)
    installation.show("real")
    say("L’application ouvre la base réelle.")


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", help="Fichier à écrire.")],
    plan: Annotated[str | None, typer.Option("--plan", help="Code du plan, par exemple drome-2025-2030.")] = None,
    initiatives: Annotated[bool, typer.Option("--initiatives", help="La banque d’initiatives (json).")] = False,
    format: Annotated[str, typer.Option("--format", help="json, xlsx ou trame (de suivi, .xlsx)")] = "json",
    demonstration: Annotated[bool, typer.Option("--demo", help="Depuis la base de démonstration.")] = False,
) -> None:
    """Exporter tout un plan, ou la banque d’initiatives, reconstruit depuis la base."""
    store = Store(demonstration_url() if demonstration else real_url())
    if (plan is None) != initiatives:
        raise CapError(
            "Dites ce qu’il faut exporter : --plan CODE, ou --initiatives, l’un des deux. Rien n’a été écrit."
        )
    if plan is None:
        if format != "json":
            raise CapError(f"La banque d’initiatives n’est pas proposée au format « {format} » : choisissez json.")
        bank = export_bank(store)
        _write(out, _as_json(bank))
        say(f"{out} : {plural(len(bank['initiatives']), 'initiative')}.")
        return
    if format == "trame":
        _write(out, tracking_grid(situation(store, plan)))
        say(f"{out} : trame de suivi.")
        return
    if format not in ("json", "xlsx"):
        raise CapError(f"Le format « {format} » n’est pas proposé : choisissez json, xlsx ou trame.")
    body = export_plan(store, plan)
    _write(out, workbook(body, today(store)) if format == "xlsx" else _as_json(body))
    say(f"{out} : {len(body['actions'])} actions, {len(body['indicators'])} indicateurs.")


def _as_json(body: dict[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _write(out: Path, body: bytes) -> None:
    try:
        out.write_bytes(body)
    except OSError as error:
        raise CapError(f"Impossible d’écrire « {out} » ({cause(error)}). Choisissez un autre fichier.") from error


@app.command("import")
def import_workbook(
    file: Annotated[Path, typer.Argument(help="Classeur Excel (.xlsx) d’un plan.")],
    yes: Annotated[bool, typer.Option("--yes", help="Charger ; sans cela, seulement dire ce qui le serait.")] = False,
) -> None:
    """Charger un plan depuis son classeur Excel, en entier ou pas du tout."""
    load_workbook(Store(real_url()), SYSTEM, file, yes, say)


@app.command()
def journal(
    plan: Annotated[str, typer.Option("--plan", help="Code du plan, par exemple drome-2025-2030.")],
    out: Annotated[Path, typer.Option("--out", help="Fichier CSV à écrire.")],
    fiche: Annotated[str | None, typer.Option("--fiche", help="Une seule fiche, par exemple P7.")] = None,
    demonstration: Annotated[bool, typer.Option("--demo", help="Depuis la base de démonstration.")] = False,
) -> None:
    """Exporter le journal d’un plan : qui a changé quoi, quand et pourquoi (CSV)."""
    body, acts = journal_csv(Store(demonstration_url() if demonstration else real_url()), plan, fiche)
    _write(out, body)
    say(f"{out} : {plural(acts, 'acte')}.")


@app.command()
def remind(
    plan: Annotated[str | None, typer.Option("--plan", help="Code du plan (tous par défaut).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Dire qui recevrait quoi, sans rien envoyer.")] = False,
    demonstration: Annotated[bool, typer.Option("--demo", help="La base de démonstration.")] = False,
) -> None:
    """Envoyer les rappels dus aujourd’hui (à lancer chaque jour) ; code de retour 1 si l’un n’est pas parti."""
    store = Store(demonstration_url() if demonstration else real_url())
    if not send_daily(store, plan, dry_run, typer.echo, say):
        raise typer.Exit(1)


@app.command()
def territories(
    plan: Annotated[str, typer.Option("--plan", help="Code du plan, par exemple ardeche-2020-2024.")],
    file: Annotated[Path | None, typer.Option("--file", help="Table des territoires (CSV) à appliquer.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Écrire la composition actuelle, à modifier.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Motif gardé au journal.")] = "nouvelle table des territoires",
    yes: Annotated[
        bool, typer.Option("--yes", help="Appliquer ; sans cela, dire seulement ce qui changerait.")
    ] = False,
    demonstration: Annotated[bool, typer.Option("--demo", help="La base de démonstration.")] = False,
) -> None:
    """Changer la composition des territoires d’action sociale d’un plan, depuis une table CSV."""
    store = Store(demonstration_url() if demonstration else real_url())
    if (file is None) == (out is None):
        raise CapError("Donnez --file pour appliquer une table, ou --out pour écrire celle du plan. Rien n’a changé.")
    if out is not None:
        say(f"{out} : {plural(write_table(store, plan, out), 'ligne')}.")
    if file is not None:
        compose_from(store, plan, file, reason, say, yes=yes)


@app.command("page-publique")
def public_page(
    edition: Annotated[int, typer.Argument(metavar="EDITION", help="Numéro de l’édition.")],
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier à écrire, vide ou à créer.")],
    joined: Annotated[
        list[Path] | None, typer.Option("--donnees", help="Données au lieu de celles de l’état figé (répétable).")
    ] = None,
    demonstration: Annotated[bool, typer.Option("--demo", help="La base de démonstration.")] = False,
) -> None:
    """Écrire la page publique d’une édition dans un dossier, que n’importe quel serveur web peut donner."""
    store = Store(demonstration_url() if demonstration else real_url())
    write_public_page(store, edition, folder, joined or (), say)


@app.command()
def document(
    kind: Annotated[Kind, typer.Argument(help="Le document.")],
    out: Annotated[Path, typer.Argument(help="Fichier à écrire ; sa fin dit le format (.pdf, .docx, .html, .zip).")],
    plan: Annotated[str, typer.Option("--plan", help="Code du plan, par exemple drome-2025-2030.")],
    period: Annotated[
        str | None, typer.Option("--periode", help="Période, par exemple 2026-T2 (celle que l’application ouvre).")
    ] = None,
    code: Annotated[str | None, typer.Option("--code", help="Code de la fiche ou du territoire.")] = None,
    axes: Annotated[list[str] | None, typer.Option("--axe", help="Un axe seulement (code ; répétable).")] = None,
    audiences: Annotated[
        list[str] | None, typer.Option("--public", help="Un public seulement (code ; répétable).")
    ] = None,
    publishable: Annotated[bool, typer.Option("--publiable", help="Bilan : textes publiables seuls.")] = False,
    demonstration: Annotated[bool, typer.Option("--demo", help="Depuis la base de démonstration.")] = False,
) -> None:
    """Écrire un document d’un plan : fiche, territoire, bilan annuel, lettre ou données ouvertes."""
    store = Store(demonstration_url() if demonstration else real_url())
    kept = Filter(axes=tuple(axes or ()), audiences=tuple(audiences or ()))
    say(write_document(store, kind, plan, period, code, out, kept=kept, publishable=publishable))


@app.command()
def check(
    demonstration: Annotated[bool, typer.Option("--demo", help="La base de démonstration.")] = False,
) -> None:
    """Vérifier la base et le catalogue ; code de retour 1 au moindre défaut."""
    problems = check_store(Store(demonstration_url() if demonstration else real_url()), typer.echo)
    for problem in problems:
        say(f"✗ {problem}")
    if problems:
        raise typer.Exit(1)
    typer.echo("Tout est en ordre.")


@app.command()
def setup() -> None:
    """Tout préparer pour la première ouverture : polices, base, plans, cartes, démonstration."""
    say("Polices et cartes…")
    copy_assets(PROJECT)
    installation.draw_france(say)
    store = Store(real_url())
    installation.ready(store, say)
    installation.demonstration(say)
    installation.show_first("demonstration")
    say("Tout est prêt.")


def main() -> None:
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except CapError as error:
        say(str(error))
        sys.exit(1)
    except TyperException as error:
        if why := misused(error):
            say(why)
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)


if __name__ == "__main__":
    main()
