"""The smallest application that typer makes: one command with one argument and --version."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()


def _version(asked: bool) -> None:
    if asked:
        typer.echo("1.0")
        raise typer.Exit


@app.command()
def main(
    paths: Annotated[list[str] | None, typer.Argument(help="Files.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Do nothing."""
    typer.echo(f"{len(paths or [])} {version}")


if __name__ == "__main__":
    app()
