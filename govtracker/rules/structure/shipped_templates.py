"""The templates that come with the product, the richest first."""

from collections.abc import Mapping

from govtracker.rules.structure.commodity_supply import COMMODITY_SUPPLY
from govtracker.rules.structure.work_templates import CUSTOMER_SUPPORT, WorkTemplate

SHIPPED: Mapping[str, WorkTemplate] = {template.slug: template for template in (CUSTOMER_SUPPORT, COMMODITY_SUPPLY)}
