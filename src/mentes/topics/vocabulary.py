"""The common vocabulary that every instance starts with: key, then its name in English, Spanish, Arabic, Portuguese and French.

The Arabic names are drafts until a native speaker has read them.
"""

from mentes.lib.words import folded

LANGUAGES = ("en", "es", "ar", "pt", "fr")

TOPICS: tuple[tuple[str, str, str, str, str], ...] = (
    ("Pricing", "Precios", "التسعير", "Preços", "Fixer ses prix"),
    ("Bookkeeping", "Contabilidad", "مسك الدفاتر", "Contabilidade", "Comptabilité"),
    ("Cash flow", "Flujo de caja", "التدفق النقدي", "Fluxo de caixa", "Trésorerie"),
    ("Credit and loans", "Crédito y préstamos", "الائتمان والقروض", "Crédito e empréstimos", "Crédits et prêts"),
    ("Tax", "Impuestos", "الضرائب", "Impostos", "Impôts"),
    ("Food safety", "Higiene de los alimentos", "سلامة الغذاء", "Segurança alimentar", "Hygiène alimentaire"),
    ("Labelling", "Etiquetado", "وضع الملصقات", "Rotulagem", "Étiquetage"),
    ("Packaging", "Envases", "التغليف", "Embalagem", "Emballage"),
    (
        "Recipes at scale",
        "Recetas a mayor escala",
        "الوصفات بكميات كبيرة",
        "Receitas em escala",
        "Recettes à plus grande échelle",
    ),
    ("Suppliers", "Proveedores", "الموردون", "Fornecedores", "Fournisseurs"),
    ("Stock", "Existencias", "المخزون", "Estoque", "Stocks"),
    ("Hiring", "Contratar personal", "التوظيف", "Contratação", "Recruter"),
    ("Leading a team", "Dirigir un equipo", "قيادة فريق", "Liderar uma equipe", "Diriger une équipe"),
    ("Delegating", "Delegar", "التفويض", "Delegar", "Déléguer"),
    ("Selling at a market", "Vender en el mercado", "البيع في السوق", "Vender na feira", "Vendre au marché"),
    ("Selling to shops", "Vender a tiendas", "البيع للمتاجر", "Vender para lojas", "Vendre aux boutiques"),
    ("Wholesale", "Venta al por mayor", "البيع بالجملة", "Atacado", "Vente en gros"),
    ("Negotiation", "Negociación", "التفاوض", "Negociação", "Négociation"),
    ("Pitching", "Presentar una idea", "عرض الفكرة", "Apresentar uma ideia", "Présenter son projet"),
    ("Public speaking", "Hablar en público", "التحدث أمام الجمهور", "Falar em público", "Parler en public"),
    ("Online shop", "Tienda en línea", "متجر على الإنترنت", "Loja virtual", "Boutique en ligne"),
    ("Photography", "Fotografía", "التصوير", "Fotografia", "Photographie"),
    ("Social media", "Redes sociales", "وسائل التواصل", "Redes sociais", "Réseaux sociaux"),
    ("Branding", "Marca", "العلامة التجارية", "Marca", "Image de marque"),
    ("Customer care", "Atención al cliente", "خدمة الزبائن", "Atendimento ao cliente", "Relation client"),
    ("Export", "Exportación", "التصدير", "Exportação", "Exportation"),
    ("Logistics", "Logística", "النقل والتوزيع", "Logística", "Logistique"),
    ("Cooperatives", "Cooperativas", "التعاونيات", "Cooperativas", "Coopératives"),
    ("Fundraising", "Recaudar fondos", "جمع التبرعات", "Captação de recursos", "Collecte de fonds"),
    ("Investors", "Inversores", "المستثمرون", "Investidores", "Investisseurs"),
    ("Legal form", "Forma jurídica", "الشكل القانوني", "Forma jurídica", "Forme juridique"),
    ("Contracts", "Contratos", "العقود", "Contratos", "Contrats"),
    ("Product design", "Diseño de producto", "تصميم المنتج", "Design de produto", "Conception de produits"),
    ("Textiles", "Textiles", "النسيج", "Têxteis", "Textiles"),
    ("Ceramics", "Cerámica", "الخزف", "Cerâmica", "Céramique"),
    ("Woodwork", "Carpintería", "النجارة", "Marcenaria", "Travail du bois"),
    ("Repair", "Reparación", "الإصلاح", "Conserto", "Réparation"),
    ("Farming", "Agricultura", "الزراعة", "Agricultura", "Agriculture"),
    ("Fishing", "Pesca", "صيد السمك", "Pesca", "Pêche"),
    ("Hospitality", "Hostelería", "الضيافة", "Hospitalidade", "Hôtellerie"),
    ("Software", "Programación", "البرمجة", "Programação", "Logiciel"),
    ("Working with data", "Trabajar con datos", "العمل بالبيانات", "Trabalhar com dados", "Travailler avec des données"),
    ("Teaching", "Enseñar", "التعليم", "Ensinar", "Enseigner"),
    ("Career change", "Cambio de oficio", "تغيير المهنة", "Mudança de carreira", "Changer de métier"),
    ("Returning to work", "Volver al trabajo", "العودة إلى العمل", "Volta ao trabalho", "Retour au travail"),
    ("Writing", "Escribir", "الكتابة", "Escrever", "Écrire"),
    ("Planning time", "Organizar el tiempo", "تنظيم الوقت", "Organizar o tempo", "Organiser son temps"),
    ("Saying no", "Decir que no", "قول لا", "Dizer não", "Savoir dire non"),
)


def take_in(topics, all_names) -> None:
    """Puts the vocabulary into the two tables, as far as it is not there.

    Takes the rows of both, for a migration has models of its own, and a database that need not be the one in use.
    """
    for names in TOPICS:
        topic, _ = topics.get_or_create(key=folded(names[0]), defaults={"name": names[0], "is_shared": True})
        for language, name in zip(LANGUAGES, names, strict=True):
            all_names.get_or_create(topic=topic, language=language, defaults={"name": name})
