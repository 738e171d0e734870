"""How the lines around an article look in German, French and Spanish; `boilerplate` reads them with the English ones."""

LABELS = (
    r"lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu|lesen|nachrichten)|auch interessant|weitere (?:artikel|themen)"
    r"|das könnte sie auch interessieren|zum thema|passend dazu|meistgelesen|weiterlesen|mehr aus [\w ]{1,40}",
    r"(?:à )?lire (?:aussi|également|la suite|plus)|voir aussi|sur le même (?:sujet|thème)|articles? (?:liés|associés)"
    r"|les plus lus|à ne pas manquer|à voir aussi|notre sélection",
    r"(?:lea?|leer?|vea|ver) (?:también|más)|te puede interesar|(?:contenido|noticias?|artículos?) relacionad[oa]s?"
    r"|más (?:leídas|noticias|información|sobre el tema)|lo más (?:leído|visto)|no te pierdas|sigue leyendo",
)
FORMS = (
    r"(?:anzeige|werbung|publicité|publicidad|contenu sponsorisé|patrocinado)[:.]?",
    r"(?:abonnieren sie|jetzt abonnieren|melden sie sich|hier anmelden|zum newsletter|newsletter)\b.{0,200}\bnewsletter\b.{0,160}",
    r"(?:inscrivez-vous|abonnez-vous|recevez|je m[’']abonne)\b.{0,200}\b(?:newsletter|lettre|abonné\w*|gratuit\w*)\b.{0,160}",
    r"(?:suscríbete|suscríbase|apúntate|regístrate|recibe)\b.{0,200}\b(?:boletín|newsletter|canal|correo|gratis)\b.{0,160}",
    r".{0,300}\b(?:jederzeit kündbar|sans engagement|résiliable à tout moment|cancela cuando quieras)\b.{0,80}",
    (
        r"(?:du musst|sie müssen)\b.{0,40}\b(?:eingeloggt|angemeldet|registriert)\b.{0,80}\bkomment\w+.{0,80}"
        r"|(?:connectez-vous|vous devez être connecté)\b.{0,60}\bcomment\w+.{0,60}"
        r"|(?:inicia sesión|debes? (?:iniciar sesión|estar registrado))\b.{0,60}\bcoment\w+.{0,60}"
    ),
    r"(?:foto|bild|symbolbild|photo|imagen|crédits? photo|fotografía|quelle|vidéo|vídeo)s?(?: de)? ?[:/] ?[^“”„»\"]{1,120}",
    r"(?:folgen sie|suivez|síguenos|sigue a)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|telegram|google news)\b.{0,100}",
    r"(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b.{0,160}",
    r"(?=.{0,300}\bcookies?\b)(?:wir verwenden|diese (?:seite|website)|nous utilisons|ce site|en poursuivant|utilizamos"
    r"|usamos|este sitio)\b.{0,400}",
    r"(?:etiketten|schlagworte|mots-clés|etiquetas|archivado en|kategorie|catégorie|categoría) ?: ?[^.!?]{2,120}",
    r"(?:veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado)\b[^.!?]{0,20}\d[^.!?]{0,40}",
)
