import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'de', typeof english> = {
  busy: 'Till Agent ist gerade beschäftigt. Versuchen Sie es nach dem Verkauf erneut.',
  forget:
    'Auch die Geheimnisse der Kasse aus dem Schlüsselbund entfernen? Die Kasse muss dann neu eingerichtet werden.',
  summary: 'Verbindet die Kasse mit Kundenbindung und anderen Cloud-Diensten',
}
