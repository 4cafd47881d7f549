"""What the demo's pairs agree on and aim at, in words that people of First Harbour would use. Each pair has its own manner."""

import re

from mentes.lib.draws import share

# (part, lines) by manner: short, warm or exact. A pair keeps to one manner, so that its agreement reads as one voice.
MANNERS: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "meets": (
            "Every second week, 45 minutes, here by voice.",
            "Twice a month. {mentor} proposes, {mentee} chooses.",
            "Fortnightly, early in the week, cameras off if the line is bad.",
            "Every other week; a voice note in between is enough.",
        ),
        "lasts": (
            "Six months, then we look.",
            "Until what {mentee} set out to do is done.",
            "Ten talks.",
            "Until the season ends, no longer.",
        ),
        "between_us": (
            "What is said stays here. Numbers too.",
            "No names, no figures, to nobody.",
            "Between us. If we want to tell it on, we ask.",
            "It stays with us, unless somebody is in danger.",
        ),
        "if_stuck": (
            "We say so. Then we decide, or stop.",
            "A message the day before. Three misses, and we talk about stopping.",
            "Either of us may end it. No reasons owed.",
            "First a shorter talk, then Beatriz.",
        ),
        "more": ("", "", "No homework.", "{mentee} writes the notes."),
    },
    {
        "meets": (
            "Every two weeks, in the evening where {mentee} is. We bring tea.",
            "As often as a good question comes up, and never less than every other week.",
            "Every second week by video, and we begin with how the week really was.",
            "Every other week for the better part of an hour, with time at the end for nothing in particular.",
        ),
        "lasts": (
            "Through this season. Half way we ask each other whether it still does us good.",
            "As long as both of us leave with more courage than we came with, at most until the season ends.",
            "About half a year, and we would like a proper goodbye at the end.",
            "Until {mentee} no longer needs to ask, which {mentor} hopes is soon.",
        ),
        "between_us": (
            "We are honest because nobody listens in: what we tell each other goes to nobody, our families included.",
            "{mentee}’s doubts and {mentor}’s mistakes stay in this room. We ask before we pass on even a good story.",
            "What we say is ours. If one of us is worried for somebody’s safety, we say so and get help together.",
            "We may speak of what we learnt, never of what the other told.",
        ),
        "if_stuck": (
            "If one of us goes quiet, the other asks once more, kindly. Nobody is angry about a bad week.",
            "We tell each other when a talk did not help. That is part of it, and no offence.",
            "We change the hour, the length or the question before we give up. If that does not help, we say thank you and stop.",
            "If it is hard to say to each other, we say it to the organisers, and that is all right.",
        ),
        "more": ("", "We laugh when we can.", "{mentor} wants to learn about {craft} as well.", "It is fine not to know."),
    },
    {
        "meets": (
            "Every 14 days for 60 minutes. {mentee} sends three points two days before.",
            "Twice a month: one talk about figures, one about people. 45 minutes each.",
            "Every second week. We look at the list first, then at what is new.",
            "Every two weeks, 45 minutes, by video, with the accounts open where we need them.",
        ),
        "lasts": (
            "Twelve meetings. After the sixth we check goals against dates.",
            "Until the end of the season; we review on the first of every third month.",
            "Five months, with one month to spare in the harvest or at the end of the year.",
            "Until every goal is reached, let go or handed on, and not beyond the season.",
        ),
        "between_us": (
            "Prices, debts, names of customers and staff are confidential, also after the season.",
            "We each keep our own notes. Nothing is forwarded without a yes in writing.",
            "Documents that {mentee} shows stay with {mentee}; {mentor} keeps no copies.",
            "Confidential without exception but the law and somebody’s safety.",
        ),
        "if_stuck": (
            "Whoever cannot come says so 24 hours before and proposes two other hours.",
            "After two missed meetings we decide within a week: go on, pause, or end.",
            "If a goal has not moved for a month, we make it smaller or let it go.",
            "We name the problem at the start of a meeting, not in a message. Then the organisers, if need be.",
        ),
        "more": ("", "Actions have one owner and one date.", "{mentor} gives no money and signs nothing.", "We speak slowly."),
    },
)  # fmt: skip

