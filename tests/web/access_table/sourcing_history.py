"""What happened to a company's own records: for those who hold a portfolio role in it, and nobody else."""

from tests.support import evaluated
from tests.web.access_table import Row
from tests.web.access_table.sourcing import STRATEGISTS

OURS = {**STRATEGISTS, "supplier_office": 404}
ROWS = {
    "sourcing_history.index": Row("/sourcing/history", STRATEGISTS, others=403),
    "sourcing_history.of_record": Row("/sourcing/history/evaluations/1", OURS, others=403, scene=evaluated.prepared),
}
