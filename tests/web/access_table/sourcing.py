"""The sourcing strategy of the own company: for those who hold a portfolio role in it."""

from tests.web.access_table import Row

STRATEGISTS = dict.fromkeys(("governance_office", "executive", "auditor", "supplier_office"), 200)
ROWS = {"sourcing.show": Row("/sourcing", STRATEGISTS, others=403)}
