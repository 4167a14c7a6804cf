"""What people write under issues and actions, whatever the matter."""

FIRST_WORD = (
    "Thank you for the clear description. We have it and look into it today.",
    "Seen. I have asked the team leader for the details and come back this afternoon.",
    "We can see it in our figures as well. First measures are on the way.",
    "Taken. A first look says that it began with the last change; more tomorrow.",
    "Understood. I will call your lead at ten so that we look at the same examples.",
    "Confirmed on our side. We contain it first and look for the cause after that.",
)
PROGRESS = (
    "Short update: the cause is clear, the measure is being tried on one team first.",
    "The first figures after the change look right. We watch them for three more days.",
    "Contained since this morning. The lasting mend needs a little longer, see the actions.",
    "We went through the examples together. Two of nine were something else and are set aside.",
    "The change is in place. Please look at it from your side as well.",
)
ANSWER = (
    "Thank you, that helps. We see the same picture from here.",
    "Agreed. Please keep the two areas apart in the figures, so that we can see the effect.",
    "Good. I have told the supervisors, so that they do not open it again.",
    "Thank you. Let us put it on the agenda of the weekly review, two minutes are enough.",
)
INTERNAL_CLIENT = (
    "For us only: this is the second one with the same cause. I will raise it with the sponsor if it comes again.",
    "For us only: our own change may have had a part in it. I am asking the release team.",
    "For us only: please do not promise customers a date before they have confirmed it.",
)
INTERNAL_SUPPLIER = (
    "For us only: we are thin on this shift until the new class is ready. Let us not promise the early date.",
    "For us only: I need two more days than I said in the call.",
    "For us only: please check whether the contract covers this before we offer it.",
)
EVIDENCE = (
    "Done on {day}. Three samples were checked together, all in order.",
    "Finished on {day}; the list with names and dates is attached to the weekly pack.",
    "In place since {day}. The figures of the week after show the effect.",
    "Carried out on {day} and shown to the counterpart in the weekly review.",
)
SLIP = (
    "The specialist who was to do it is ill until next week.",
    "Waits for the change window of the system, which was moved.",
    "More cases than expected turned up, so it takes longer.",
    "The first attempt did not hold; a second one is being prepared.",
)
HELD = (
    "Looked at again: it has not come back since.",
    "Checked in the figures of the last weeks: the measure holds.",
    "No new case since closing. Thank you.",
)
CAME_BACK = (
    "It has come back: four cases in the last two weeks with the same pattern.",
    "The figure is where it was before. The measure did not hold.",
)
CONSEQUENCE = (
    "Customers keep calling about it.",
    "The month's figure will miss its minimum.",
    "The steering committee will ask.",
    "More of the same cases pile up.",
)
