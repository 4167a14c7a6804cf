"""Importing from files: shown first, then taken in whole, with every row accounted for."""

from datetime import timedelta
from pathlib import Path
from statistics import median

import click
from flask.cli import AppGroup

from govtracker import clock, database
from govtracker.imports import issue_mapping, issues, reader
from govtracker.imports.decoding import Unreadable
from govtracker.imports.issue_mapping import IssueMapping
from govtracker.imports.issues import Parsed
from govtracker.models import FunctionalArea, Relationship
from govtracker.queries.governance import calendars
from govtracker.queries.installation import operators
from govtracker.rules.governance.business_calendar import BusinessCalendar
from govtracker.services import Refused
from govtracker.services.issues import issue_history

MINUTE = timedelta(minutes=1)

group = AppGroup("import", help="Take in lists kept elsewhere.")


@group.command("issues")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--relationship", "key", required=True, help="The key of the relationship, such as MER.")
@click.option("--area", "area_name", default="", help="The functional area the issues belong to.")
@click.option("--mapping", "mapping_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--show-mapping", is_flag=True, help="Print the mapping to change it, and stop.")
@click.option("--sheet", "sheet_name", default="", help="Of a workbook; else its first.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--compare", is_flag=True, help="Show our business time beside what the file says, row by row.")
def import_issues(**asked: object) -> None:
    """Take in issue history from a FILE (CSV, Excel): it keeps its times, starts no clock and sends no mail."""
    try:
        _import_issues(**asked)  # type: ignore[arg-type]  # click hands over what it has checked
    except (Unreadable, Refused) as refusal:
        raise click.ClickException(str(refusal)) from None


def _import_issues(
    *,
    file: Path,
    key: str,
    area_name: str,
    mapping_file: Path | None,
    show_mapping: bool,
    sheet_name: str,
    dry_run: bool,
    compare: bool,
) -> None:
    relationship, kept = _relationship(key), reader.keep(file.read_bytes())
    names = reader.sheets(kept.text)
    if sheet_name and sheet_name not in names:
        raise click.ClickException(f"There is no sheet {sheet_name!r}. Sheets: {', '.join(names) or 'none'}.")
    sheet = reader.read_text(kept.text, limit_rows=issues.LIMIT, said=kept.said, sheet=sheet_name)
    mapping = (
        issue_mapping.read(mapping_file.read_text(encoding="utf-8"))
        if mapping_file
        else issue_mapping.guess(sheet.header, area=area_name or operators.area_names(relationship.id)[0])
    )
    if show_mapping:
        click.echo(mapping.text())
        return
    area = _area(relationship, area_name or mapping.area)
    parsed = issues.parse(sheet, mapping, now=clock.now())
    _say_how_read(parsed, mapping, area)
    calendar = calendars.of_organisation(relationship.supplier_id)
    _compare(parsed, calendar, every_row=compare)
    if dry_run:
        click.echo(f"Nothing was written: {len(parsed.taken)} rows could be taken, {len(parsed.refused)} are refused.")
        return
    with database.transaction():
        done = issue_history.take_in(
            _relationship(key), parsed.taken, _area(relationship, area.name), source=file.name, by=None, at=clock.now()
        )
    click.echo(f"{done.new} rows taken, {done.known} were here already, {len(parsed.refused)} refused.")


def _say_how_read(parsed: Parsed, mapping: IssueMapping, area: FunctionalArea) -> None:
    click.echo(f"Read as: {', '.join(parsed.said)}; times in {mapping.zone}; area {area.name}.")
    click.echo("Columns: " + ", ".join(f"{ours} ← {theirs}" for ours, theirs in mapping.columns.items()) + ".")
    for refusal in parsed.refused:
        click.echo(f"  row {refusal.row} {refusal.reference}: refused, {refusal.reason}")
    for remark in parsed.remarks:
        click.echo(f"  row {remark.row} {remark.reference}: {remark.reason}")


def _compare(parsed: Parsed, calendar: BusinessCalendar, *, every_row: bool) -> None:
    """Our business time beside the file's; its schedule is not known, so nothing is made to fit."""
    rows = [
        (row, (issue_history.business_minutes(row, calendar) or 0) * MINUTE, row.stated_business_time)
        for row in parsed.taken
        if row.stated_business_time is not None
    ]
    if not rows:
        return
    hour = timedelta(hours=1)
    hours = [(ours / hour, stated / hour) for _, ours, stated in rows]
    ours_median, their_median = median(ours for ours, _ in hours), median(stated for _, stated in hours)
    near = sum(1 for ours, stated in hours if abs(ours - stated) <= max(0.1 * stated, 1.0))
    click.echo(
        f"Business time to resolve, {len(rows)} rows: ours (in {calendar.zone}) median {ours_median:.1f} h, the file's"
        f" median {their_median:.1f} h; within 10 % or an hour of each other: {near}."
    )
    if every_row:
        for (row, _, _), (ours, stated) in zip(rows, hours, strict=True):
            click.echo(f"  {row.reference:<14} ours {ours:9.1f} h   file {stated:9.1f} h")


def _relationship(key: str) -> Relationship:
    found = operators.relationship(key)
    if found is None:
        raise click.ClickException(f"There is no relationship {key}.")
    return found


def _area(relationship: Relationship, name: str) -> FunctionalArea:
    found = operators.area(relationship.id, name)
    if found is None:
        known = ", ".join(operators.area_names(relationship.id))
        raise click.ClickException(f"{relationship.key} has no area {name!r}. Choose one with --area: {known}.")
    return found
