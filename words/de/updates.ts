import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'de', typeof english> = {
  title: 'Updates',
  version: 'Version',
  offered: 'Neuere Version',
  ring: 'Gruppe von Filialen',
  quietHours: 'Ruhezeiten',
  fresh: 'Letzte erfolgreiche Suche',
  never: 'Noch keine',
  steps: {
    idle: 'Das ist die neueste Version für diese Filiale.',
    checking: 'Neuere Version wird gesucht …',
    available: 'Eine neuere Version ist verfügbar.',
    downloading: '{{version}} wird geladen …',
    ready: 'Geladen und geprüft. Wird installiert, sobald an der Kasse Ruhe ist.',
    installing: 'Wird installiert. Das Fenster kommt von selbst zurück.',
    proving: 'Es wird geprüft, ob die neue Version funktioniert.',
    'rolling-back': 'Die neue Version hat nicht funktioniert. Die vorige wird wiederhergestellt.',
  },
  waits: {
    paused: 'Updates sind angehalten.',
    pinned: 'Die Zentrale lässt diese Filiale auf ihrer Version.',
    'not-in-ring': 'Andere Filialen bekommen sie zuerst.',
    'failed-before': 'Sie hat hier schon einmal nicht funktioniert. Warten auf eine neuere.',
    'request-under-way': 'Es wartet, bis eine Anfrage fertig ist.',
    'sale-just-now': 'Es wartet auf einen ruhigen Moment.',
    'verification-open': 'Es wartet, bis ein Kunde bestätigt ist.',
    'pairing-open': 'Es wartet, bis ein Programm, das um Zugriff bittet, Antwort hat.',
    'outside-quiet-hours': 'Es wartet auf die Ruhezeiten der Filiale.',
  },
  outcomes: {
    done: 'Version {{version}} wurde {{when}} installiert.',
    'rolled-back': 'Version {{version}} hat nicht funktioniert und wurde {{when}} entfernt.',
    stuck: 'Version {{version}} konnte {{when}} nicht entfernt werden. Rufen Sie den Support an.',
  },
  progress: '{{bytes}} von {{of}}',
  check: 'Nach Updates suchen',
  install: 'Jetzt installieren',
  installTitle: 'Version {{version}} jetzt installieren?',
  installExplain:
    'Till Agent hält an und startet neu. Die Kassensoftware erreicht die Dienste etwa eine halbe Minute lang nicht.',
}
