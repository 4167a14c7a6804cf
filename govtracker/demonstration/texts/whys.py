"""How a cause is asked on after its first answer, by the category it ends in: chains of the answers that follow."""

CHAINS: dict[str, tuple[tuple[str, ...], ...]] = {
    "People": (
        (
            "The two people who could do it were on leave in the same week.",
            "Leave is planned team by team; nobody looks at rare skills over all of them.",
            "There is no list of what only one or two people can do.",
        ),
        (
            "The new team had been trained on the common cases alone.",
            "Training follows last year's contacts, and this case was rare then.",
            "Nobody is asked each quarter which cases are new.",
        ),
    ),
    "Process": (
        (
            "The step stands in no written process.",
            "It was done out of habit by somebody who has moved on since.",
            "The handover list asks for open cases, not for habits.",
            "Nobody on either side owns that list.",
        ),
        (
            "The check comes after the point of no return.",
            "It was put there to save a meeting when volumes were low.",
            "The process has not been looked at since volumes doubled.",
        ),
    ),
    "Technology": (
        (
            "The two systems retry in different ways when one of them is slow.",
            "The limit was set for half of today's load.",
            "Load tests still use the numbers of the year before last.",
            "No one was told to raise them when the contract grew.",
        ),
        (
            "A time-out in one place looks like success in the other.",
            "The interface has no message for “not sure”.",
            "It was specified before both sides had operations people in the room.",
        ),
    ),
    "Information": (
        (
            "The notice went to a mailbox that nobody reads any more.",
            "The distribution list was not cleaned after the reorganisation.",
            "Lists have no owner and no date on which they are looked at.",
        ),
        (
            "The article that agents use said something else.",
            "Articles are changed after a release, when somebody complains.",
            "The release plan has no line for what agents have to know.",
        ),
    ),
    "Measurement": (
        (
            "The figure was counted in two ways, and both looked right.",
            "Its definition leaves open what happens to transferred contacts.",
            "It was agreed in words, without one worked example.",
        ),
        (
            "Nobody saw it in the weekly figures.",
            "The weekly report shows averages, and the bad hours vanish in them.",
            "The report was made for managers and never changed for those who plan the day.",
        ),
    ),
    "Environment": (
        (
            "The second site could not take over in time.",
            "It had been tested by day and with notice, never at night.",
            "The test plan was written to disturb nobody.",
        ),
    ),
    "Client-side cause": (
        (
            "The change was decided on the client's side a week before, and the supplier was not told.",
            "Marketing and operations of the client plan in two calendars.",
            "The forecast has one owner on the supplier's side and none on the client's.",
        ),
        (
            "The approval lay with the client for eleven days.",
            "The one person who may approve was away, and no deputy was named.",
            "Deputies are named for seats of the governance, not for approvals.",
        ),
    ),
}
