"""What foreign files call our columns and words, in English, Spanish, Portuguese, French, German and Arabic."""

# column -> headers, parted by |; compared folded (letter case, _ and - do not count).
_HEADERS = {
    "id": "id|person id|participant id|staff number|employee id|employee number|personnel number|user id|"
    "member id|identifier|identificador|número de empleado|código|matrícula|identifiant|numéro|matricule|"
    "personalnummer|kennung|mitarbeiternummer|المعرف|رقم الموظف|الرقم التعريفي",
    "name": "name|full name|your name|display name|nombre|nombre completo|nombre y apellidos|nombre y apellido|"
    "nome|nome completo|nom complet|nom et prénom|prénom et nom|vollständiger name|vor und nachname|الاسم|"
    "الاسم الكامل",
    "first_name": "first name|firstname|given name|forename|nombres|nombre de pila|primer nombre|primeiro nome|"
    "nome próprio|prénom|vorname|الاسم الأول",
    "last_name": "last name|lastname|surname|family name|apellido|apellidos|sobrenome|apelido|último nome|"
    "nom de famille|nom|nachname|familienname|اسم العائلة|اللقب",
    "email": "email|e mail|mail|email address|e mail address|work email|your email|correo|correo electrónico|"
    "dirección de correo electrónico|email corporativo|correio eletrónico|endereço de email|endereço de e mail|"
    "courriel|adresse e mail|adresse email|adresse électronique|adresse mail|e mail adresse|mailadresse|البريد|"
    "البريد الإلكتروني|عنوان البريد الإلكتروني|الايميل",
    "role": "role|programme role|program role|mentoring role|i want to be|mentor or mentee|rol|papel|"
    "papel no programa|rôle|rôle dans le programme|rolle|الدور",
    "offers": "offers|skills to teach|skills to share|skills offered|can teach|i can help with|topics offered|"
    "expertise|areas of expertise|skills|strengths|ofrece|puedo enseñar|áreas de experiencia|temas que ofrece|"
    "competencias|oferece|posso ensinar|áreas de especialização|compétences|compétences à transmettre|"
    "domaines d'expertise|peut enseigner|bietet|kann vermitteln|fachgebiete|kompetenzen|المهارات|مجالات الخبرة|"
    "يقدم",
    "seeks": "seeks|skills to learn|wants to learn|i want to learn|topics sought|learning goals|"
    "development areas|areas to develop|busca|quiero aprender|quiere aprender|habilidades por aprender|"
    "temas que busca|procura|quero aprender|competências a desenvolver|cherche|compétences à acquérir|"
    "veut apprendre|à apprendre|sucht|möchte lernen|lernziele|entwicklungsfelder|مهارات للتعلم|أريد أن أتعلم|"
    "يبحث عن",
    "goals": "goals|goal|my goals|what do you hope to achieve|expectations|motivation|why do you want a mentor|"
    "objetivos|metas|expectativas|objectifs|attentes|ziele|erwartungen|الأهداف",
    "background": "background|biography|bio|about me|about you|experience|career|profile|summary|biografía|"
    "experiencia|trayectoria|sobre mí|biografia|experiência|percurso|sobre mim|biographie|parcours|expérience|"
    "à propos|werdegang|über mich|erfahrung|hintergrund|نبذة|الخبرة|السيرة الذاتية|الخلفية",
    "would_help": "would help|who would you like to help|whom i would help|ideal mentee|a quién ayudaría|"
    "quem gostaria de ajudar|qui souhaitez vous aider|wem möchten sie helfen|من تود مساعدته",
    "lived": "lived|lived experience|lived experiences|experiencias vividas|experiências vividas|"
    "expériences vécues|vécu|lebenserfahrungen|التجارب المعاشة",
    "lived_wish": "lived wish|someone like me|match with similar experience",
    "working": "working|working style|way of working|how i work|forma de trabajar|estilo de trabajo|"
    "forma de trabalhar|façon de travailler|style de travail|arbeitsweise|أسلوب العمل",
    "languages": "languages|language|spoken languages|languages spoken|idiomas|idioma|lenguas|línguas|langues|"
    "langues parlées|langue|sprachen|sprache|اللغات|اللغة",
    "time_zone": "time zone|timezone|tz|huso horario|zona horaria|fuso horário|fuseau horaire|zeitzone|المنطقة الزمنية",
    "hours": "hours|weekly hours|available hours|availability|disponibilidad|horario|horas|horario disponible|"
    "disponibilidade|horário|disponibilité|disponibilités|horaires|verfügbarkeit|zeiten|الساعات|أوقات التوفر",
    "capacity": "capacity|max mentees|maximum mentees|number of mentees|how many mentees|seats|capacidad|"
    "plazas|número de mentees|capacidade|vagas|número de mentorados|capacité|places|nombre de mentorés|kapazität|"
    "plätze|anzahl mentees|السعة|عدد المتدربين",
    "wants": "wants|number of mentors|how many mentors|mentors wanted|número de mentores|cuántos mentores|"
    "quantos mentores|nombre de mentors|anzahl mentoren|عدد المرشدين",
    "organisation": "organisation|organization|company|employer|department|institution|organización|empresa|"
    "departamento|organização|entreprise|service|firma|unternehmen|abteilung|المنظمة|الشركة|المؤسسة|القسم",
    "manager_id": "manager id|manager|line manager|manager email|supervisor|reports to|jefe|jefa|responsable|"
    "gestor|gerente|chefe|supérieur|supérieur hiérarchique|vorgesetzte|vorgesetzter|führungskraft|المدير",
    "wishes": "wishes|wish list|ranked wishes|people i would like|preferred people|preferred mentors|preferred mentees|"
    "mentor choices|personas preferidas|mentores preferidos|mentorados preferidos|personnes souhaitées|mentors souhaités|"
    "wunschpersonen|wunschmentoren|الأشخاص المفضلون",
    "by_hand": "by hand|match by hand|no automatic matching|no software|a mano|emparejar a mano|à mão|à la main|von hand|"
    "nicht automatisch|يدويًا|يدويا",
    "not_with": "not with|do not match with|exclude|conflicts|no emparejar con|não emparelhar com|"
    "ne pas associer avec|nicht mit|ليس مع",
}
HEADERS = {column: tuple(names.split("|")) for column, names in _HEADERS.items()}

