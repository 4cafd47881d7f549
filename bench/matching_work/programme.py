"""A people file of a large programme, drawn at random, in the layout of examples/harbour.csv: `python programme.py N M FILE`.

N mentees and M mentors with what the example has of people: topics with levels, two or three sentences about themselves (nearly
all of them different, three in ten people write Spanish or French), what they have lived, languages, hours in their own time
zone, seats, organisations with managers, and a few who must not meet. What is popular among mentees is not what most offer.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

HEADER = (
    "id", "name", "email", "role", "offers", "seeks", "goals", "background", "would_help", "lived", "lived_wish", "working",
    "languages", "time_zone", "hours", "capacity", "wants", "organisation", "manager_id", "not_with", "country", "city", "craft",
)  # fmt: skip
FIELDS = """pricing;food safety;labelling;wholesale;stock;export papers;bookkeeping;loans;online sales;packaging;hiring;
negotiation;cooperatives;marketing;photography;public speaking;contracts;insurance;taxes;logistics;product design;research;
teaching;statistics;programming;nursing;carpentry;farming;irrigation;solar power;translation;project planning;team leading;
fundraising;event planning;law;architecture;chemistry;electronics;welding""".replace("\n", "").split(";")
SIDES = ("", " for beginners", " at night markets", " in a second language")
TOPICS = [field + side for side in SIDES for field in FIELDS]
CRAFTS = """bread;soap;pepper sauce;bicycles;school uniforms;honey;furniture;radio plays;fish nets;software;cheese;maps;
water filters;tea;shoes;theatre costumes;dictionaries;solar lamps;seeds;bridges;vaccines;toys;violins;glass;boats;paper;
medical records;street food;wool;batteries""".replace("\n", "").split(";")
PLACES = """Accra;Lima;Cairo;Lagos;Oslo;Porto;Kumasi;Dakar;Tunis;Manila;Dublin;Prague;Nairobi;Bogota;Tokyo;Athens;Recife;Amman;
Toronto;Izmir;Durban;Quito;Hanoi;Cork;Fez;Lyon;Ghent;Pune;Osaka;Malaga""".replace("\n", "").split(";")
SENTENCES = {
    "en": {
        "goals": (
            "I want to sell {craft} from {place} to {n} shops within {m} months.",
            "After {n} years with {craft} I would like to lead a team of {m}, and I have never hired anybody.",
            "My plan is to learn {topic} well enough that people in {place} ask me for it, not my cousin.",
            "I lost {n} orders of {craft} last spring because I did not understand {topic}.",
            "The bank in {place} asks for {n} papers before it lends me money for {craft}.",
            "I would love to teach {topic} one day, but I freeze in front of more than {m} people.",
            "Moving from {place} meant starting again at {n}, so I need somebody who knows how {topic} works here.",
            "I need a price for {craft} that pays for itself: {n} in costs, {m} in my own hours.",
        ),
        "background": (
            "I made {craft} in {place} for {n} years before I opened a workshop with {m} others.",
            "For {n} years I did the books of a factory for {craft}, and I know every mistake there is in {topic}.",
            "I came to {place} with {n} words of the language and now run {topic} for a group of {m}.",
            "My first shipment of {craft} stood {n} days at the border of {place}; since then I read every form twice.",
            "I studied {topic} late, at {n}, and have taught it to {m} classes since.",
            "With {m} friends I founded a cooperative for {craft}; we failed once in {place} and not the second time.",
            "I spent {n} seasons buying {craft} for a chain of {m} shops, so I know what a buyer looks at.",
            "I was the only woman among {n} in {topic}, and I stayed.",
        ),
        "would_help": (
            "Anyone who makes {craft} alone and is afraid of {topic}.",
            "People from {place} who begin with {topic} after {n}, and think that it is too late.",
            "Somebody with {craft} in the garage and an order of {n} that frightens them.",
            "Those who must speak about {topic} before {m} strangers.",
        ),
    },
    "es": {
        "goals": (
            "Quiero vender {craft} de {place} en {n} tiendas dentro de {m} meses.",
            "Perdí {n} pedidos de {craft} porque no entendía los contratos.",
            "Después de {n} años con {craft} quisiera dirigir un equipo de {m} personas.",
            "Me gustaría enseñar algún día lo que sé de {craft}, pero hablar ante {m} personas me asusta.",
        ),
        "background": (
            "Hice {craft} en {place} durante {n} años antes de abrir un taller con {m} compañeros.",
            "Llegué a {place} con {n} palabras del idioma y hoy dirijo un grupo de {m}.",
            "Fundé una cooperativa de {craft} con {m} amigas; fracasamos una vez y la segunda no.",
            "Llevé las cuentas de una fábrica de {craft} durante {n} años.",
        ),
        "would_help": (
            "A quien hace {craft} por su cuenta y teme los {n} papeles.",
            "A gente de {place} que empieza con {n} años.",
        ),
    },
    "fr": {
        "goals": (
            "Je veux vendre {craft} de {place} dans {n} magasins en {m} mois.",
            "J'ai perdu {n} commandes de {craft} parce que je ne comprenais pas les contrats.",
            "Après {n} ans avec {craft}, je voudrais diriger une équipe de {m} personnes.",
        ),
        "background": (
            "J'ai fabriqué {craft} à {place} pendant {n} ans avant d'ouvrir un atelier à {m}.",
            "J'ai tenu les comptes d'une usine de {craft} pendant {n} ans.",
            "Avec {m} amis j'ai fondé une coopérative pour {craft}; elle vit encore après {n} ans.",
        ),
        "would_help": (
            "Celles qui font {craft} toutes seules et craignent {n} formulaires.",
            "Des gens de {place} qui débutent à {n} ans.",
        ),
    },
}  # fmt: skip
LIVED = """first-generation founder;moved country;grew up in a village;single parent;changed career;returned after a break;
first in the family to study;lived with debt;cared for a parent;studied late""".replace("\n", "").split(";")
WORKING = ("asks-first", "direct", "structured", "by-writing", "by-call")
OTHERS = ("es", "fr", "ar", "pt", "sw", "hi", "de", "vi", "el", "ru", "ha", "wo")
ZONES = """Europe/Lisbon;Europe/Madrid;Europe/Athens;Africa/Accra;Africa/Lagos;Africa/Cairo;Africa/Nairobi;Africa/Johannesburg;
America/New_York;America/Bogota;America/Lima;America/Sao_Paulo;America/Mexico_City;Asia/Kolkata;Asia/Kathmandu;Asia/Manila;
Asia/Tokyo;Europe/London""".replace("\n", "").split(";")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def write(path: Path, n: int, m: int, *, seed: int = 5) -> None:
    chance = np.random.default_rng(seed)
    orders = [np.arange(len(TOPICS)), np.random.default_rng(7).permutation(len(TOPICS))]  # sought, offered: by popularity
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        for k in range(n + m):
            row = _person(chance, k, k < n, n + m, orders)
            rows.writerow([row.get(column, "") for column in HEADER])


def _person(chance: np.random.Generator, k: int, is_mentee: bool, n_people: int, orders: list[np.ndarray]) -> dict[str, str]:
    def some(items, least: int, most: int) -> list[str]:
        return [items[x] for x in chance.choice(len(items), chance.integers(least, most + 1), replace=False)]

    def topics(order: np.ndarray, power: float, least: int, most: int, levels: tuple[int, int]) -> str:
        popular = 1 / np.arange(1, len(order) + 1) ** power
        drawn = chance.choice(order, chance.integers(least, most + 1), replace=False, p=popular / popular.sum())
        said = [(TOPICS[t], chance.integers(*levels)) for t in drawn]
        return ";".join(topic if chance.random() < 0.1 else f"{topic}:{level}" for topic, level in said)

    written = chance.choice(["en", "es", "fr"], p=[0.7, 0.18, 0.12])
    org = int(chance.integers(0, max(3, n_people // 12)))
    row = {
        "id": f"p{k:06}", "name": f"Person {k}", "email": f"p{k}@example.org", "role": "mentee" if is_mentee else "mentor",
        "background": _text(chance, written, "background", int(chance.integers(2, 4))),
        "lived": ";".join(some(LIVED, 0, 3)),
        "lived_wish": str(chance.choice(["like", "unlike", "any", ""], p=[0.3, 0.1, 0.4, 0.2])),
        "working": ";".join(some(WORKING, 1, 3)), "languages": _languages(chance, written), "time_zone": some(ZONES, 1, 1)[0],
        "hours": _hours(chance), "organisation": f"House {org}",
        "manager_id": f"p{org:06}" if org != k and chance.random() < 0.8 else "",
        "not_with": f"p{chance.integers(0, n_people):06}" if chance.random() < 0.01 else "",
        "country": "", "city": some(PLACES, 1, 1)[0], "craft": some(CRAFTS, 1, 1)[0],
    }  # fmt: skip
    if is_mentee:
        row["seeks"] = topics(orders[0], 0.8, 1, 3, (0, 4))
        row["goals"] = _text(chance, written, "goals", int(chance.integers(2, 4)))
        row["wants"] = "2" if chance.random() < 0.05 else "1"
    else:
        row["offers"] = topics(orders[1], 0.5, 2, 4, (1, 5))
        row["would_help"] = _text(chance, written, "would_help", 1)
        row["capacity"] = str(chance.integers(1, 4))
    return row


def _text(chance: np.random.Generator, language: str, what: str, n_sentences: int) -> str:
    from_these = SENTENCES[language][what]
    chosen = chance.choice(len(from_these), min(n_sentences, len(from_these)), replace=False)
    return " ".join(
        from_these[s].format(
            craft=CRAFTS[chance.integers(len(CRAFTS))], place=PLACES[chance.integers(len(PLACES))],
            topic=TOPICS[chance.integers(len(TOPICS))], n=chance.integers(11, 99), m=chance.integers(3, 40),
        )
        for s in chosen
    )  # fmt: skip


def _languages(chance: np.random.Generator, written: str) -> str:
    """What they write first or second; one in ten writes and speaks no English."""
    spoken = [written, *([] if written == "en" or chance.random() < 0.3 else ["en"])]
    if chance.random() < 0.45:
        other = OTHERS[chance.integers(len(OTHERS))]
        spoken = [other, *spoken] if chance.random() < 0.5 else [*spoken, other]
    return ";".join(dict.fromkeys(spoken))


def _hours(chance: np.random.Generator) -> str:
    told = []
    for day in np.sort(chance.choice(7, chance.integers(2, 6), replace=False)):
        start = int(chance.integers(14, 40))  # half hours from 07:00 to 19:30
        end = start + int(chance.integers(3, 9))
        told.append(f"{DAYS[day]} {start // 2:02}:{start % 2 * 30:02}-{end // 2:02}:{end % 2 * 30:02}")
    return "; ".join(told)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("n", type=int)
    parser.add_argument("m", type=int)
    parser.add_argument("path", type=Path)
    said = parser.parse_args()
    write(said.path, said.n, said.m)
