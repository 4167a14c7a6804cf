"""Importing customer accounts of one's own company, with their revenue."""

from flask import url_for

from govtracker.access import Permission
from govtracker.imports.accounts import ACCOUNTS
from govtracker.web.import_pages import Part, blueprint

bp = blueprint(
    ACCOUNTS,
    Part(
        name="account_imports",
        path="/supervision/accounts/import",
        permission=Permission.EDIT_SOURCING,
        back=lambda _: ("Accounts", url_for("customer_accounts.index")),
    ),
)
