"""What is said of value in the demonstration: a programme about invoices, a launch, a check and an exit plan."""

from govtracker.enums import CapabilityState, HandBackKind, HandBackState, Side

PROGRAMME = (
    "Invoices right the first time",
    "Customers understand their invoice and do not have to call about it; nobody corrects by hand what a rule can.",
)
WATCHED = (
    "Agents check the invoice with the customer while they talk: the call must not grow by more than a few seconds."
)
# What it is, and how it is measured: money, a KPI, what it costs, what nobody planned, and a draft.
BENEFITS = (
    ("Cost of corrected invoices, a month", "Credit notes and handling, from Northgate’s ledger"),
    ("Share of correct invoice lines", "The monthly invoice check, as for the scorecard"),
    ("Second check by the back office, a month", "Hours booked on the check, at Meridian’s rate"),
    ("Hours finance no longer spends on disputes", "Time sheets of the disputes desk"),
    ("Calls about invoices", "To be counted by reason once the telephone system tells them apart"),
)
COSTS = (41_400, 40_300, 38_900, 37_200, 36_100, 34_000, 33_100, 31_500, 30_200)
LOSSES = (1_800, 1_800, 1_950, 1_800, 1_650, 1_800, 1_700, 1_600, 1_600)
HOURS = (0, 6, 9, 14, 14, 18, 21, 20, 24)
ACCEPTED = (
    "The invoice view was rolled out that month: agents were learning it.",
    "Within what we expected while agents get used to reading the invoice aloud.",
)
CHECK = "Chat for business customers"
CAPABILITIES = (
    ("Agents can see the contract and the last invoice", CapabilityState.WORKS, "Tried with six agents in Cebu"),
    ("Chats are routed by language", CapabilityState.PARTLY, "English and German; French goes to a queue"),
    ("What was said is kept with the customer’s record", CapabilityState.NOT_YET, ""),
)
LAUNCH = (
    "Fibre for business",
    "A tariff with a fixed address and a night hotline: customers ask for both on the first day.",
)
ITEM = "The night hotline has been called from outside"
EVIDENCE = ("Help pages are on the test site", "Two groups trained, test passed by 38 of 40")
EXIT = (
    "Either side may leave at the end of a term. Meridian goes on for three months beyond it at the same price.\n"
    "Numbers and queues move first, one site after the other; knowledge is handed over by pairs who have worked "
    "together.\nA joint team of both SPOCs decides weekly; nobody leaves their work before the last queue has moved."
)
EXIT_REVIEW = "The order of sites still holds. The list of tools was out of date and has been renewed."
HAND_BACKS = (
    (HandBackKind.KNOWLEDGE, "Articles of the knowledge base", Side.SUPPLIER, HandBackState.READY, "Exported weekly"),
    (HandBackKind.DATA, "Recordings of the last two years", Side.SUPPLIER, HandBackState.OPEN, "No format agreed yet"),
    (HandBackKind.ACCESS, "Accounts in Northgate’s order system", Side.CLIENT, HandBackState.READY, ""),
)
