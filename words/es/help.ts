import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'es', typeof english> = {
  open: 'Ayuda',
  next: 'Siguiente',
  support: 'Llamar al soporte',
  supportExplain: 'Un paquete de soporte contiene lo que el soporte necesita, sin secretos ni clientes.',
  make: 'Crear un paquete de soporte',
  read: 'Leerlo antes',
  reference: 'Diga este número al soporte',
  customer: {
    title: 'Ayuda: clientes',
    lines: {
      first: 'Escriba o escanee un número, un correo o una tarjeta.',
      second: 'Envíe un código. El cliente lo recibe por SMS o correo.',
      third: 'Escriba el código que le lee el cliente.',
      fourth: 'Verde: el número o la dirección es del cliente.',
      fifth: '¿Sin código? Envíe otro, o venda sin verificación.',
    },
    next: 'Pulse Escape para empezar de nuevo con el siguiente cliente.',
  },
  status: {
    title: 'Ayuda: estado',
    lines: {
      first: 'El color de arriba dice cómo está la caja.',
      second: 'Atención: funciona, y hay algo que mirar.',
      third: 'Sin conexión: las ventas siguen, la fidelización no.',
      fourth: 'Bloqueada: el programa de caja no recibe nada hasta que se arregle.',
      fifth: 'Cada tarjeta dice cuándo respondió su servicio por última vez.',
    },
    next: 'Abra el diagnóstico. Dice qué va mal y qué hacer.',
  },
  outbox: {
    title: 'Ayuda: bandeja de salida',
    lines: {
      first: 'Aquí se guardan las ventas que no se pudieron enviar.',
      second: 'La caja las envía sola, en su orden.',
      third: 'Algunas necesitan una decisión: el servicio las rechazó o no respondió.',
      fourth: 'Una corrección se envía de nuevo como la misma venta.',
      fifth: 'Nada de aquí se pierde al reiniciar la caja.',
    },
    next: 'Mire primero «Por decidir».',
  },
  clients: {
    title: 'Ayuda: programas',
    lines: {
      first: 'Un programa es un programa de caja que puede usar los servicios de esta caja.',
      second: 'Cada uno tiene su propia clave y solo puede hacer lo que se indica.',
      third: 'Inicie la vinculación en el programa de caja; aquí aparece una pregunta.',
      fourth: 'Compare el código en las dos pantallas antes de permitirlo.',
      fifth: 'Quite el acceso enseguida si otros pueden conocer una clave.',
    },
    next: 'Vincule un programa de caja, o añada uno a mano.',
  },
  upstreams: {
    title: 'Ayuda: servicios',
    lines: {
      first: 'Un servicio es algo en la nube en lo que esta caja inicia sesión.',
      second: 'La contraseña se guarda en el llavero de este equipo.',
      third: 'Bloqueado: el servicio rechazó la contraseña. No se vuelve a intentar.',
      fourth: 'Una contraseña nueva se prueba antes de retirar la antigua.',
      fifth: 'La prueba muestra con qué nombre conoce el servicio esta caja.',
    },
    next: 'Si un servicio está bloqueado, escriba la contraseña correcta.',
  },
  settings: {
    title: 'Ayuda: ajustes',
    lines: {
      first: 'Ponga primero el país: los números se leen según él.',
      second: 'Ponga un PIN del responsable, para que en caja no se cambie nada.',
      third: 'Lo que decidió la oficina central no se puede cambiar aquí.',
      fourth: 'Algunos cambios valen desde el próximo inicio. La fila lo dice.',
      fifth: 'Restablecer recupera el valor de fábrica.',
    },
    next: 'Deje los límites como están, salvo que el soporte lo pida.',
  },
}
