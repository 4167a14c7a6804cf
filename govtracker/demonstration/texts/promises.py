"""What people of the demonstration have promised to do and have not done yet."""

from typing import NamedTuple

from govtracker.enums import ActionType


class Promise(NamedTuple):
    """An open action: of whom, added so many days before now, due so many days from now (below zero: overdue).

    It was put off `slips` times. `issue` is the title of the running issue it belongs to.
    """

    key: str
    owner: str
    title: str
    type: ActionType
    added_ago: int
    due_in: int
    consequence: str = ""
    slips: int = 0
    issue: str = ""


CONTAINMENT, CORRECTIVE = ActionType.CONTAINMENT, ActionType.CORRECTIVE
PREVENTIVE, IMPROVEMENT = ActionType.PREVENTIVE, ActionType.IMPROVEMENT
OUTAGE = "Billing outage repeats after every release"

PROMISES = (
    # Northgate and Meridian
    Promise("MER", "Eva Varga", "Decide the service credit for last month", CORRECTIVE, 19, -4, "Invoice dispute."),
    Promise("MER", "Oskar Brandt", "Invite both sponsors to a talk about the night shift", IMPROVEMENT, 6, 5),
    Promise(
        "MER", "Helena Lund", "Settle the budget for the knowledge base", IMPROVEMENT, 12, 9, "It begins in spring."
    ),
    Promise("MER", "Rafael Ortega", "Name the ten requests that matter most", IMPROVEMENT, 9, 4),
    Promise("MER", "Lena Weber", "Listen to twelve night calls with Samuel Cruz", PREVENTIVE, 5, 6),
    Promise("MER", "Tobi Okafor", "Open the test system to Meridian's release team", PREVENTIVE, 8, 2, "No test.", 1),
    Promise("MER", "Maja Lindqvist", "Give next month's volumes by queue and half hour", CORRECTIVE, 4, 3),
    Promise("MER", "Nadia Haddad", "Agree on who checks leavers while the seat is vacant", CONTAINMENT, 10, 1),
    Promise("MER", "Claire Moreau", "Compare both readings of the overtime clause", CORRECTIVE, 11, 8),
    Promise("MER", "Sofia Marek", "Collect what business customers say about the outages", CONTAINMENT, 3, 4),
    Promise("MER", "Mia Sommer", "Put the last six reviews' decisions into one list", IMPROVEMENT, 7, 7),
    Promise("MER", "Diego Alonso", "Name a new lead for security", CORRECTIVE, 18, -5, "Nobody answers for security."),
    Promise("MER", "Carla Dizon", "Stand in for security and close open accounts", CONTAINMENT, 15, 3),
    Promise(
        "MER", "Kavita Iyer", "Decide on a night allowance for team leaders", CORRECTIVE, 9, 6, "More of them leave."
    ),
    Promise("MER", "Priya Nair", "Freeze releases on Fridays", CONTAINMENT, 0, 4, issue=OUTAGE),
    Promise(
        "MER", "Ana Reyes", "Build a regression suite for billing", CORRECTIVE, 0, 7, "Invoices blocked.", issue=OUTAGE
    ),
    Promise("MER", "Samuel Cruz", "Check a hundred night calls", CORRECTIVE, 8, 5),
    Promise("MER", "Joy Santos", "Show how contacts passed on are counted", CORRECTIVE, 12, 2),
    Promise(
        "MER", "Paolo Ramos", "Cross-train the night shift on fibre faults", PREVENTIVE, 46, -6, "Nights stay thin.", 3
    ),
    Promise("MER", "Ana Reyes", "Stagger breaks of the new class", CORRECTIVE, 24, -7, "Calls wait at noon.", 1),
    Promise("MER", "Bea Villanueva", "Write down the French chat answers", CORRECTIVE, 2, 5),
    # Northgate and Cascade
    Promise("CFS", "Petra Stein", "Agree on appointment windows of two hours", IMPROVEMENT, 10, 8),
    Promise("CFS", "Eva Varga", "Put the new prices into the annex", IMPROVEMENT, 9, 12),
    Promise("CFS", "Viktor Lang", "Open the housing associations to Cascade", IMPROVEMENT, 14, 15),
    Promise("CFS", "Jan Hofmann", "Send door codes with each order", PREVENTIVE, 7, 5),
    Promise("CFS", "Ines Albrecht", "Announce new devices four weeks ahead", PREVENTIVE, 8, 10),
    Promise("CFS", "Noah Berg", "Offer the Sunday service in writing", IMPROVEMENT, 6, 7),
    Promise("CFS", "Sigrid Dahl", "Show the plan for the next storm", PREVENTIVE, 5, 4),
    Promise("CFS", "Astrid Haugen", "Say when the second depot opens", IMPROVEMENT, 11, 13),
    Promise("CFS", "Erik Solberg", "Call the five customers who still wait", CONTAINMENT, 1, 2),
    Promise("CFS", "Maren Lie", "Measure the eleven lines in Kiel again", CORRECTIVE, 3, 6),
    Promise("CFS", "Henrik Moe", "Let the app read the new labels", IMPROVEMENT, 9, 11),
    Promise("CFS", "Ida Nygaard", "Train the new engineers on splicing", PREVENTIVE, 4, 8),
    Promise("CFS", "Jonas Strand", "Send photographs for the six badges", CORRECTIVE, 3, 2),
    Promise("CFS", "Kristin Vik", "Show travel by street for one month", IMPROVEMENT, 8, 9),
    Promise("CFS", "Lars Aas", "Try bundling by street in Malmö", IMPROVEMENT, 6, 12),
    # Northgate and its level 3 unit
    Promise("INH", "Eva Varga", "Forecast volumes of the coming quarter", IMPROVEMENT, 9, 5),
    Promise("INH", "Tobi Okafor", "Order the certificate of the line tester", CORRECTIVE, 20, -5, "No line tests.", 1),
    Promise("INH", "Rafael Ortega", "Show first line the sentence for customers", PREVENTIVE, 16, -4),
    Promise("INH", "Kofi Mensah", "Give experts a view of planned work", PREVENTIVE, 7, 8),
    Promise("INH", "Beate Kern", "Share out the on-call duty over the holidays", PREVENTIVE, 6, 9),
    Promise("INH", "Ralf Jung", "Write down how faults of two regions are shared", IMPROVEMENT, 5, 6),
    Promise("INH", "Katrin Vogel", "Decide on a third expert for the remote console", IMPROVEMENT, 10, 14),
    Promise("INH", "Sven Richter", "Read ten closing sentences with first line", IMPROVEMENT, 4, 4),
    Promise("INH", "Yusuf Demir", "Include a restart in the check after a repair", PREVENTIVE, 8, 7),
    Promise("INH", "Paula König", "Let new automation watch before it acts", PREVENTIVE, 9, 10),
    Promise("INH", "Miriam Scholz", "Plan two sessions on the business gateway", IMPROVEMENT, 7, 11),
    Promise("INH", "Felix Roth", "Mask numbers in the console's logs", CORRECTIVE, 5, 3),
    Promise("INH", "Hanna Beck", "Measure the ring in the east at night", CONTAINMENT, 1, 2),
    Promise("INH", "Tom Ahrens", "Name a second expert for each queue", PREVENTIVE, 6, 6),
)
