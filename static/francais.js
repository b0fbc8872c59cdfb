// Streamlit's own labels are written in English and cannot be set. Here they are in French, word for word:
// only a text or an attribute that is exactly one of these is replaced, and never inside what the application
// itself wrote (Markdown, tables, charts). The list is read top-down: reach, enter, choose, write, read, fail.
(() => {
  "use strict";

  const NBSP = "\u00a0";

  const LABELS = new Map(
    Object.entries({
      "Skip to main content": "Aller au contenu principal",
      "Main menu": "Menu principal",
      "App pages": "Pages de l’application",
      "Sidebar": "Barre latérale",
      "Collapse sidebar": "Replier la barre latérale",
      "Expand sidebar": "Déplier la barre latérale",
      "View less": "Voir moins",
      "App Logo": "Cap Solidarités",
      "Header Logo": "Cap Solidarités",
      "Notifications": "Messages",
      "Link to heading": "Lien vers ce titre",
      "Close": "Fermer",
      "Cancel": "Annuler",
      "Open": "Ouvrir",
      "Copy": "Copier",
      "Previous page": "Page précédente",
      "Next page": "Page suivante",
      "Pagination": "Pages",
      "streamlit_folium.st_folium": "Carte des équipements",
      "Scroll tabs left": "Onglets précédents",
      "Scroll tabs right": "Onglets suivants",

      "(required)": "(obligatoire)",
      "This field is required.": "Ce champ est obligatoire.",
      "Invalid input.": "Saisie non valable.",
      "Choose an option": "Choisir",
      "Choose options": "Choisir",
      "Choose or add an option": "Choisir ou ajouter",
      "Choose or add options": "Choisir ou ajouter",
      "Add an option": "Ajouter",
      "Add options": "Ajouter",
      "Select...": "Choisir…",
      "Select all": "Tout choisir",
      "Selected values": "Valeurs choisies",
      "Multiselect options": "Choix possibles",
      "Selectbox options": "Choix possibles",
      "No results": "Aucun résultat",
      "No options": "Aucun choix possible",
      "No options to select": "Aucun choix possible",
      "Clear all": "Tout effacer",
      "Clear value": "Effacer",
      "Clear entry": "Effacer",
      "Increment": "Augmenter",
      "Decrement": "Diminuer",
      "Show password": "Afficher le mot de passe",
      "Hide password": "Masquer le mot de passe",
      "Press Enter to apply": "Entrée pour valider",
      "Press Enter to submit form": "Entrée pour envoyer",
      "Press Ctrl+Enter to apply": "Ctrl+Entrée pour valider",
      "Press Ctrl+Enter to submit form": "Ctrl+Entrée pour envoyer",
      "Press ⌘+Enter to apply": "⌘+Entrée pour valider",
      "Press ⌘+Enter to submit form": "⌘+Entrée pour envoyer",

      "Choose date": "Choisir une date",
      "dd": "jj",
      "yyyy": "aaaa",
      "Choose date range": "Choisir une période",
      "Date range": "Période",
      "Quick select a date range": "Choix rapide d’une période",
      "Calendar": "Calendrier",
      "Clear date": "Effacer la date",
      "Clear dates": "Effacer les dates",
      "Use arrow keys to navigate dates. Enter to select. Escape to close.":
        "Flèches pour changer de date, Entrée pour choisir, Échap pour fermer.",

      "file upload": "Fichier",
      "Upload": "Choisir un fichier",
      "Add files": "Ajouter des fichiers",
      "Drag and drop a file here": "ou déposez-le ici",
      "Drag and drop files here": "ou déposez-les ici",
      "Error:": `Erreur${NBSP}: `,
      "Only one file is allowed.": "Un seul fichier à la fois.",
      "Unexpected error. Please try again.": "L’envoi a échoué. Réessayez.",
      "Network Error": "L’envoi a échoué. Vérifiez votre connexion au réseau, puis réessayez.",
      "Download failed": "Le téléchargement a échoué. Réessayez.",
      "Failed to generate file for download":
        `Ce fichier n’a pas pu être lu. Réessayez${NBSP}; s’il manque encore, prévenez la coordination du plan.`,

      "Show/hide columns": "Choisir les colonnes",
      "Download as CSV": "Télécharger en CSV",
      "Download as PNG": "Télécharger l’image (PNG)",
      "Download as SVG": "Télécharger l’image (SVG)",
      "Search": "Rechercher",
      "Type to search": "Rechercher",
      "Close Search": "Fermer la recherche",
      "Previous Result": "Résultat précédent",
      "Next Result": "Résultat suivant",
      "Fullscreen": "Plein écran",
      "Close fullscreen": "Quitter le plein écran",
      "Vega visualization": "Graphique",
      "Copy Vega-Lite spec": "Copier la description du graphique",
      "Show data": "Voir les données",
      "Show chart": "Voir le graphique",
      "Add row": "Ajouter une ligne",
      "Delete row(s)": "Supprimer les lignes choisies",
      "Clear selection": "Effacer la sélection",
      "Dataframe column menu": "Menu de la colonne",
      "Sort ascending": "Trier par ordre croissant",
      "Sort descending": "Trier par ordre décroissant",
      "Pin column": "Figer la colonne",
      "Unpin column": "Libérer la colonne",
      "Hide column": "Masquer la colonne",
      "Autosize": "Ajuster la largeur",
      "Format": "Format",
      "Copy column name": "Copier le nom de la colonne",
      "Values": "Valeurs",
      "Empty": "Vides",
      "Distinct": "Distinctes",
      "Minimum": "Minimum",
      "Maximum": "Maximum",
      "Average": "Moyenne",
      "Median": "Médiane",
      "Sum": "Somme",
      "Range": "Étendue",
      "Count": "Nombre",
      "Standard deviation": "Écart type",
      "Minimum length": "Longueur minimale",
      "Maximum length": "Longueur maximale",
      "Average length": "Longueur moyenne",
      "Based on sample": "D’après un échantillon",
      "No data": "Aucune donnée",
      "Loading...": "Chargement…",

      "Running...": "Calcul en cours…",
      "Stop": "Arrêter",
      "Stopping...": "Arrêt…",
      "Connecting": "Connexion…",
      "Connection error": "Connexion perdue",
      "Connection timed out.":
        "Le serveur ne répond pas. La page se reconnectera d’elle-même.",
      "Streamlit server is not responding. Are you connected to the internet?":
        `Le serveur ne répond pas. Vérifiez votre connexion au réseau${NBSP}; la page se reconnectera d’elle-même.`,
      "Try again": "Réessayer",
      "Page not found": "Page introuvable",
      "The page that you have requested does not seem to exist. Running the app's main page.":
        "Cette adresse ne correspond à aucune page. Voici l’accueil.",
    }),
  );

  const day = (text) => new Date(text).toLocaleDateString("fr-FR", { dateStyle: "long" });

  const UNITS = { KB: "ko", MB: "Mo", GB: "Go" };
  const weight = (size, unit) =>
    `${Number(size).toLocaleString("fr-FR")}${NBSP}${UNITS[unit] ?? (Number(size) < 2 ? "octet" : "octets")}`;

  const PATTERNS = [
    [/^day, (.+)$/, "jour, $1"],
    [/^month, (.+)$/, "mois, $1"],
    [/^year, (.+)$/, "année, $1"],
    [/^Choose date, (.+)$/, "Choisir une date, $1"],
    [/^Selected Date: (\w+ \d+, \d+)$/, (_, date) => `Date choisie${NBSP}: ${day(date)}`],
    [/^Selected Range: (\w+ \d+, \d+) to (\w+ \d+, \d+)$/,
      (_, start, end) => `Période choisie${NBSP}: du ${day(start)} au ${day(end)}`],
    [/^View (\d+) more$/, "Voir $1 de plus"],
    [/^Select (\d+) matches$/, "Choisir les $1 résultats"],
    [/^Remove (.+)$/, "Retirer $1"],
    [/^Add: (.+)$/, `Ajouter${NBSP}: $1`],
    [/^Help for (.+)$/, `Aide${NBSP}: $1`],
    [/^(Show\/hide columns|Download as CSV|Search|Close Search|Fullscreen|Close fullscreen): (.+)$/,
      (_, label, table) => `${LABELS.get(label)}${NBSP}: ${table}`],
    [/^Page (\d+)$/, "Page $1"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      "$1 choix au plus. Retirez-en un d’abord."],
    [/^(\d+)MB per file(.*)$/, `$1${NBSP}Mo par fichier$2`],
    [/^(\d+(?:\.\d+)?)([KMG]?B)$/, (_, size, unit) => weight(size, unit)],
    [/^(.+), (\d+(?:\.\d+)?)([KMG]?B)$/, (_, name, size, unit) => `${name}, ${weight(size, unit)}`],
    [/^(?:Error: )?File must be ([\d.]+)([KMG]?B) or smaller\.$/,
      (_, size, unit) => `Ce fichier est trop lourd${NBSP}: ${weight(size, unit)} au plus.`],
    [/^(?:Error: )?(?:\S+ )?files are not allowed\.$/, "Ce type de fichier n’est pas admis."],
    [/^(?:Error: )?Request failed with status code \d+$/, "L’envoi a échoué. Réessayez."],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      "Nombre trop grand. Saisissez $1 ou moins."],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      "Nombre trop petit. Saisissez $1 ou plus."],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      "Nombre hors limites. Saisissez une valeur entre $1 et $2."],
    [/^You have requested page \/(.*), but no corresponding file was found.*$/,
      "L’adresse «\u00a0/$1\u00a0» ne correspond à aucune page. Voici l’accueil."],
  ];

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];

  // What the application wrote, or what is drawn: left alone, and not even walked through.
  const OURS =
    '[data-testid="stMarkdownContainer"]:not([data-testid="stFileUploader"] *), ' +
    ".js-plotly-plot, svg, canvas, script, style, textarea";

  function french(text) {
    const english = text.trim();
    if (english.length < 2 || english.length > 200) return null;
    const exact = LABELS.get(english);
    if (exact !== undefined) return exact;
    for (const [pattern, replacement] of PATTERNS) {
      if (pattern.test(english)) return english.replace(pattern, replacement);
    }
    return null;
  }

  function sayText(node) {
    const text = french(node.data);
    if (text !== null && text !== node.data) node.data = text;
  }

  function sayAttributes(element) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const text = value && french(value);
      if (text && text !== value) element.setAttribute(name, text);
    }
    // Streamlit names its messages by an element that it does not draw.
    if (element.matches('[role="alertdialog"]:not([aria-label])')) element.setAttribute("aria-label", "Message");
  }

  const filter = {
    acceptNode: (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  };

  function say(root) {
    const element = root.nodeType === Node.ELEMENT_NODE ? root : root.parentElement;
    if (!element || element.closest(OURS)) return;
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    sayAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) sayText(walker.currentNode);
      else sayAttributes(walker.currentNode);
    }
  }

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => node.isConnected && say(node));
      else if (change.type === "characterData") say(change.target);
      else if (!change.target.closest(OURS)) sayAttributes(change.target);
    }
  });
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  say(document.body);
})();
