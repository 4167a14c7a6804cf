"""Imports of measurements on both databases: checked without writing, carried out once, harmless the second time."""

import io
import tracemalloc
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from flask import Flask

from govtracker import database, jobs
from govtracker.database import db
from govtracker.imports import measurement_batches as imports
from govtracker.imports import measurement_undoing as undoing
from govtracker.imports.measurement_chunks import Writer
from govtracker.models import AuditEvent, Correction, ImportBatch, Measurement, Reading
from govtracker.queries import NotFound, find
from govtracker.queries.installation import batches
from govtracker.queries.performance import imported
from govtracker.services import Refused
from tests.support import measured
from tests.support.measured import ENTERED_AT, TODAY
from tests.support.statements import counted
from tests.support.world import World

FILE = "KPI;Month;Value\nCSAT;2026-09;84,5\nCSAT;2026-10;76\nFCR;2026-10;71\nNOPE;2026-10;1\nSL;2026-10;101\n"
COLUMNS = {"kpi": "KPI", "period": "Month", "value": "Value"}


@pytest.fixture
def mer(in_app: Flask, world: World) -> World:
    measured.agree(world)
    return world


def received(world: World, text: str | bytes = FILE, *, who: str = "client_spoc", name: str = "file.csv") -> int:
    viewer = world.viewer(who)
    data = text.encode() if isinstance(text, str) else text
    with database.transaction():
        relationship = find.relationship(viewer, "MER")
        return imports.receive(relationship, name, data, by=viewer, at=ENTERED_AT, today=TODAY).id


def carried_out(
    world: World, batch_id: int, *, who: str = "client_spoc", reason: str = "", all_or_nothing: bool = False
) -> dict[str, int]:
    viewer = world.viewer(who)
    with database.transaction():
        batch = batches.of_measurements(viewer, "MER", batch_id)
        imports.carry_out(batch, reason=reason, all_or_nothing=all_or_nothing, by=viewer, at=ENTERED_AT, today=TODAY)
        return counts(batch)


def counts(batch: ImportBatch) -> dict[str, int]:
    return {name: batch.summary[name] for name in ("new", "corrected", "unchanged", "refused")}


def summary(batch_id: int) -> dict[str, Any]:
    db.session.expire_all()
    batch = db.session.query(ImportBatch).filter_by(id=batch_id).one()
    return batch.summary


def stored() -> int:
    return db.session.query(Measurement).count()


def test_a_dry_run_says_what_would_become_of_each_row_and_writes_nothing(mer):
    found = summary(received(mer))
    assert found["said"] == ["UTF-8", "columns separated by semicolons", "column names in row 1"]
    assert (found["new"], found["corrected"], found["unchanged"], found["refused"]) == (3, 0, 0, 2)
    assert found["problems"] == [
        [5, "KPI", "There is no KPI “NOPE” here."],
        [6, "Value", "A percentage cannot be above 100."],
    ]
    assert found["first"][0] == [2, ["CSAT", "2026-09", "84,5"], ""]
    assert found["first"][3] == [5, ["NOPE", "2026-10", "1"], "There is no KPI “NOPE” here."]
    assert stored() == 0


def test_valid_rows_are_taken_and_the_same_file_again_changes_nothing(mer):
    assert carried_out(mer, received(mer)) == {"new": 3, "corrected": 0, "unchanged": 0, "refused": 2}
    assert stored() == 3
    again = carried_out(mer, received(mer, who="supplier_spoc"), who="supplier_spoc")
    assert again == {"new": 0, "corrected": 0, "unchanged": 3, "refused": 2}
    assert (stored(), db.session.query(Correction).count()) == (3, 0)


def test_all_or_nothing_takes_nothing_while_a_row_is_refused(mer):
    batch_id = received(mer)
    with pytest.raises(Refused, match="2 rows would be refused, so nothing was imported") as refused:
        carried_out(mer, batch_id, all_or_nothing=True)
    assert refused.value.field == "mode"
    assert stored() == 0
    whole = received(mer, "KPI,Month,Value\nCSAT,2026-10,76\n")
    assert carried_out(mer, whole, all_or_nothing=True)["new"] == 1


def test_posted_twice_it_imports_once(mer):
    batch_id = received(mer)
    carried_out(mer, batch_id)
    carried_out(mer, batch_id)
    assert stored() == 3
    assert db.session.query(AuditEvent).filter_by(action="measurements_imported").count() == 1