# A yes in such a column makes the role "both"; a no leaves the role of the file.
BOTH_HEADERS = (
    "both mentor and mentee", "mentor and mentee", "both", "both roles", "ambos roles", "mentor y mentee", "ambos os papéis",
    "mentor e mentee", "les deux", "mentor et mentoré", "beide rollen", "mentor und mentee", "كلا الدورين",
)  # fmt: skip
YES_NO = {
    "yes": "both", "y": "both", "true": "both", "sí": "both", "si": "both", "sim": "both", "oui": "both", "ja": "both",
    "نعم": "both", "no": "", "n": "", "false": "", "não": "", "nao": "", "non": "", "nein": "", "لا": "",
}  # fmt: skip

_ROLES = {
    "mentor": "mentor|mentors|mentora|mentores|mentoras|mentorin|mentor/in|mentor*in|mentor:in|mentoren|"
    "mentorat|mentors (h/f)|tutor|مرشد|مرشدة|موجه|موجهة",
    "mentee": "mentee|mentees|mentorado|mentorada|mentorados|mentorizado|mentorando|mentoranda|aprendiz|"
    "telémaco|mentoré|mentorée|mentorés|mentoree|mentee (m/w/d)|متدرب|متدربة|مسترشد|مسترشدة",
    "both": "both|mentor and mentee|mentor & mentee|mentor + mentee|mentor/mentee|ambos|ambas|los dos|"
    "mentor y mentee|os dois|mentor e mentee|les deux|mentor et mentoré|beide|beides|mentor und mentee|كلاهما|"
    "مرشد ومتدرب",
}
ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words.split("|")}
