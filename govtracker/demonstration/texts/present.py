"""What is open between the companies when the demonstration is loaded."""

from typing import NamedTuple

from govtracker.demonstration.texts.cases import Case
from govtracker.enums import Audience, ContactChannel, Severity, Side


class Remark(NamedTuple):
    """A comment so many working minutes (of the writer's side) before now."""

    minutes_ago: int
    name: str
    audience: Audience
    text: str


class Piece(NamedTuple):
    """An issue raised so many working minutes (of the side that has to act) before now."""

    key: str
    area: str
    minutes_ago: int
    case: Case
    segment: str = ""
    answered: bool = False
    audience: Audience = Audience.SHARED
    remarks: tuple[Remark, ...] = ()


HOUR = 60
OUTAGE = "Billing outage"


def case(category: str, title: str, description: str, severity: Severity, raised: Side = Side.CLIENT) -> Case:
    """A case of which the end is not known yet."""
    return Case(category, title, description, "", "", "", "Process", severity, "", "", raised, ContactChannel.EMAIL)


OUTAGE_BEFORE = Case(
    OUTAGE,
    "Billing outage after {release}",
    "From 18:00 on the day of {release} agents could neither open nor correct invoices. {count} customers were asked "
    "to call again.",
    "The release was tested on the sales process alone; nobody had a billing case on the list.",
    "The release was rolled back overnight, and the customers were called back the next day.",
    "Billing cases are on the test list of the next release.",
    "Process",
    Severity.HIGH,
    "Roll back and call the {count} customers",
    "Put billing cases on the test list",
    channel=ContactChannel.PHONE,
)

PIECES = (
    Piece(
        "MER",
        "Customer care",
        5 * HOUR,
        case(
            OUTAGE,
            "Billing outage repeats after every release",
            "Since the release of yesterday evening agents cannot open invoices again: the third outage of this kind "
            "in three months. About 240 customers an hour are asked to call later, business premium among them.\n\n"
            "Please say by when billing works again, and what keeps the next release from doing the same.",
            Severity.CRITICAL,
        ),
        "Hafenkrone Logistik",
        remarks=(
            Remark(
                110,
                "Priya Nair",
                Audience.SHARED,
                "Rolled back on the first two of five servers; calls are coming through there. Root cause session "
                "tomorrow at nine with Quality.",
            ),
            Remark(
                80,
                "Ana Reyes",
                Audience.SUPPLIER,
                "The regression suite needs two more days than I said in the call. Diego, please do not promise it for "
                "this week.",
            ),
            Remark(
                60,
                "Eva Varga",
                Audience.CLIENT,
                "For us only: Helena knows. If there is no answer from their SPOC today I will call Kavita myself.",
            ),
        ),
    ),
    Piece(
        "MER",
        "Workforce management",
        2 * HOUR + 5,
        case(
            "Forecast",
            "Forecast for {next_month} missing",
            "The forecast for {next_month} was due on the 15th. Without it we freeze the schedule on last year's "
            "figures, which do not know the router campaign.",
            Severity.HIGH,
            Side.SUPPLIER,
        ),
    ),
    Piece(
        "MER",
        "Customer care",
        HOUR,
        case(
            "Chat",
            "Chat answers in the wrong language at night",
            "Between 22:00 and 02:00 customers who write in French are answered in English. Eleven complaints since "
            "the weekend.",
            Severity.MEDIUM,
        ),
        "Consumer, fibre",
    ),
    Piece(
        "MER",
        "Security",
        150,
        case(
            "Accounts",
            "Remote accounts of two leavers still open",
            "Two people who left the night shift at the end of last month can still reach the customer database from "
            "outside. Please close the accounts and tell us when they were last used.",
            Severity.HIGH,
        ),
    ),
    Piece(
        "MER",
        "Quality",
        20 * HOUR,
        case(
            "Monitoring",
            "Quality sample of the night shift too small again",
            "Only 31 of 120 calls of the night shift were checked this month. The quality score of the month would "
            "rest on the day alone.",
            Severity.MEDIUM,
        ),
        answered=True,
    ),
    Piece(
        "MER",
        "Information technology",
        13 * HOUR,
        case(
            "Access",
            "Certificates for the Davao site run out next week",
            "The certificates of 84 workplaces in Davao run out on Friday of next week. Renewal has to come from "
            "Northgate; without it nobody there can sign in.",
            Severity.HIGH,
            Side.SUPPLIER,
        ),
        answered=True,
    ),
    Piece(
        "MER",
        "Workforce management",
        30 * HOUR,
        case(
            "Staffing",
            "Saturday shift {percent} % under plan for five weeks",
            "For the fifth Saturday in a row the shift was {percent} % under plan. Waiting times were above nine "
            "minutes; every sixth caller hung up.",
            Severity.HIGH,
        ),
        "Consumer",
        answered=True,
    ),
    Piece(
        "MER",
        "Finance",
        26 * HOUR,
        case(
            "Invoices",
            "Prepare the case for a service credit",
            "First contact resolution will miss its minimum again. Collect what the contract says about credits and "
            "what we would ask for instead, before the next steering committee.",
            Severity.MEDIUM,
        ),
        answered=True,
        audience=Audience.CLIENT,
    ),
    Piece(
        "MER",
        "Workforce management",
        28 * HOUR,
        case(
            "Attrition",
            "Three team leaders in talks with a competitor",
            "Three of nine team leaders have had offers. If two of them go, the night shift cannot be led as agreed.",
            Severity.HIGH,
            Side.SUPPLIER,
        ),
        answered=True,
        audience=Audience.SUPPLIER,
    ),
    Piece(
        "MER",
        "Quality",
        9 * HOUR,
        case(
            "Monitoring",
            "Screen recordings of five agents are missing",
            "The recorder of one row of desks was off for two weeks after the move, and nobody saw it. Samuel wants to "
            "know first whose calls it touches before Northgate hears of it.",
            Severity.MEDIUM,
            Side.SUPPLIER,
        ),
        answered=True,
        audience=Audience.SUPPLIER,
    ),
    Piece(
        "CFS",
        "Security",
        200,
        case(
            "Badges",
            "Badge access for field engineers",
            "Six new engineers need access to the street cabinets from Monday on. The badges were asked for two weeks "
            "ago and are not there.",
            Severity.MEDIUM,
            Side.SUPPLIER,
        ),
    ),
    Piece(
        "CFS",
        "Operations",
        95,
        case(
            "Appointments",
            "Double bookings in Malmö on two mornings",
            "Nine customers in Malmö were given the same two hours. Four of them have been called so far.",
            Severity.MEDIUM,
        ),
        "Consumer, fibre",
    ),
    Piece(
        "CFS",
        "Quality",
        14 * HOUR,
        case(
            "Workmanship",
            "Splice loss above the limit at eleven addresses",
            "Measurements of eleven new lines in Kiel lie above the agreed loss. The lines work and will not for long.",
            Severity.MEDIUM,
        ),
        answered=True,
    ),
    Piece(
        "INH",
        "Telecommunications",
        100,
        case(
            "Lines",
            "Voice quality poor on lines to the east",
            "Business customers on the ring in the east hear themselves with a delay since this morning.",
            Severity.HIGH,
        ),
        "Hafenkrone Logistik",
    ),
    Piece(
        "INH",
        "Information technology",
        22 * HOUR,
        case(
            "Automation",
            "Line tester needs a new certificate before the freeze",
            "The certificate of the line tester runs out during the freeze at the end of the year. We need the new one "
            "from IT before it begins.",
            Severity.MEDIUM,
            Side.SUPPLIER,
        ),
        answered=True,
    ),
)
