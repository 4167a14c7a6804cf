"""Customer accounts of one's own company from a table: a row an account, or one for each month of its revenue."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from govtracker.enums import RowOutcome
from govtracker.imports import account_cells as cells
from govtracker.imports.account_fields import FIELDS
from govtracker.imports.kinds import Ground, Kind, Planned, Problem, Row, RowRefused, Written
from govtracker.models import CustomerAccount, ImportRow, Organisation
from govtracker.queries.partnership import account_figures, account_names, account_releases, customers
from govtracker.queries.sourcing import judging
from govtracker.rules import periods
from govtracker.services.partnership import account_revenue, customer_accounts
from govtracker.services.partnership.account_revenue import Brought


class Accounts:
    """Reads rows of accounts and months."""

    def __init__(self, ground: Ground) -> None:
        assert isinstance(ground.place, Organisation)
        self.ground = ground
        self.company = ground.place
        self.words = cells.Words(
            dict(account_names.segments(self.company.id)),
            account_names.owners(self.company.id),
            judging.of(self.company.id).currency,
        )
        self.said: dict[str, dict[str, tuple[int, Any]]] = {}  # by account: what a row of this file says, and which
        self.stands: dict[str, tuple[int, dict[str, Any]]] = {}  # by account: id (0: none yet) and facts, as planned
        self.months: dict[tuple[str, str], int] = {}
        self.labels: dict[str, str] = {}

    def look(self, rows: Sequence[Row]) -> list[Planned | Problem]:
        """New accounts and months, those that change, and rows that cannot be read."""
        self._know(rows)
        read: list[tuple[Row, cells.Said] | Problem] = []
        for row in rows:
            try:
                read.append((row, cells.read(row.said, self.words, at=self.ground.at)))
            except RowRefused as refusal:
                read.append(Problem(row.number, refusal.field, refusal.sentence))
        ids = {self.stands[one[1].key][0] for one in read if not isinstance(one, Problem) and one[1].key in self.stands}
        days = {one[1].month.first_day for one in read if not isinstance(one, Problem) and one[1].month}
        kept = account_figures.kept(ids - {0}, days)
        return [one if isinstance(one, Problem) else self._tried(*one, kept) for one in read]

    def write(self, planned: Sequence[Planned]) -> list[Written]:
        """Add who is new, say anew what has changed, and keep the months."""
        return [self._write(one) for one in planned if one.outcome is not RowOutcome.UNCHANGED]

    def _know(self, rows: Sequence[Row]) -> None:
        names = {cells.one_line(row.said["name"]) for row in rows}
        for row in account_names.called(self.company.id, names):
            self.stands.setdefault(row.name.casefold(), (row.id, cells.facts(row)))
        labels = {cells.one_line(row.said["label"]) for row in rows}
        self.labels |= account_names.labelled(self.company.id, labels - {""})

    def _tried(self, row: Row, said: cells.Said, kept: Mapping[Any, Any]) -> Planned | Problem:
        try:
            return self._plan(row, said, kept)
        except RowRefused as refusal:
            return Problem(row.number, refusal.field, refusal.sentence)

    def _plan(self, row: Row, said: cells.Said, kept: Mapping[Any, Any]) -> Planned:
        account_id, before = self.stands.get(said.key, (0, {}))
        self._require_one_word(row, said)
        self._require_own_label(said)
        after = {**cells.blank(self.words), **before, **said.facts}
        figures = kept.get((account_id, said.month.first_day)) if said.month and account_id else None
        if account_id and after["currency"] != before["currency"] and account_figures.has_any_of(account_id):
            raise RowRefused("currency", f"Revenue is kept in {before['currency']} already: it cannot change any more.")
        now = cells.figures(figures) if figures else None
        then = said.brought(after["currency"], now) if said.month else None
        if said.month:
            earlier = self.months.setdefault((said.key, said.month.key), row.number)
            if earlier != row.number:
                raise RowRefused("month", f"Row {earlier} says {said.month.name} of {said.name} already.")
        is_new = said.key not in self.stands or (then is not None and now is None)
        is_same = before == after and (then is None or then == now)
        self.stands[said.key] = account_id, after
        label = f"{said.name}, {said.month.name}" if said.month else said.name
        if is_same and not is_new:
            return Planned(row.number, label, RowOutcome.UNCHANGED)
        deed: dict[str, Any] = {"name": said.name, "before": before or None, "after": after, "source": said.source}
        deed |= {"month": said.month.key if said.month else "", "figures": (now, then)}
        return Planned(row.number, label, RowOutcome.NEW if is_new else RowOutcome.CHANGED, deed)

    def _require_one_word(self, row: Row, said: cells.Said) -> None:
        """What several rows of a file say of one account has to be the same."""
        known = self.said.setdefault(said.key, {})
        for field, value in said.facts.items():
            earlier, other = known.setdefault(field, (row.number, value))
            if other != value:
                raise RowRefused(field, f"Row {earlier} says something else of {said.name}.")

    def _require_own_label(self, said: cells.Said) -> None:
        label = said.facts.get("label", "").casefold()
        if label and self.labels.setdefault(label, said.key) != said.key:
            raise RowRefused("label", f"Another account is called {said.facts['label']} already.")

    def _write(self, one: Planned) -> Written:
        deed, ground = one.deed, self.ground
        account, stood = self._account(deed)
        now, then = deed["figures"]
        if then is not None and then != now:
            month = periods.parse(deed["month"])
            brought = {**then, "source": deed["source"] or f"File {ground.source}"}
            found = account_figures.one(account, month)
            if found is None:
                account_revenue.keep(account, month, Brought(**brought), by=ground.by, at=ground.at)
            else:
                reason = f"Import of {ground.source}"
                account_revenue.correct(found, brought, reason=reason, by=ground.by, at=ground.at)
        before = {"account": stood, "figures": now}
        after = {"account": cells.facts_of(account), "month": deed["month"], "figures": then}
        return Written(one.row, "customer_account", account.id, before, after)

    def _account(self, deed: Mapping[str, Any]) -> tuple[CustomerAccount, dict[str, Any] | None]:
        """The account as it is now, and what stood of it before; None where it came in with this row."""
        key, wanted = deed["name"].casefold(), deed["after"]
        account_id, _ = self.stands[key]
        ground = self.ground
        if not account_id:
            free = account_releases.free_label(self.company.id, besides=self.labels)
            facts = {**wanted, "label": wanted["label"] or free}
            account = customer_accounts.add(self.company.id, deed["name"], **facts, by=ground.by, at=ground.at)
            self.stands[key] = account.id, cells.facts_of(account)
            return account, None
        account = customers.account(self.company.id, account_id)
        stood = cells.facts_of(account)
        changed = {name: value for name, value in wanted.items() if value and value != getattr(account, name)}
        customer_accounts.edit(account, changed, by=ground.by, at=ground.at)
        return account, stood


def take_back(rows: Sequence[ImportRow], ground: Ground) -> set[int]:
    """Retire who came in, give changed ones back what they were and forget new months, unless touched since."""
    return {row.line for row in rows if not _taken_back(row, ground)}


def _taken_back(row: ImportRow, ground: Ground) -> bool:
    account = customers.account(ground.place.id, row.subject_id or 0)
    before, after = row.before, row.after
    month = periods.parse(after["month"]) if after["month"] else None
    found = account_figures.one(account, month) if month else None
    if cells.facts_of(account) != after["account"] or (cells.figures(found) if found else None) != after["figures"]:
        return False
    if found is not None and before["figures"] is None:
        account_revenue.forget(found, by=ground.by, at=ground.at)
    elif found is not None:
        account_revenue.correct(found, before["figures"], reason="Import taken back", by=ground.by, at=ground.at)
    if before["account"] is not None:
        customer_accounts.edit(account, before["account"], by=ground.by, at=ground.at)
    elif account_figures.has_any(account):
        return False
    elif account.retired_at is None:
        customer_accounts.retire(account, by=ground.by, at=ground.at)
    return True


ACCOUNTS: Final = Kind(
    name="accounts",
    title="Import customer accounts",
    noun=("row", "rows"),
    lead="of your own company: who the customers are, who answers for each, and what each pays month by month",
    fields=FIELDS,
    importer=Accounts,
    take_back=take_back,
    at_most=5_000,
    afterwards="Where you take it back, new accounts are retired and new months forgotten.",
)
