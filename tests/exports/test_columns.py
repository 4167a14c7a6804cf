"""Columns of a list: chosen by an address, spread out in a file, and no more rows than are asked for."""

from dataclasses import replace
from operator import itemgetter

from govtracker.exports.columns import Column, Columns, Rows

KEY, NOTE, DUE = (Column(name, name.title(), itemgetter(name)) for name in ("key", "note", "due"))
SLIPS = Column("slips", "Put off", itemgetter("slips"))
COLUMNS = Columns(head=(KEY, NOTE), others=(DUE, NOTE), usual=("due",))


def chosen(text: str | None) -> tuple[list[str], list[str]]:
    columns, unknown = COLUMNS.chosen(text)
    return [column.key for column in columns], unknown


def test_columns_stand_as_the_address_names_them() -> None:
    assert chosen("note,due") == (["note", "due"], [])
    assert chosen("due,due,note") == (["due", "note"], [])


def test_the_usual_ones_are_shown_where_nothing_of_ours_is_asked_for() -> None:
    assert chosen(None) == (["due"], [])
    assert chosen("") == (["due"], [])
    assert chosen("salary") == (["due"], ["salary"])
    assert chosen("note,salary") == (["note"], ["salary"])


def test_a_file_holds_the_head_and_each_column_once() -> None:
    assert [column.key for column in COLUMNS.to_file([DUE, NOTE])] == ["key", "due", "note"]
    assert [column.key for column in COLUMNS.to_file([DUE])] == ["key", "note", "due"]


def test_what_the_page_says_in_one_cell_may_stand_in_several_columns_of_a_file_or_in_none() -> None:
    columns = COLUMNS.to_file([replace(DUE, spread=(DUE, SLIPS)), replace(NOTE, spread=())])
    assert [column.key for column in columns] == ["key", "note", "due", "slips"]


def test_rows_stop_at_the_most_and_say_so() -> None:
    source = [{"key": number, "due": None} for number in range(3)]
    cut, whole = Rows(source, [KEY], most=2), Rows(source, [KEY], most=3)
    assert (list(cut), cut.count, cut.more) == ([[0], [1]], 2, True)
    assert (list(whole), whole.count, whole.more) == ([[0], [1], [2]], 3, False)
