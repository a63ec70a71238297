import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'hi', typeof english> = {
  ready: 'तैयार',
  attention: 'ध्यान देना है',
  offline: 'किसी सेवा तक नहीं पहुँचा जा सकता',
  blocked: 'काम नहीं कर रहा',
  outbox: 'आउटबॉक्स: {{open}} प्रतीक्षा में',
  outboxToDecide: 'आउटबॉक्स: {{open}} प्रतीक्षा में, {{needPerson}} तय करने हैं',
  since: '{{time}} से',
  testMode: 'परीक्षण मोड: {{upstreams}}',
  training: 'अभ्यास: कुछ नहीं गिना जाता',
  open: 'खोलें',
  doctor: 'जाँच',
  customerScreen: 'ग्राहक स्क्रीन',
  startAtLogin: 'कंप्यूटर के साथ शुरू करें',
  quit: 'बंद करें',
  cannotStart: 'Till Agent शुरू नहीं हो सकता',
  crashed: 'Till Agent रुक गया',
}
