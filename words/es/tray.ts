import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'es', typeof english> = {
  ready: 'Lista',
  attention: 'Necesita atención',
  offline: 'No se llega a ningún servicio',
  blocked: 'No funciona',
  outbox: 'Bandeja de salida: {{open}} en espera',
  outboxToDecide: 'Bandeja de salida: {{open}} en espera, {{needPerson}} por decidir',
  since: 'desde {{time}}',
  testMode: 'Modo de prueba: {{upstreams}}',
  training: 'Formación: nada cuenta',
  open: 'Abrir',
  doctor: 'Comprobación',
  customerScreen: 'Pantalla del cliente',
  startAtLogin: 'Iniciar con el equipo',
  quit: 'Salir',
  cannotStart: 'Till Agent no puede iniciarse',
  crashed: 'Till Agent se ha detenido',
}
