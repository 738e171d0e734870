"""How the lines around an article look in German, French and Spanish; `boilerplate` reads them with its own."""

LABELS = (
    r"lesen sie (?:auch|mehr|hier)|mehr (?:zum thema|dazu|lesen|nachrichten)|auch interessant|weiterlesen",
    r"das könnte sie auch interessieren|weitere (?:artikel|themen)|zum thema|passend dazu|meistgelesen",
    r"(?:à )?lire (?:aussi|également|la suite|plus)|(?:à )?voir aussi|sur le même (?:sujet|thème)",
    r"articles? (?:liés|associés)|les plus lus|à ne pas manquer|notre sélection",
    r"(?:lea?|leer?|vea|ver) (?:también|más)|te puede interesar|no te pierdas|sigue leyendo",
    r"(?:contenido|noticias?|artículos?) relacionad[oa]s?|más (?:leídas|noticias|información)|lo más (?:leído|visto)",
)
FORMS = (
    r"(?:anzeige|werbung|publicité|publicidad|contenu sponsorisé|patrocinado)[:.]?",
    r"(?:abonnieren sie|jetzt abonnieren|melden sie sich|hier anmelden)\b.{0,200}\bnewsletter\b.{0,160}",
    r"(?:inscrivez-vous|abonnez-vous|recevez)\b.{0,200}\b(?:newsletter|lettre|abonné\w*|gratuit\w*)\b.{0,160}",
    r"(?:suscríbete|suscríbase|apúntate|regístrate|recibe)\b.{0,200}\b(?:boletín|newsletter|canal|correo)\b.{0,160}",
    r".{0,300}\b(?:jederzeit kündbar|sans engagement|résiliable à tout moment|cancela cuando quieras)\b.{0,80}",
    r"(?:du musst|sie müssen)\b.{0,40}\b(?:eingeloggt|angemeldet|registriert)\b.{0,80}\bkomment\w+.{0,80}",
    r"(?:connectez-vous|vous devez être connecté)\b.{0,60}\bcomment\w+.{0,60}",
    r"(?:inicia sesión|debes? (?:iniciar sesión|estar registrado))\b.{0,60}\bcoment\w+.{0,60}",
    r"(?:foto|bild|symbolbild|photo|imagen|crédits? photo|quelle|vidéo|vídeo)s?(?: de)? ?[:/] ?[^“”„»\"]{1,120}",
    r"(?:folgen sie|suivez|síguenos|sigue a)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|telegram)\b.{0,100}",
    r"(?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b.{0,160}",
    r"(?:wir verwenden|diese (?:seite|website) (?:nutzt|verwendet))\b.{0,80}\bcookies?\b.{0,300}",
    r"(?:nous utilisons|ce site utilise|en poursuivant)\b.{0,80}\bcookies?\b.{0,300}",
    r"(?:utilizamos|usamos|este sitio (?:usa|utiliza))\b.{0,80}\bcookies?\b.{0,300}",
    r"(?:schlagworte|mots-clés|etiquetas|archivado en|kategorie|catégorie|categoría) ?: ?[^.!?]{2,120}",
    r"(?:veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado)\b[^.!?]{0,20}\d[^.!?]{0,40}",
)
