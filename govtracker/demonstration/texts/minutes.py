"""What is said in the reviews of the demonstration: matters of the month in turn, and quarter by quarter."""

from typing import NamedTuple


class Matter(NamedTuple):
    """A topic with what was said and decided, and the action that came of it ("" for none)."""

    title: str
    notes: str
    decision: str
    action: str = ""


MONTHLY = {
    "MER": (
        Matter(
            "Routing of mixed requests",
            "Customers with two matters are passed on more often than others. Both leads brought ten calls each.",
            "Two matters go to the team of the first one; the second is answered by call-back.",
            "Write the rule for mixed requests into the routing guide",
        ),
        Matter(
            "Knowledge base",
            "Agents open eleven articles a shift and find half of them out of date. Nobody owns them.",
            "Each article gets an owner on Northgate's side and a reader on Meridian's.",
            "Name owners and readers of the fifty most opened articles",
        ),
        Matter("Class of new joiners", "Eighteen people begin, six of them with fluent French.", ""),
        Matter(
            "Call-backs",
            "Promises are kept on weekdays and forgotten over the weekend.",
            "Saturday's supervisor owns the call-backs of Friday.",
        ),
        Matter(
            "Release calendar",
            "Two releases reached the agents before the training did.",
            "No release without a training date, both confirmed in this review.",
            "Share the release calendar for the next quarter",
        ),
        Matter("Visit to Manila", "The leads of customer care and quality will spend three days on the floor.", ""),
        Matter(
            "Survey after chats",
            "Half of the ratings come from customers who chat; their wording differs from that on the telephone.",
            "One wording for both, from the first of next month.",
            "Send the common wording to the survey provider",
        ),
        Matter("Peak before the holidays", "Volumes are expected to be a fifth higher for five weeks.", ""),
    ),
    "CFS": (
        Matter(
            "Appointment windows",
            "Half a day is too long for customers who have to take leave.",
            "Windows of four hours everywhere, of two hours in cities.",
            "Try windows of two hours in one city",
        ),
        Matter(
            "Measurements at the end of a visit",
            "Where the values were measured, second visits are half as frequent.",
            "A job closes only with its values.",
            "Let the app ask for the values",
        ),
        Matter("Subcontractors", "Two of seven are behind on badges and training. Cascade has written to both.", ""),
        Matter(
            "Parts",
            "Visits are moved because of parts that cost less than the petrol.",
            "Each van carries the ten parts that were missing most.",
            "Stock the vans with the ten parts",
        ),
        Matter("New depot", "The building is there; the permit for the gate is not.", ""),
        Matter(
            "Words to customers",
            "Messages before a visit name a number that cannot be called back.",
            "They name the dispatcher's number.",
            "Put the dispatcher's number into the messages",
        ),
    ),
    "INH": (
        Matter(
            "Sentence for customers",
            "First line reads the closing text aloud. Where it is a code, customers hear a code.",
            "Each fault closes with one sentence.",
            "Put three good examples beside the closing form",
        ),
        Matter("Automation", "A quarter of faults are solved without a person, and none was cut off this month.", ""),
        Matter(
            "Planned work",
            "Experts learn of planned work from customers.",
            "They get the calendar on the day it is made.",
            "Give level 3 the calendar of planned work",
        ),
        Matter("Holiday cover", "Two people a day are on call; the list is complete.", ""),
        Matter(
            "Faults without a test",
            "Fewer than one in fifty now; it was one in eight.",
            "No further measure. Both sides thank first line.",
        ),
    ),
}

