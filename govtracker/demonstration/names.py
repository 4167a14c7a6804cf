"""The companies and people of the demonstration; every name is invented."""

from typing import NamedTuple

from govtracker.enums import PortfolioRole


class Company(NamedTuple):
    """An organisation; a unit of another names its parent. `country` says whose holidays it keeps."""

    name: str
    domain: str
    zone: str
    country: str = ""
    parent: str = ""


class Someone(NamedTuple):
    """A person; without a zone they live in their company's."""

    name: str
    job_title: str
    zone: str = ""
    role: PortfolioRole | None = None
    is_administrator: bool = False
    left_days_ago: int | None = None


NORTHGATE = "Northgate Networks"
MERIDIAN = "Meridian Support"
CASCADE = "Cascade Field Service"
IN_HOUSE = "In-house Level 3"
OPERATOR = "Alder Hosting"

COMPANIES = (
    Company(OPERATOR, "alder-hosting.example", "UTC"),
    Company(NORTHGATE, "northgate.example", "Europe/Berlin", "DE"),
    Company(MERIDIAN, "meridian-support.example", "Asia/Manila", "PH"),
    Company(CASCADE, "cascade-field.example", "Europe/Oslo", "NO"),
    Company(IN_HOUSE, "level3.northgate.example", "Europe/Berlin", "DE", parent=NORTHGATE),
)

PEOPLE: dict[str, tuple[Someone, ...]] = {
    OPERATOR: (Someone("Ada Hollis", "Systems administrator", "Europe/London", is_administrator=True),),
    NORTHGATE: (
        Someone("Eva Varga", "Head of support sourcing"),
        Someone("Oskar Brandt", "Supplier manager"),
        Someone("Petra Stein", "Head of field operations"),
        Someone("Helena Lund", "Chief customer officer", "Europe/Stockholm"),
        Someone("Viktor Lang", "Chief operating officer"),
        Someone("Rafael Ortega", "Customer care manager", "Europe/Madrid"),
        Someone("Lena Weber", "Quality manager"),
        Someone("Tobi Okafor", "IT service owner", "Europe/London"),
        Someone("Maja Lindqvist", "Workforce planning lead", "Europe/Stockholm"),
        Someone("Nadia Haddad", "Information security officer"),
        Someone("Claire Moreau", "Finance business partner", "Europe/Paris"),
        Someone("Jan Hofmann", "Field service manager"),
        Someone("Ines Albrecht", "Learning and training lead"),
        Someone("Kofi Mensah", "Network operations lead", "Europe/London"),
        Someone("Sofia Marek", "Operations supervisor, business customers", "Europe/Prague"),
        Someone("Mia Sommer", "Analyst, support sourcing"),
        Someone("Jonas Wolf", "Works council delegate"),
        Someone("Greta Falk", "Head of the governance office", role=PortfolioRole.GOVERNANCE_OFFICE),
        Someone("Emil Krause", "Chief executive officer", role=PortfolioRole.EXECUTIVE),
        Someone("Anna Vogt", "Internal auditor", role=PortfolioRole.AUDITOR),
        Someone("Otto Busch", "Directory administrator", role=PortfolioRole.ORGANISATION_ADMINISTRATOR),
    ),
    MERIDIAN: (
        Someone("Diego Alonso", "Account director"),
        Someone("Carla Dizon", "Deputy account director"),
        Someone("Kavita Iyer", "Vice president, client services", "Asia/Kolkata"),
        Someone("Priya Nair", "Operations manager, voice and chat"),
        Someone("Samuel Cruz", "Quality lead"),
        Someone("Ana Reyes", "Systems and workforce lead"),
        Someone("Leo Tan", "Security lead", left_days_ago=20),
        Someone("Joy Santos", "Billing and finance lead"),
        Someone("Paolo Ramos", "Operations supervisor, night shift"),
        Someone("Bea Villanueva", "Team leader, chat"),
        Someone("Nico Garcia", "Transition analyst"),
        Someone("Lara Domingo", "Governance office", role=PortfolioRole.GOVERNANCE_OFFICE),
    ),
    CASCADE: (
        Someone("Noah Berg", "Key account manager"),
        Someone("Sigrid Dahl", "Service delivery manager"),
        Someone("Astrid Haugen", "Managing director"),
        Someone("Erik Solberg", "Field operations manager"),
        Someone("Maren Lie", "Quality manager"),
        Someone("Stian Berge", "Quality manager", left_days_ago=260),
        Someone("Henrik Moe", "Head of IT"),
        Someone("Ida Nygaard", "Training lead"),
        Someone("Jonas Strand", "Security officer"),
        Someone("Kristin Vik", "Controller"),
        Someone("Lars Aas", "Dispatch team leader"),
    ),
    IN_HOUSE: (
        Someone("Beate Kern", "Head of level 3 support"),
        Someone("Ralf Jung", "Deputy head of level 3 support"),
        Someone("Katrin Vogel", "Director of engineering"),
        Someone("Sven Richter", "Team leader, expert desk"),
        Someone("Yusuf Demir", "Quality engineer"),
        Someone("Paula König", "Tools and automation lead"),
        Someone("Miriam Scholz", "Training coordinator"),
        Someone("Felix Roth", "Security engineer"),
        Someone("Hanna Beck", "Network specialist lead"),
        Someone("Tom Ahrens", "Shift supervisor"),
    ),
}

LEFT_DAYS_AGO = {
    someone.name: someone.left_days_ago
    for group in PEOPLE.values()
    for someone in group
    if someone.left_days_ago is not None
}
