"""The KPIs a customer-support relationship begins with: conventions of the field, for both sides to agree on."""

from decimal import Decimal

from govtracker.enums import Frequency, Pillar
from govtracker.rules.performance.catalogue.shelf import picked

KPIS = (
    picked("CSAT", weight=Decimal(30)),
    picked("FCR", weight=Decimal(30)),
    picked("SL", weight=Decimal(20), frequency=Frequency.MONTHLY),
    picked("RWT", weight=Decimal(20)),
    picked("MTTR", weight=Decimal(20), pillar=Pillar.COST),
    picked("CPC", weight=Decimal(50)),
    picked("AHT", weight=Decimal(30), frequency=Frequency.MONTHLY),
    picked("RET", weight=Decimal(60)),
    picked("CONV", weight=Decimal(40)),
)