STEERING = {  # quarter by quarter, the oldest first
    "MER": (
        Matter(
            "How the year begins", "Both sides are content. Meridian asks for longer planning.", "Forecast 13 weeks."
        ),
        Matter(
            "Price per contact",
            "Northgate's budget asks for three percent less. Meridian can do so with fewer team leaders at night.",
            "Three percent less from summer on; both sides watch what customers say.",
            "Show what the night shift costs with and without a third team leader",
        ),
        Matter("Half a year at the new price", "Cost is where it was to be. Ratings have not moved.", "Go on."),
        Matter(
            "What success is to mean",
            "Cost weighs more than customers in our criteria. Nobody would say so aloud.",
            "Experience weighs fifty from now on, cost thirty-five; handle time is judged by a range.",
        ),
        Matter(
            "First signs",
            "First contact resolution has fallen for three months. New joiners, says Meridian; nights, says Northgate.",
            "Look at nights and days apart.",
            "Split first contact resolution by shift",
        ),
        Matter(
            "Customers call again",
            "The savings of the night are eaten by second calls. Attrition among team leaders is above a third.",
            "A weekly review of operations until the figure is back above its minimum.",
            "Set up a weekly review of operations",
        ),
        Matter(
            "Where the saving went",
            "Experience is below its floor while cost is better than agreed: we under-serve. Both sponsors say so.",
            "No further saving. Meridian proposes how the night is led again.",
            "Propose how the night shift is led",
        ),
        Matter(
            "Releases that customers feel",
            "Billing stood still after a release, and agents could only ask customers to call again. Team leaders keep "
            "leaving the night shift.",
            "Billing cases on the test list of every release. Northgate decides on the knowledge base.",
            "Bring the case for the knowledge base with figures of both sides",
        ),
    ),
    "CFS": (
        Matter("A rough start", "Every third repair does not hold. Cascade took on too much at once.", "No new areas."),
        Matter(
            "Eight visits a day",
            "Eleven visits a day look cheap and are not: the second visit is free for Northgate only.",
            "Eight visits a day, and Northgate pays for the measured ones.",
            "Work out a price that pays for measured visits",
        ),
        Matter("Signs of a turn", "First-time fix is up by three points.", "Go on as agreed."),
        Matter(
            "Criteria",
            "Repeat visits say more than visits.",
            "Repeat visits in thirty days join the criteria, and so does the time to resolve.",
        ),
        Matter(
            "Appointments",
            "Nineteen of twenty are kept in the north, seventeen in the south.",
            "The way of the north is taken south.",
            "Send two dispatchers from the north to the south for a month",
        ),
        Matter("Travel", "Jobs of one street are bundled; an hour a day is won.", "The gain is shared half and half."),
        Matter(
            "Housing associations",
            "Cascade could serve them on Sundays, which nobody else does.",
            "An offer by the next meeting.",
            "Write the offer for a Sunday service",
        ),
        Matter(
            "More of the same", "All three figures are above their floors for the first time.", "Extend by two years."
        ),
    ),
    "INH": (
        Matter("A unit like any supplier", "The unit is governed as others are, and finds that fair.", "Keep it so."),
        Matter("Automation first", "Restarts and resets need no expert.", "A quarter of faults within two years."),
        Matter("Cost per fault", "Below the agreed ceiling, with the same ratings.", "The gain pays for two trainees."),
        Matter(
            "One expert too few",
            "For three systems there is only one who knows them.",
            "Two experts for each system by the end of the year.",
            "List the systems that only one expert knows",
        ),
        Matter("What experts see", "They see first who would need more than they have.", "Recommend, never sell."),
        Matter("On-call duty", "Two people a day suffice since automation.", "Three become two."),
        Matter("First line's judgement", "Nine of ten are content with level 3.", "No change."),
        Matter(
            "The next two years", "Both sides are where they want to be.", "The same criteria, cost a little lighter."
        ),
    ),
}
WEEKLY_DECISIONS = (
    "",
    "The two leads look at the three calls together by Thursday.",
    "One more week, then it goes to the SPOCs.",
    "Cover for Saturday is named by Wednesday noon.",
    "",
)
GOOD = ("Both sides are content; nothing is changed.", "Keep going; look at it again next month.", "")
MIXED = (
    "The leads bring one measure each to the next review.",
    "Watched for another month before anything is changed.",
    "Both leads look at the weakest figure together.",
)
BAD = (
    "A measure for the weakest figure by the next review, with a name and a date.",
    "The sponsors are told before they read it.",
    "The weakest figure is looked at every week until it is back.",
)
