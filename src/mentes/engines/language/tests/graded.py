"""Needs and what mentors have lived, judged by us as the measures ask: 5 the very thing, 4 close by, 2 the same world, 1 nothing.

Written for the guard of quality: it stays ours, and small. Some texts share words with the need and miss its point.
"""

GRADED: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = (
    (
        "I want to price the bread I sell to shops. Until now I have guessed and lost money.",
        (
            (5, "I set wholesale prices for a bakery. I worked out what a loaf costs us and taught others to do the same."),
            (4, "I ran a vegetable stall and later supplied restaurants. Margins were my nightly homework."),
            (2, "I baked in a hotel kitchen for ten years and love sourdough."),
            (1, "I guide hikers through the national park."),
        ),
    ),
    (
        "My supervisor and I no longer speak. I am in the third year of my doctorate and think of leaving.",
        (
            (5, "I nearly gave up my doctorate over a quarrel with my supervisor. I stayed, and today I mediate in such cases."),
            (4, "As dean of a graduate school I have listened to many doctoral students in doubt."),
            (2, "I teach first-year chemistry at a university."),
            (1, "I leave for the coast in the third week of each month to repair boats."),
        ),
    ),
    (
        "I would like to lead meetings in which the quiet ones speak as well.",
        (
            (5, "I facilitate workshops. Rounds, silence and written votes have brought many shy people to speak."),
            (4, "I chair the board of a cooperative of two hundred members."),
            (2, "I take minutes at the town hall."),
            (1, "I tune pianos in quiet houses."),
        ),
    ),
    (
        "After my illness I can work four hours a day. I need to tell my employer and do not know how.",
        (
            (5, "I came back part-time after cancer, and negotiated it with a boss who knew nothing about such things."),
            (4, "I advise companies on employing people with chronic conditions."),
            (2, "I am an occupational physician and check hearing and sight."),
            (1, "I employ four harvest workers every autumn."),
        ),
    ),
    (
        "I write code alone and want to learn to work on open source with others.",
        (
            (5, "I maintain a free software library and welcome newcomers to their first contribution."),
            (4, "I review code in a team of nine developers every day."),
            (2, "I sell computers and install printers."),
            (1, "I work in the open air, planting vines with others."),
        ),
    ),
    (
        "How do I find people who would pay for my translations?",
        (
            (5, "I live on translating. My first clients came through small publishers, and I show others how to win theirs."),
            (4, "I am a freelance illustrator and know how to look for paying customers."),
            (2, "I studied languages and speak Italian and Greek."),
            (1, "I find water with a drill and pay my crew by the metre."),
        ),
    ),
    (
        "Our association has twelve volunteers and all the work rests on two of them. I want to share it out.",
        (
            (5, "I coordinate volunteers for a food bank. I learnt to hand over tasks and to keep people for years."),
            (4, "I lead a team of paid carers and write their rosters."),
            (2, "I donate blood and help at the yearly bazaar."),
            (1, "I rest two days in twelve, since I row competitively."),
        ),
    ),
    (
        "I am the first in my family to study and feel out of place at the university.",
        (
            (5, "My parents never finished school. I felt a stranger among students and now mentor others like me."),
            (4, "I run a study advice office for new students from abroad."),
            (2, "I lecture on family law."),
            (1, "I place orders for a furniture factory."),
        ),
    ),
)
