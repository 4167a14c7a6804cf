"""KPIs of customer-support outsourcing to pick from, with what is usual and what to know before taking it over."""
