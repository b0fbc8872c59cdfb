"""What is the Hérault’s own on the pages: its form to download, one « Projet », lists left undivided."""

from tests.support.app import open_app, texts

HERE = {"donnees": "reelles", "plan": "herault-2023-2028"}
NBSP = "\u00a0"


def labels(plan: str) -> list[str]:
    app = open_app("lire/plan.py", donnees="reelles", plan=plan)
    return [button.proto.label for button in app.get("download_button")]


def test_the_form_is_offered_where_the_document_prints_one(database_url: str) -> None:
    assert "Trame de suivi (Excel)" in labels("herault-2023-2028")
    assert "Trame de suivi (Excel)" not in labels("drome-2025-2030")


def test_a_fiche_is_named_and_its_list_left_as_the_document_has_them(database_url: str) -> None:
    said = texts(open_app("lire/fiche.py", fiche="5.3.1", **HERE))
    assert "Projet 5.3.1 ·" in said
    said = texts(open_app("lire/fiche.py", fiche="6.2.1", **HERE))
    assert "Action 6.2.1 ·" in said
    assert "Pilotes et partenaires" in said
    assert "qui n’y sépare pas les pilotes des partenaires" in said
    assert f"- Préfet de l’Hérault :small[:gray[ligne{NBSP}2367]]" in said
    assert "Responsable" in said
    assert "aucun n’est désigné" in said
