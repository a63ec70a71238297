import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'es', typeof english> = {
  title: 'Actualizaciones',
  version: 'Versión',
  offered: 'Versión más nueva',
  ring: 'Grupo de tiendas',
  quietHours: 'Horas tranquilas',
  fresh: 'Última búsqueda correcta',
  never: 'Ninguna aún',
  steps: {
    idle: 'Esta es la versión más nueva para esta tienda.',
    checking: 'Buscando una versión más nueva…',
    available: 'Hay una versión más nueva.',
    downloading: 'Descargando {{version}}…',
    ready: 'Descargada y comprobada. Se instala cuando la caja esté en reposo.',
    installing: 'Instalando. La ventana vuelve sola.',
    proving: 'Comprobando si la versión nueva funciona.',
    'rolling-back': 'La versión nueva no funcionaba. Se está restaurando la anterior.',
  },
  waits: {
    paused: 'Las actualizaciones están en pausa.',
    pinned: 'La oficina central mantiene esta tienda en su versión.',
    'not-in-ring': 'Otras tiendas la reciben antes.',
    'failed-before': 'Antes no funcionó aquí. Esperando una versión más nueva.',
    'request-under-way': 'Espera a que termine una solicitud.',
    'sale-just-now': 'Espera un momento tranquilo.',
    'verification-open': 'Espera a que se verifique a un cliente.',
    'pairing-open': 'Espera a que un programa que pide acceso tenga respuesta.',
    'outside-quiet-hours': 'Espera a las horas tranquilas de la tienda.',
  },
  outcomes: {
    done: 'La versión {{version}} se instaló {{when}}.',
    'rolled-back': 'La versión {{version}} no funcionaba y se quitó {{when}}.',
    stuck: 'La versión {{version}} no se pudo quitar {{when}}. Llame al soporte.',
  },
  progress: '{{bytes}} de {{of}}',
  check: 'Buscar actualizaciones',
  install: 'Instalar ahora',
  installTitle: '¿Instalar ahora la versión {{version}}?',
  installExplain:
    'Till Agent se detiene y vuelve a iniciarse. El programa de caja no llega a los servicios durante medio minuto aproximadamente.',
}
