"""What the sample's people write down, in English: by outcome of an action, by kind, and what customers ask."""

NOTES = {
    "no_answer": ("", "", "voice mail, did not leave a message", "rings through", "secretary: try after lunch"),
    "busy": ("", "in a meeting", "engaged"),
    "call_back": (
        "asks to call again next week",
        "on the line with a supplier, call again",
        "wants to talk to the plant first, call again",
    ),
    "talked": (
        "wants a second look with the quality manager",
        "price is fine, delivery is the question",
        "compares us with one other offer",
        "their old gauge breaks down once a week",
        "budget is asked for, answer by the end of the month",
        "needs the ISO certificate before they may order",
        "likes the idea of measuring in the line",
        "the plant manager has to agree",
        "asks for a reference in their trade",
        "wants to see it on a part of theirs",
        "two lines now, two more next year",
        "production moves to a new hall in spring",
        "wants the service contract in the same order",
        "is content with the last delivery",
        "asks what training costs",
        "sent a drawing of the part",
    ),
    "not_now": ("not this year", "after the summer", "the new plant comes first", "no budget before the new year"),
    "not_interested": ("buys from a competitor for years", "measures by hand and will go on so", "no need"),
    "wrong_number": ("not with the company any more", ""),
    "held": (
        "good talk, four people at the table",
        "showed it on their gear wheel, repeatability as promised",
        "decider was there, asked about delivery",
        "walked the line with the plant manager",
        "long talk about the loading robot",
        "agreed the next step and who does what",
    ),
    "sent": ("sent by e-mail", "sent, with the drawing", "sent, with two variants", "sent and announced by phone"),
}

SUBJECTS = {
    "call": ("call", "ask about the next step", "ask about the budget", "call again", "answer on the e-mail"),
    "visit": ("visit the plant", "walk the line", "visit with the engineer"),
    "meeting": ("meet the decider", "meet purchasing", "online meeting"),
    "demo": ("demo on their part", "demo in our lab"),
    "quote": ("send the quote", "send the second variant"),
    "message": ("send the data sheet", "send references", "write a summary", "send the plan"),
    "task": ("ask service about delivery", "prepare the demo", "check the drawing"),
}

MESSAGES = (
    "price of PX-200",
    "We measure gear wheels and look for something in the line.",
    "Please send a price list.",
    "Can your laser tracker be rented?",
    "Looking for a bench gauge, two pieces.",
    "How long is your delivery time?",
    "We would like a demo in January.",
    "Do you calibrate machines of other makers?",
    "Heard of you from a supplier; please call.",
    "Need ISO 10360 certificates with the machine.",
    "Saw you at the fair, send me the data sheet.",
    "Is there an interface to our MES?",
)
