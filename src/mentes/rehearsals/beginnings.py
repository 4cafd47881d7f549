"""With what the page for a new scenario begins: a small whole one, in the writer's language, to be written over."""

EN = """\
languages: [en]
title: Ask for help
aim: Ask one person for one thing, and wait for the answer.
about: You have carried it alone for a month. Your neighbour has done it before.
place: table
light: dawn
audience: {n: 2, mood: supportive}
minutes: 2
partner: Your neighbour
watch:
  - How soon did you say what you need?
steps:
  hello:
    who: partner
    says: You look tired. Is everything all right?
    seconds: 25
    branches:
      - intent: Say what you need
        words: I need somebody for Tuesday afternoons. Could it be you?
        to: thinks
      - intent: Say that all is well
        words: Fine, fine. And you?
        to: not_fine
    late: not_fine
  not_fine:
    who: partner
    says: You say that every week.
    prompt: Now ask. One thing, one sentence.
    seconds: 30
    to: thinks
  thinks:
    who: partner
    says: Tuesdays. Let me think. Yes, until spring.
    prompt: Thank them, and say when you begin.
    seconds: 25
    ends: true
"""
ES = """\
languages: [es]
title: Pedir ayuda
aim: Pedir una cosa a una persona y esperar la respuesta.
about: Llevas un mes con todo encima. Tu vecina ya pasó por eso.
place: table
light: dawn
audience: {n: 2, mood: supportive}
minutes: 2
partner: Tu vecina
watch:
  - ¿Cuánto tardaste en decir lo que necesitas?
steps:
  hello:
    who: partner
    says: Te veo cara de cansancio. ¿Todo bien?
    seconds: 25
    branches:
      - intent: Decir lo que necesitas
        words: Necesito a alguien los martes por la tarde. ¿Podrías tú?
        to: thinks
      - intent: Decir que todo va bien
        words: Bien, bien. ¿Y tú?
        to: not_fine
    late: not_fine
  not_fine:
    who: partner
    says: Eso dices todas las semanas.
    prompt: Ahora pide. Una cosa, una frase.
    seconds: 30
    to: thinks
  thinks:
    who: partner
    says: Los martes. Déjame pensar. Sí, hasta la primavera.
    prompt: Da las gracias y di cuándo empiezan.
    seconds: 25
    ends: true
"""
AR = """\
languages: [ar]
title: طلب المساعدة
aim: أن تطلب شيئًا واحدًا من شخص واحد، وتنتظر الجواب.
about: حملت الأمر وحدك شهرًا. جارتك مرّت به من قبل.
place: table
light: dawn
audience: {n: 2, mood: supportive}
minutes: 2
partner: جارتك
watch:
  - متى قلت ما تحتاج إليه؟
steps:
  hello:
    who: partner
    says: تبدو متعبًا. هل كل شيء بخير؟
    seconds: 25
    branches:
      - intent: أقول ما أحتاج إليه
        words: أحتاج إلى أحد بعد ظهر الثلاثاء. هل يمكن أن تكوني أنت؟
        to: thinks
      - intent: أقول إن كل شيء بخير
        words: بخير، بخير. وأنت؟
        to: not_fine
    late: not_fine
  not_fine:
    who: partner
    says: تقول هذا كل أسبوع.
    prompt: اطلب الآن. شيء واحد وجملة واحدة.
    seconds: 30
    to: thinks
  thinks:
    who: partner
    says: الثلاثاء. دعني أفكر. نعم، حتى الربيع.
    prompt: اشكرها، وقل متى تبدآن.
    seconds: 25
    ends: true
"""
BEGINNINGS = {"en": EN, "es": ES, "ar": AR}


def beginning_in(language: str) -> str:
    return BEGINNINGS.get(language.split("-")[0], EN)