def test_an_import_is_one_event_with_its_counts(mer):
    carried_out(mer, received(mer, name="C:\\data\\october.csv"))
    (event,) = db.session.query(AuditEvent).filter(AuditEvent.subject_type.in_(["measurement", "import_batch"]))
    assert (event.action, event.label, event.chain) == (
        "measurements_imported",
        "october.csv",
        mer.relationships["MER"],
    )
    assert event.changes == {"new": [None, 3], "corrected": [None, 0], "unchanged": [None, 0], "refused": [None, 2]}


def test_values_that_change_need_a_reason_and_keep_what_they_said(mer):
    carried_out(mer, received(mer))
    batch_id = received(mer, FILE.replace("76", "78"))
    with pytest.raises(Refused, match="1 value would change: say why") as refused:
        carried_out(mer, batch_id)
    assert refused.value.field == "reason"
    assert carried_out(mer, batch_id, reason="Late answers")["corrected"] == 1
    (kept,) = db.session.query(Correction)
    assert (kept.value, kept.reason) == (Decimal(76), "Late answers")


def test_a_workbook_is_taken_as_it_is_meant(mer):
    """A percentage that is shown as 76.4 % is stored as 0.764; a month is often its first day."""
    found = summary(received(mer, book(), name="october.xlsx"))
    assert found["said"] == ["Excel workbook", "sheet “October” (1 of 2)", "column names in row 1"]
    assert found["sheets"] == ["October", "November"]
    assert (found["new"], found["refused"], found["problems"]) == (2, 0, [])
    carried_out(mer, received(mer, book(), name="october.xlsx"))
    assert {row.value for row in db.session.query(Measurement)} == {Decimal("76.4"), Decimal("1.234")}


def test_another_sheet_of_the_workbook_can_be_taken(mer):
    batch_id, spoc = received(mer, book(), name="figures.xlsx"), mer.viewer("client_spoc")
    with database.transaction():
        imports.turn_to(batches.of_measurements(spoc, "MER", batch_id), "November", by=spoc, today=TODAY)
    found = summary(batch_id)
    assert found["header"] == ["Kennzahl", "Monat", "Wert"]
    assert (found["fault"], found["first"]) == (
        "KPI (code or name): Choose the column that says it.",
        [[2, ["FCR", "2026-10", "#DIV/0!"], ""]],
    )
    with database.transaction():
        batch = batches.of_measurements(spoc, "MER", batch_id)
        columns = {"kpi": "Kennzahl", "period": "Monat", "value": "Wert"}
        imports.choose(batch, columns, {"decimal_mark": ","}, by=spoc, today=TODAY)
    assert summary(batch_id)["problems"] == [[2, "Wert", "“#DIV/0!” is a spreadsheet error, not a number."]]
    with pytest.raises(Refused) as refused, database.transaction():
        imports.turn_to(batches.of_measurements(spoc, "MER", batch_id), "December", by=spoc, today=TODAY)
    assert refused.value.field == "sheet"


def book() -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    percent, month = (workbook.add_format({"num_format": one}) for one in ("0.0%", "mmm yy"))
    page = workbook.add_worksheet("October")
    page.write_row(0, 0, ["KPI", "Month", "Value"])
    for row, (code, value, shown) in enumerate((("CSAT", 0.764, percent), ("PRICE", 1.234, None)), 1):
        page.write(row, 0, code)
        page.write_datetime(row, 1, date(2026, 10, 1), month)
        page.write(row, 2, value, shown)
    page = workbook.add_worksheet("November")
    page.write_row(0, 0, ["Kennzahl", "Monat", "Wert"])
    page.write_row(1, 0, ["FCR", "2026-10"])
    page.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    workbook.close()
    return file.getvalue()


def test_what_a_shared_scorecard_holds_is_refused_row_by_row(mer):
    measured.enter(mer, "2026-10", measured.OCTOBER)
    measured.share(mer)
    found = summary(received(mer, "KPI,Month,Value\nCSAT,2026-10,80\nCSAT,2026-09,80\n"))
    assert (found["new"], found["refused"]) == (1, 1)
    assert "Dispute the scorecard first" in found["problems"][0][2]


def test_columns_can_be_chosen_otherwise(mer):
    batch_id = received(mer, "Kennzahl;Zeitraum;Messung\nCSAT;2026-10;1,234\nPRICE;2026-10;1,234\n")
    assert summary(batch_id)["fault"] == "KPI (code or name): Choose the column that says it."
    spoc = mer.viewer("client_spoc")
    columns = {"kpi": "Kennzahl", "period": "Zeitraum", "value": "Messung"}
    for mark, refused in (("", 2), (",", 0)):
        with database.transaction():
            batch = batches.of_measurements(spoc, "MER", batch_id)
            imports.choose(batch, columns, {"decimal_mark": mark}, by=spoc, today=TODAY)
        assert (summary(batch_id)["fault"], summary(batch_id)["refused"]) == ("", refused)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"KPI,Month\n\x00"])
