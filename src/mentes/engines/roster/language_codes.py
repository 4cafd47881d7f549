"""The two-letter languages of ISO 639-1 with their three-letter codes, and the names people write instead of them."""

# code, ISO 639-2/T code, English name
_TABLE = """
aa aar Afar|ab abk Abkhazian|ae ave Avestan|af afr Afrikaans|ak aka Akan|am amh Amharic|an arg Aragonese|ar ara Arabic
as asm Assamese|av ava Avaric|ay aym Aymara|az aze Azerbaijani|ba bak Bashkir|be bel Belarusian|bg bul Bulgarian
bi bis Bislama|bm bam Bambara|bn ben Bengali|bo bod Tibetan|br bre Breton|bs bos Bosnian|ca cat Catalan|ce che Chechen
ch cha Chamorro|co cos Corsican|cr cre Cree|cs ces Czech|cu chu Church Slavonic|cv chv Chuvash|cy cym Welsh|da dan Danish
de deu German|dv div Dhivehi|dz dzo Dzongkha|ee ewe Ewe|el ell Greek|en eng English|eo epo Esperanto|es spa Spanish
et est Estonian|eu eus Basque|fa fas Persian|ff ful Fulah|fi fin Finnish|fj fij Fijian|fo fao Faroese|fr fra French
fy fry Western Frisian|ga gle Irish|gd gla Scottish Gaelic|gl glg Galician|gn grn Guarani|gu guj Gujarati|gv glv Manx
ha hau Hausa|he heb Hebrew|hi hin Hindi|ho hmo Hiri Motu|hr hrv Croatian|ht hat Haitian|hu hun Hungarian|hy hye Armenian
hz her Herero|ia ina Interlingua|id ind Indonesian|ie ile Interlingue|ig ibo Igbo|ii iii Sichuan Yi|ik ipk Inupiaq
io ido Ido|is isl Icelandic|it ita Italian|iu iku Inuktitut|ja jpn Japanese|jv jav Javanese|ka kat Georgian|kg kon Kongo
ki kik Kikuyu|kj kua Kuanyama|kk kaz Kazakh|kl kal Greenlandic|km khm Khmer|kn kan Kannada|ko kor Korean|kr kau Kanuri
ks kas Kashmiri|ku kur Kurdish|kv kom Komi|kw cor Cornish|ky kir Kyrgyz|la lat Latin|lb ltz Luxembourgish|lg lug Ganda
li lim Limburgish|ln lin Lingala|lo lao Lao|lt lit Lithuanian|lu lub Luba-Katanga|lv lav Latvian|mg mlg Malagasy
mh mah Marshallese|mi mri Maori|mk mkd Macedonian|ml mal Malayalam|mn mon Mongolian|mr mar Marathi|ms msa Malay
mt mlt Maltese|my mya Burmese|na nau Nauru|nb nob Norwegian Bokmål|nd nde North Ndebele|ne nep Nepali|ng ndo Ndonga
nl nld Dutch|nn nno Norwegian Nynorsk|no nor Norwegian|nr nbl South Ndebele|nv nav Navajo|ny nya Chichewa|oc oci Occitan
oj oji Ojibwa|om orm Oromo|or ori Odia|os oss Ossetian|pa pan Punjabi|pi pli Pali|pl pol Polish|ps pus Pashto
pt por Portuguese|qu que Quechua|rm roh Romansh|rn run Rundi|ro ron Romanian|ru rus Russian|rw kin Kinyarwanda
sa san Sanskrit|sc srd Sardinian|sd snd Sindhi|se sme Northern Sami|sg sag Sango|sh hbs Serbo-Croatian|si sin Sinhala
sk slk Slovak|sl slv Slovenian|sm smo Samoan|sn sna Shona|so som Somali|sq sqi Albanian|sr srp Serbian|ss ssw Swati
st sot Sotho|su sun Sundanese|sv swe Swedish|sw swa Swahili|ta tam Tamil|te tel Telugu|tg tgk Tajik|th tha Thai
ti tir Tigrinya|tk tuk Turkmen|tl tgl Tagalog|tn tsn Tswana|to ton Tongan|tr tur Turkish|ts tso Tsonga|tt tat Tatar
tw twi Twi|ty tah Tahitian|ug uig Uyghur|uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek|ve ven Venda|vi vie Vietnamese
vo vol Volapük|wa wln Walloon|wo wol Wolof|xh xho Xhosa|yi yid Yiddish|yo yor Yoruba|za zha Zhuang|zh zho Chinese
zu zul Zulu
"""
_ROWS = [entry.split(" ", 2) for line in _TABLE.split("\n") for entry in line.split("|") if entry]

TWO_LETTERS = frozenset(two for two, _, _ in _ROWS)
ENGLISH_NAMES = {two: name for two, _, name in _ROWS}

# BCP 47 asks for the shortest code; the second group are the older bibliographic codes of ISO 639-2.
SHORTEST = {three: two for two, three, _ in _ROWS} | {
    "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl", "fre": "fr", "geo": "ka",
    "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi", "may": "ms", "per": "fa", "rum": "ro", "slo": "sk",
    "tib": "bo", "wel": "cy",
}  # fmt: skip

# Codes withdrawn from the registry, and what stands there now.
REPLACED = {"iw": "he", "ji": "yi", "in": "id", "jw": "jv", "mo": "ro"}

_OTHER_NAMES = """
ar العربية árabe arabe Arabisch|bn বাংলা|cs čeština|da dansk|de Deutsch alemán alemão allemand الألمانية|el Ελληνικά griego grec
en inglés inglês anglais Englisch الإنجليزية|es español castellano espanhol espagnol Spanisch الإسبانية|fa فارسی Farsi|fi suomi
fr français francés francês Französisch الفرنسية|he עברית|hi हिन्दी|hu magyar|id Bahasa|it italiano italien Italienisch الإيطالية
ja 日本語 japonés japonês japonais Japanisch|ko 한국어|nl Nederlands neerlandés néerlandais Niederländisch|no norsk
pl polski polaco|pt português portugués portugais Portugiesisch البرتغالية|ro română
ru русский ruso russo russe Russisch الروسية|sv svenska
sw Kiswahili suajili|tl Filipino|tr Türkçe turco turc Türkisch التركية|uk українська|ur اردو|vi Tiếng|yo Yorùbá
zh 中文 Mandarin chino chinês chinois Chinesisch الصينية|ak Fante|ca català|gl galego|eu euskara|ka ქართული|am አማርኛ|so Soomaali
"""

# Names in the language itself, in English and in the six interface languages -> code; all in small letters.
NAMES = {name.casefold(): two for two, _, name in _ROWS} | {
    name.casefold(): words[0]
    for line in _OTHER_NAMES.split("\n")
    for entry in line.split("|")
    if entry
    for words in [entry.split(" ")]
    for name in words[1:]
}
