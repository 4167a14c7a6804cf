"""What is said about the outage of the present, by whom, for whom, and with which files."""

from typing import NamedTuple

from govtracker.enums import Audience

TITLE = "Billing outage repeats after every release"
WATCHERS = ("Greta Falk", "Helena Lund", "Kavita Iyer")


class Word(NamedTuple):
    """A comment so many minutes after the first; `then` are later texts of it, "" for one that was taken away."""

    minutes: int
    name: str
    audience: Audience
    text: str
    files: tuple[str, ...] = ()
    then: tuple[tuple[int, str], ...] = ()


WORDS = (
    Word(
        0,
        "Rafael Ortega",
        Audience.SHARED,
        "The calls of this morning, hour by hour. @Priya Nair, do they match what your agents see?\n\n"
        "- **231** turned away between nine and ten\n"
        "- 38 of them business premium",
        files=("calls-turned-away.csv", "calls-turned-away.png"),
    ),
    Word(
        9,
        "Priya Nair",
        Audience.SHARED,
        "They do, @Rafael Ortega. Two of five servrs answer again.",
        then=(
            (12, "They do, @Rafael Ortega. Two of five servers answer again."),
            (44, "They do, @Rafael Ortega. Three of five servers answer again; the other two follow before noon."),
        ),
    ),
    Word(
        15,
        "Diego Alonso",
        Audience.SUPPLIER,
        "@Priya Nair, @Ana Reyes: say nothing about the cause before we are certain of it. I would rather be late than "
        "wrong a third time.",
    ),
    Word(19, "Ana Reyes", Audience.SUPPLIER, "Agreed. The logs of all five servers are with me by six, @Diego Alonso."),
    Word(
        24,
        "Eva Varga",
        Audience.CLIENT,
        "@Helena Lund, for your call with Kavita: this is the third outage of the quarter, so 4.2 of the contract "
        "applies. I would ask for the test list rather than for the money.",
        files=("contract-4-2.pdf",),
    ),
    Word(31, "Mia Sommer", Audience.SHARED, "This belongs to the headsets.", then=((33, ""),)),
    Word(
        38,
        "Priya Nair",
        Audience.SHARED,
        "@Eva Varga, can somebody from Quality join the session tomorrow at nine? We bring the logs and the list of "
        "what was tested before the release.",
    ),
)