def test_a_file_that_is_no_table_is_refused_beside_its_field(mer, data):
    with pytest.raises(Refused) as refused:
        received(mer, data)
    assert refused.value.field == "file"


def test_a_table_that_breaks_off_says_where(mer):
    batch_id = received(mer, 'KPI,Month,Value\nCSAT,2026-10,76\n"CSAT,2026-09,84\n')
    assert "In row 3 a quotation mark" in summary(batch_id)["fault"]
    with pytest.raises(Refused, match="In row 3"):
        carried_out(mer, batch_id)
    assert stored() == 0


def test_a_file_is_its_owners_alone_and_a_new_one_takes_its_place(mer):
    first = received(mer)
    for who in ("client_deputy", "supplier_spoc", "other_client_spoc"):
        with pytest.raises(NotFound):
            batches.of_measurements(mer.viewer(who), "MER", first)
    with pytest.raises(NotFound):
        batches.of_measurements(mer.viewer("client_spoc"), "CAS", first)
    second = received(mer)
    with pytest.raises(NotFound):
        batches.of_measurements(mer.viewer("client_spoc"), "MER", first)
    assert batches.of_measurements(mer.viewer("client_spoc"), "MER", second).id == second


def test_what_was_imported_is_not_kept_twice(mer):
    batch_id = received(mer)
    carried_out(mer, batch_id)
    assert db.session.query(ImportBatch.content).filter_by(id=batch_id).scalar() == ""


