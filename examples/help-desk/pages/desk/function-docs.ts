/** What an administrator can switch, in German; Fernblick itself says it in English. */
export const germanFunctionDocs: Readonly<Record<string, string>> = {
  sessions:
    'Agentinnen und Agenten führen Videositzungen: sie starten sie, sagen zu, was angefragt ist, nehmen Anrufe an und treten bei; wer in einem Gespräch ist, bleibt darin.',
  requests:
    'Kundinnen und Kunden fragen Videositzungen an; Angefragtes lässt sich weiter beantworten.',
  dial: 'Kundinnen und Kunden rufen sofort an; es klingelt bei allen, die verfügbar sind.',
  queue:
    'Anrufe, die niemand sofort annehmen kann, warten in einer Reihe und klingeln bei einer Person nach der anderen.',
  numbers: 'Sitzungen mit einer Nummer zum Vorlesen, und Beitreten damit.',
  tickets: 'Sitzungen mit weiteren Tickets verknüpfen und davon lösen.',
  hold: 'Gespräche halten.',
  drawing: 'Auf dem Bild zeichnen.',
  chat: 'In der Sitzung schreiben, an alle und unter Agentinnen und Agenten.',
  responses: 'Agentinnen und Agenten suchen Textbausteine, ändern und senden sie.',
  contacts: 'Angaben zu Kontakten und zur Sitzung berichtigen; lesbar bleiben sie.',
  notes: 'Agentinnen und Agenten führen Notizen zu jeder Sitzung; Geschriebenes bleibt lesbar.',
  filing: 'Beendete Sitzungen mit einem Ergebnis ablegen.',
  internal: 'Sitzungen intern oder öffentlich stellen.',
  ratings: 'Kundinnen und Kunden bewerten Sitzungen nach dem Ende.',
  reports:
    'Die Auswertung aller Agentinnen und Agenten der eigenen Portale lesen, nicht nur die eigene.',
  mails:
    'E-Mails an Kundinnen und Kunden zu dem, was sie angefragt haben, und danach zur Bewertung; braucht einen SMTP-Server.',
  reminders: 'Erinnerungen per E-Mail, eine Stunde und zehn Minuten vor einem vereinbarten Termin.',
  invitations:
    'Per Link oder E-Mail einladen; solange es aus ist, sind Links zu, mit denen noch niemand gekommen ist.',
  screenshots:
    'Beide Seiten machen Bildschirmfotos und speichern bearbeitete Fassungen; was da ist, bleibt zu sehen.',
  'camera-wishes':
    'Kundinnen und Kunden um Rückkamera, Licht und Zoom bitten; nichts geschieht, bevor sie zustimmen.',
  recording:
    'Gespräche werden aufgezeichnet, wenn eine der beiden Seiten darum bittet und alle zustimmen; was da ist, bleibt zu sehen.',
  'auto-recording':
    'Ob Gespräche aufgezeichnet werden dürfen, wird an ihrem Anfang von selbst gefragt; niemand hat eine Taste dafür.',
};