# A step that somebody with this topic would set themselves. By the key of the topic.
STEPS: dict[str, str] = {
    "pricing": "Know what one piece costs me, my own hour included, and write the new price on the wall",
    "hiring": "Write down what the new person does in a week, before I tell anybody that I am looking",
    "online shop": "A page with ten things that somebody outside my family can order and pay for",
    "bookkeeping": "Every receipt in the book by Friday evening, six weeks in a row",
    "public speaking": "Five minutes before people, standing, without a sheet of paper",
    "selling to shops": "Walk into three shops with samples and come out with one order",
    "leading a team": "One talk of my own with everybody on the team, and listen more than I speak",
    "delegating": "Hand over one task for good and not redo it at night",
    "saying no": "Say no to one thing a week that is not mine, and not explain it twice",
    "export": "Find out which papers one parcel abroad needs, and send one",
    "photography": "Twelve pictures by daylight that show the thing as it is",
    "customer care": "Answer every complaint within a day, and write down what they have in common",
    "labelling": "A label that holds everything the law asks and can still be read",
    "food safety": "A cleaning plan on the door, and a date on every jar that I can defend",
    "planning time": "One diary for everything, and one quiet hour kept free each day",
    "wholesale": "A price list for ten, fifty and two hundred that leaves something over each time",
    "credit and loans": "Know to the month what I can pay back, before I sit down with the bank",
    "stock": "Count everything once, and know on Saturdays what is really there",
    "negotiation": "Ask for better terms once, then be silent until they answer",
    "cash flow": "See eight weeks ahead what comes in and what goes out",
    "career change": "Talk with three people who do the work I want to do",
    "working with data": "Answer one question of my own with our own figures, and show how",
    "contracts": "One page that says who does what by when, for the next job and all after it",
    "packaging": "A box that arrives whole after the worst road we have",
    "legal form": "Compare two legal forms on one sheet, and choose",
    "selling at a market": "A stall that I can set up alone, and a price on every thing on it",
    "logistics": "Know for each parcel where it is, without telephoning",
    "cooperatives": "A proposal of two pages that the others can vote on",
    "branding": "Say in one sentence what we make and for whom, the same one everywhere",
    "pitching": "Explain it in three minutes to somebody who has never heard of it",
    "returning to work": "One afternoon a week in the trade again, and an up-to-date page about myself",
    "suppliers": "A second supplier for the one thing that stops us when it is missing",
    "investors": "Understand what I would give away, and write down what I would not",
    "product design": "Let five people use it without my help, and change what they stumble over",
    "recipes at scale": "The same taste at ten times the quantity, three times running",
    "hospitality": "A welcome that works also when I am not there",
    "software": "Choose one system, and move one week of real work into it",
    "fundraising": "Two applications sent off, with a budget somebody else has checked",
    "social media": "One honest post a week for two months, and a note of what people asked",
    "textiles": "A swatch book with a cost beside every cloth",
    "fishing": "A season’s log: what was caught, what it cost, what was paid",
    "farming": "One field kept by the new plan, and the old one beside it to compare",
    "woodwork": "Three pieces to the same measure, fit to be sold as a set",
    "writing": "A page a week that somebody else reads before I mend it",
    "tax": "All papers of the year in one folder, and a date with somebody who knows",
    "repair": "A fixed price for the five repairs that come most often",
    "ceramics": "A firing I can repeat: the same curve, the same glaze, written down",
    "teaching": "Teach one lesson from start to end and ask the learners what stayed",
}
ANYBODY = (
    "Ask for help once before it burns",
    "Write down every Sunday what the week taught me, in five lines",
    "Finish one thing that has lain there for a year",
    "Find two people near me who are going the same way",
    "Tell at home what I am trying to do, and why",
)

HOW_IT_GOES = (
    "Begun. Harder than I thought, but I know now where it sticks.",
    "Half way. The first try went wrong, and I can say why.",
    "Slow this week, work took everything. The next step is small enough.",
    "It moves. I asked somebody I would not have dared to ask before.",
    "Did the part I was afraid of first. The rest is patience.",
    "Showed it to two people. One was honest, which helped more.",
    "Wrote down what is left: three things, each an evening.",
    "We looked at it together, and I cut it in half. Now it can be done.",
)
THANKS = (
    "Thank you, {other}. I will miss our hour.",
    "I learnt more than I can list here. Thank you for your patience, {other}.",
    "You asked the right questions, {other}, and never told me what to do.",
    "Thank you for your trust, {other}. I leave with more than I brought.",
)
# What somebody is after, in languages that the people of First Harbour write in.
AIM = re.compile(
    r"\b(need|hope|want|would like|must|should|help me|my task|aim|quiero|querr|necesito|voudrais|veux|quero|preciso|gostaria)\b",
    re.IGNORECASE,
)
MOST_LETTERS = 300


def agreement_of(match_id, *, mentee: str, mentor: str, craft: str) -> dict[str, str]:
    """The five texts, the same whenever they are asked for."""
    manner = MANNERS[int(share("manner", match_id) * len(MANNERS))]
    names = {"mentee": mentee, "mentor": mentor, "craft": craft or "the other’s trade"}
    return {part: lines[int(share(part, match_id) * len(lines))].format(**names) for part, lines in manner.items()}


def goals_of(match_id, *, said: str, topics: list[str]) -> list[str]:
    """Up to three goals: one out of what the mentee wrote of themselves, one for a topic they seek, one anybody might have."""
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", said.strip()) if one and len(one) <= MOST_LETTERS]
    aims = [one for one in sentences if AIM.search(one)] or sentences[-1:]
    steps = [STEPS[key] for key in sorted(topics) if key in STEPS]
    draw = lambda what, of: of[int(share(what, match_id) * len(of))]  # noqa: E731
    return [*aims[:1], *([draw("step", steps)] if steps else []), draw("anybody", ANYBODY)]