def test_many_rows_cost_statements_by_the_thousand_and_little_memory(mer):
    months = [f"{year}-{month:02}" for year in range(2000, 2026) for month in range(1, 13)]
    lines = [f"{code},{month},50\n" for code in ("CSAT", "FCR", "SL") for month in months] * 6
    text = "KPI,Month,Value\n" + "".join(lines)
    tracemalloc.start()
    with counted() as made:
        batch_id = received(mer, text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    found = summary(batch_id)
    assert (found["new"], found["refused"]) == (936, 5 * 936)
    assert len(found["problems"]) == 200
    assert len(made) <= 30
    assert peak < 20 * len(text) + 6_000_000


def test_a_row_of_the_last_possible_month_is_no_reason_to_fall_over(mer):
    found = summary(received(mer, "KPI,Month,Value\nCSAT,2100-12,1\nCSAT,0001-01,1\nCSAT,9999-12,1\n"))
    assert found["refused"] == 3
    assert date(2100, 12, 1) > TODAY


DAYS = "KPI,Date,Numerator,Denominator\n" + "".join(f"SL,2026-10-{day:02},{day},31\n" for day in range(1, 32))


def test_days_are_taken_in_any_order_and_rolled_up_and_the_same_again_change_nothing(mer):
    lines, batch_id = DAYS.splitlines(), 0
    for text in (DAYS, "\n".join([lines[0], *reversed(lines[1:])])):
        batch_id = received(mer, text)
        assert summary(batch_id)["fault"] == ""
        carried_out(mer, batch_id)
        row = db.session.query(Measurement).one()
        assert (row.numerator, row.denominator) == (Decimal(31 * 32 / 2), Decimal(31 * 31))
    assert counts(db.session.query(ImportBatch).filter_by(id=batch_id).one())["unchanged"] == 31
    assert db.session.query(Correction).count() == 0


def test_what_was_chosen_for_a_table_is_remembered_for_the_next_person(mer):
    text = "Kennzahl;Zeitraum;Messung\nCSAT;2026-10;0,85\n"
    batch_id, spoc = received(mer, text), mer.viewer("client_spoc")
    columns = {"kpi": "Kennzahl", "period": "Zeitraum", "value": "Messung"}
    with database.transaction():
        batch = batches.of_measurements(spoc, "MER", batch_id)
        imports.choose(batch, columns, {"decimal_mark": ","}, by=spoc, today=TODAY)
    assert (summary(batch_id)["asked"], summary(batch_id)["refused"]) == (1, 1)
    with database.transaction():
        batch = batches.of_measurements(spoc, "MER", batch_id)
        imports.choose(batch, columns, {"decimal_mark": ",", "fractions": "of_one"}, by=spoc, today=TODAY)
    carried_out(mer, batch_id)
    assert db.session.query(Measurement).one().value == Decimal(85)
    again = received(mer, text, who="supplier_spoc")
    mapping = db.session.query(ImportBatch.mapping).filter_by(id=again).scalar()
    assert (mapping["columns"], mapping["decimal_mark"], mapping["remembered"]) == (columns, ",", True)
    assert summary(again)["asked"] == 1  # what a number means is asked each time


def taken_back(world: World, batch_id: int) -> dict[str, int]:
    viewer = world.viewer("client_spoc")
    with database.transaction():
        batch = batches.of_measurements(viewer, "MER", batch_id)
        undoing.take_back(batch, by=viewer, at=ENTERED_AT, today=TODAY)
        return {name: batch.summary[name] for name in ("taken_back", "kept")}


def test_an_import_is_taken_back_but_for_what_was_touched_since(mer):
    measured.enter(mer, "2026-10", {"FCR": "70"})
    batch_id = received(mer)
    carried_out(mer, batch_id, reason="Late answers")
    measured.enter(mer, "2026-09", {"CSAT": "90"}, reason="A better count")
    assert taken_back(mer, batch_id) == {"taken_back": 2, "kept": 1}
    found = {(row.kpi.code, row.period_on.month): (row.value, row.state.value) for row in db.session.query(Measurement)}
    assert found == {
        ("FCR", 10): (Decimal(70), "measured"),
        ("CSAT", 9): (Decimal(90), "measured"),
        ("CSAT", 10): (None, "missing"),
    }
    with pytest.raises(Refused, match="once, within 24 hours"):
        taken_back(mer, batch_id)


def test_days_that_are_taken_back_leave_the_month_as_it_was(mer):
    carried_out(mer, received(mer, "KPI,Date,Numerator,Denominator\nSL,2026-10-02,5,10\nSL,2026-10-03,6,10\n"))
    batch_id = received(mer, "KPI,Date,Numerator,Denominator\nSL,2026-10-03,9,10\nSL,2026-10-04,10,10\n")
    carried_out(mer, batch_id, reason="Counted anew")
    assert db.session.query(Measurement).one().numerator == 24
    assert taken_back(mer, batch_id) == {"taken_back": 2, "kept": 0}
    db.session.expire_all()
    assert db.session.query(Measurement).one().numerator == 11
    assert {(row.day.day, row.numerator) for row in db.session.query(Reading)} == {
        (2, Decimal(5)),
        (3, Decimal(6)),
    }


def test_a_long_file_is_left_to_the_worker_who_shows_how_far_it_is(mer, monkeypatch):
    batch_id = queued(mer, monkeypatch)
    assert (summary(batch_id)["done"], stored()) == (0, 0)
    seen, write = [], Writer.write

    def watched(*given: Any) -> None:
        seen.append(summary(batch_id)["done"])
        write(*given)

    monkeypatch.setattr(Writer, "write", watched)
    assert jobs.run(jobs.job_named("import-measurements"), at=ENTERED_AT).done == 1
    assert seen == [0, 10, 20, 30]
    assert db.session.query(Measurement).one().denominator == 31 * 31
    batch = db.session.query(ImportBatch).filter_by(id=batch_id).one()
    assert (batch.queued_at, batch.content, batch.summary["new"]) == (None, "", 31)
    assert taken_back(mer, batch_id) == {"taken_back": 31, "kept": 0}


def test_a_workbook_of_days_keeps_its_dates_results_and_errors(mer):
    """A date is one, a formula says its result, a merged cell says it for its first row alone."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    page = workbook.add_worksheet("Days")
    page.write_row(0, 0, ["KPI", "Date", "Numerator", "Denominator"])
    page.merge_range(1, 0, 2, 0, "SL")
    cached = {"=20+5": 25, "=1/0": "#DIV/0!", "=A1": ""}
    for row, above in enumerate(("=20+5", "30", "=1/0", "=A1"), 1):
        page.write_datetime(row, 1, date(2026, 10, row), day)
        page.write(row, 3, 100)
        if row > 2:
            page.write(row, 0, "SL")
        if above in cached:
            page.write_formula(row, 2, above, None, cached[above])
        else:
            page.write_number(row, 2, int(above))
    workbook.close()
    batch_id = received(mer, file.getvalue(), name="days.xlsx")
    found = summary(batch_id)
    assert (found["new"], found["refused"]) == (1, 3)
    assert [tuple(problem) for problem in found["problems"]] == [
        (3, "KPI", "The KPI is missing."),
        (4, "Numerator", "“#DIV/0!” is a spreadsheet error, not a number."),
        (5, "Numerator", "Enter a number."),
    ]
    carried_out(mer, batch_id)
    assert db.session.query(Reading).one().numerator == Decimal(25)


def queued(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """A file left to the worker, who takes ten rows at a time; its id."""
    monkeypatch.setattr(imports, "LONG", 20)
    monkeypatch.setattr(imports, "CHUNK", 10)
    batch_id, spoc = received(world, DAYS), world.viewer("client_spoc")
    with database.transaction():
        batch = batches.of_measurements(spoc, "MER", batch_id)
        imports.carry_out(batch, reason="", all_or_nothing=True, by=spoc, at=ENTERED_AT, today=TODAY)
    return batch_id


def times_imported() -> int:
    return db.session.query(AuditEvent).filter_by(action="measurements_imported").count()


def test_a_long_file_is_one_workers_from_its_first_row_to_its_last(mer, monkeypatch):
    batch_id, later, found, write = queued(mer, monkeypatch), ENTERED_AT + timedelta(minutes=5), [], Writer.write

    def watched(*given: Any) -> None:
        found.extend([list(imported.to_carry_out(later)), imported.claim(batch_id, later, until=later)])
        write(*given)

    monkeypatch.setattr(Writer, "write", watched)
    imports.carry_out_queued(batch_id, ENTERED_AT)
    assert found == [[], None] * 4
    imports.carry_out_queued(batch_id, later)  # who had seen it waiting before
    assert (times_imported(), summary(batch_id)["new"], summary(batch_id)["unchanged"]) == (1, 31, 0)


def test_a_worker_whose_file_was_taken_over_stops_and_says_nothing(mer, monkeypatch):
    batch_id, written, write = queued(mer, monkeypatch), [], Writer.write

    def overtaken(*given: Any) -> None:
        written.append(given)
        write(*given)
        if len(written) == 4:
            db.session.query(ImportBatch).update({"queued_at": ENTERED_AT + timedelta(hours=3)})

    monkeypatch.setattr(Writer, "write", overtaken)
    imports.carry_out_queued(batch_id, ENTERED_AT)
    assert (len(written), times_imported()) == (4, 0)
    monkeypatch.setattr(Writer, "write", write)
    imports.carry_out_queued(batch_id, ENTERED_AT + timedelta(hours=3))
    assert (times_imported(), summary(batch_id)["new"], summary(batch_id)["unchanged"]) == (1, 0, 31)
    assert taken_back(mer, batch_id) == {"taken_back": 31, "kept": 0}


TWO_DAYS = "KPI,Date,Numerator,Denominator\nFCR,2026-10-02,5,10\nFCR,2026-10-03,5,10\nSL,2026-10-02,5,10\n"


def of(code: str) -> tuple[Any, ...]:
    db.session.expire_all()
    row = next(one for one in db.session.query(Measurement) if one.kpi.code == code)
    return row.value, row.numerator, row.denominator, row.is_rolled_up


def test_a_month_entered_by_hand_stays_when_its_days_come_and_the_preview_says_so(mer):
    measured.enter(mer, "2026-10", {"FCR": "38512/66400"})
    batch_id = received(mer, TWO_DAYS)
    assert (summary(batch_id)["new"], summary(batch_id)["by_hand"]) == (3, 1)
    carried_out(mer, batch_id)
    assert of("FCR") == (None, Decimal(38512), Decimal(66400), False)
    assert of("SL") == (None, Decimal(5), Decimal(10), True)
    assert (summary(batch_id)["months"], summary(batch_id)["by_hand"]) == (1, 1)
    measured.enter(mer, "2026-10", {"FCR": ""}, reason="Its days say it from now on.")
    carried_out(mer, received(mer, TWO_DAYS))  # the same days, which make the month now
    assert of("FCR") == (None, Decimal(10), Decimal(20), True)


def test_a_month_made_of_its_days_is_no_months_row_to_replace(mer):
    carried_out(mer, received(mer, TWO_DAYS))
    found = summary(received(mer, "KPI,Month,Value\nFCR,2026-10,99\nCSAT,2026-10,76\n"))
    assert (found["new"], found["corrected"], found["refused"]) == (1, 0, 1)
    assert found["problems"] == [
        [2, "", "October 2026 is rolled up from daily values: import the days that were wrong."]
    ]
    carried_out(mer, received(mer, "KPI,Month,Value\nFCR,2026-10,99\n"), reason="A better count")
    assert of("FCR") == (None, Decimal(10), Decimal(20), True)
