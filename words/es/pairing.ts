import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'es', typeof english> = {
  title: 'Un programa pide acceso',
  executable: 'Archivo del programa',
  pid: 'proceso {{pid}}',
  foreignLetters: 'Lo que está entre ‹ › no es una letra corriente: puede parecer otra, o no verse.',
  resembles: 'El nombre es el de un programa que ya tiene acceso, o parece el mismo: {{clients}}.',
  unknownProcess: 'Este equipo no puede decir qué programa pregunta.',
  compare: '¿Muestra el programa de caja este código?',
  impostor:
    'Permítalo solo si usted mismo acaba de iniciarlo en el programa de caja. ¿No hay código, o es otro? Elija «Rechazar»: otro programa puede estar haciéndose pasar por el programa de caja.',
  wants: 'Quiere',
  forHowLong: 'Durante cuánto tiempo',
  asRequested: '{{period}} (solicitado)',
  days_one: 'Un día',
  days_many: '{{count}} de días',
  days_other: '{{count}} días',
  untilRevoked: 'Hasta que le quite el acceso',
  timeLeft: 'Tiempo para responder',
  approve: 'Códigos iguales: permitir',
  approveBySpace: 'Para pulsar este botón con el teclado, use la barra espaciadora, no Intro.',
  refuse: 'Rechazar',
  chooseOne: 'Elija al menos una cosa que pueda hacer.',
  pinNeeded: 'Para dar acceso a un programa, escriba el PIN del responsable.',
  granted: '{{name}} tiene acceso ahora.',
  grantedHint: 'El programa de caja recibe su clave solo. Puede quitarle el acceso en «Programas».',
  refused: 'Se ha rechazado a {{name}}.',
  withdrawn: 'Se respondió en otro lugar, o el programa dejó de preguntar.',
  expired: 'Se ha acabado el tiempo para responder. El programa no ha recibido acceso.',
  expiredHint: 'Inicie de nuevo la vinculación en el programa de caja.',
}
