"""The audit trail on the command line: verified, and anchored."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from govtracker.queries import audit
from govtracker.services.installation import anchoring, trail_checks

EMPTIED = (
    "all that its early events say of people is gone at once. A schema that was taken back below 0049_audit_trail "
    "leaves it so (see “Audit trail”), and so does whoever empties audit_personal: restore a backup from before."
)


@click.group("audit")
def group() -> None:
    """The trail of what happened: verify it, anchor it."""


@group.command("verify")
@with_appcontext
@click.option("--chain", default=None, help="A relationship's key, or “installation”; all of them by default.")
@click.option(
    "--anchors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A file of anchors kept elsewhere; by default the one of this installation.",
)
@click.option("--seal", "seals", multiple=True, help="A seal that somebody keeps: a line of the anchors must bear it.")
def verify(chain: str | None, anchors: Path | None, seals: tuple[str, ...]) -> None:
    """Follow every chain from its first event, and compare it with its anchors.

    Ends with one line of JSON, and with status 1 if anything was touched.
    """
    only = _chain(chain) if chain else None
    chains = audit.chains() if only is None else [only]
    names, found = audit.names(chains), trail_checks.Found()
    for number, fault in trail_checks.verify(chains, found):
        click.echo(f"{names.get(number, number)}: event {fault.seq} {fault.text}.")
    for number in trail_checks.emptied(found):
        click.echo(f"{names.get(number, number)}: {EMPTIED}")
    for number, fault in trail_checks.against_anchors(anchoring.kept(anchors), found, only=only):
        click.echo(f"{names.get(number, number)}: event {fault.seq} {fault.text}.")
    for number, fault in trail_checks.against_seals(anchoring.kept(anchors), seals, found):
        click.echo(f"{names.get(number, number)}: {fault.text}.")
    if trail_checks.is_unanchored(found):
        click.echo(
            "No anchor of these days is in the file: it is missing or cut, or no worker runs. See “Audit trail”."
        )
    trail_checks.note(found)
    click.echo(_told(found, names))
    sys.exit(1 if found.faults else 0)


@group.command("anchor")
@with_appcontext
def anchor() -> None:
    """Write where every chain stands into the file of anchors now; the worker does so once a day."""
    click.echo(f"{anchoring.file()}: {anchoring.make().chains} chains.")


def _chain(key: str) -> int:
    found = audit.chain_named(key)
    if found is None:
        raise click.ClickException(f"There is no relationship {key}. Name its key, or say “installation”.")
    return found


def _told(found: trail_checks.Found, names: dict[int, str]) -> str:
    counts = {
        name: getattr(found, name)
        for name in ("chains", "events", "erased", "withheld", "anchors", "superseded", "faults")
    }
    first = None
    if found.first:
        chain, fault = found.first
        first = {"chain": names.get(chain, str(chain)), "seq": fault.seq, "text": fault.text}
    anchored_at = found.anchored_at.isoformat() if found.anchored_at else None
    return json.dumps({"ok": not found.faults, **counts, "anchored_at": anchored_at, "first": first})
