"""A command that was typed wrong, told in French: the library that reads the commands only says it in English."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from data.french import typeset


def misused(error: TyperException) -> str:
    """What is wrong with the words of a command, and where its help is; empty when its help was just shown instead."""
    told: Any = error
    if type(error).__name__ == "NoArgsIsHelpError":
        return ""
    context = getattr(told, "ctx", None)
    path = context.command_path if context is not None else "python -m data"
    return typeset(f"{_why(told)} Rien n’a été fait. Pour les mots attendus : {path} --help")


def _why(error: Any) -> str:
    named = _name(getattr(error, "param", None))
    match type(error).__name__:
        case "MissingParameter":
            return f"Il manque {named}." if named else "La commande n’est pas complète."
        case "NoSuchOption":
            return f"L’option « {error.option_name} » n’existe pas."
        case "BadOptionUsage":
            return f"L’option « {error.option_name} » attend une valeur."
        case "BadParameter":
            return (
                f"Ce qui est donné pour {named} ne convient pas." if named else "Un mot de la commande ne convient pas."
            )
        case _:
            return "Cette commande n’existe pas, ou compte un mot de trop."


def _name(param: Any) -> str:
    """« EDITION » or « --plan », as the help names it."""
    if param is None:
        return ""
    options = [one for one in param.opts if one.startswith("--")]
    return options[0] if options else str(param.metavar or param.name or "").upper()
