"""What goes wrong between Northgate and Meridian Support, by functional area."""

from govtracker.demonstration.texts import meridian_company, meridian_customers
from govtracker.demonstration.texts.cases import Case

SEGMENTS = ("Consumer", "Small business", "Consumer, fibre", "Hafenkrone Logistik")
SLOTS = {
    "queue": ("billing", "moving house", "fibre faults", "contract renewal", "prepaid", "e-mail back office"),
    "team": ("the early shift", "the night shift", "chat team 2", "the new-joiner team", "the Cebu team"),
    "percent": ("9", "12", "14", "17", "21", "26"),
    "count": ("18", "27", "34", "46", "61", "83"),
    "tool": ("the customer database", "the knowledge base", "the telephone desktop", "the quality forms"),
    "release": ("the spring release", "the router update", "the tariff change", "the self-service release"),
    "weekday": ("Monday", "Tuesday", "Thursday", "Saturday"),
    "city": ("Cebu", "Manila", "Davao"),
}

CASES: dict[str, tuple[Case, ...]] = {**meridian_customers.CASES, **meridian_company.CASES}
