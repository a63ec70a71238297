import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'es', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent no responde.',
    remedy: 'Espere un momento y reinténtelo. Si no sirve, reinicie este equipo o llame al soporte.',
  },
  MALFORMED_REQUEST: {
    title: 'Un programa ha enviado algo que Till Agent no puede leer.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  INVALID_INPUT: { title: 'Revise el campo marcado.', remedy: 'Corríjalo y reinténtelo.' },
  AMBIGUOUS_PATH: {
    title: 'Un programa ha usado una dirección que se puede leer de dos maneras.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  NOT_FOUND: {
    title: 'No encontrado.',
    remedy: 'Cierre esta ventana y vuelva a abrirla. Si no sirve, Till Agent necesita una actualización.',
  },
  METHOD_NOT_ALLOWED: { title: 'No se admite.', remedy: 'Avise a quienes se ocupan del programa de caja.' },
  BODY_TOO_LARGE: {
    title: 'Es más de lo que esta caja acepta de una vez.',
    remedy: 'Envíe menos, o suba el límite en los ajustes.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Las cabeceras de la solicitud son demasiado grandes.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  TARGET_TOO_LONG: {
    title: 'Un programa ha enviado una solicitud con una dirección demasiado larga.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  REQUEST_TIMEOUT: { title: 'La solicitud no llegó a tiempo.', remedy: 'Reinténtelo.' },
  UPGRADE_REFUSED: {
    title: 'Un programa ha pedido un tipo de conexión que no se ofrece.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  EXPECTATION_REFUSED: {
    title: 'Un programa ha pedido algo de HTTP que no se ofrece.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  FOREIGN_HOST: {
    title: 'Una solicitud era para otro equipo y se ha rechazado.',
    remedy: 'Si ocurre a menudo, avise al soporte: quizá una página web intenta usar esta caja.',
  },
  ORIGIN_REFUSED: {
    title: 'Una página web ha intentado usar esta caja y se ha rechazado.',
    remedy: 'Si es su propia caja en el navegador, añada su dirección en «Programas».',
  },
  KEY_REQUIRED: {
    title: 'Un programa no ha enviado su clave.',
    remedy: 'Vincule el programa con esta caja en «Programas».',
  },
  KEY_REFUSED: {
    title: 'Un programa ha enviado una clave que esta caja no conoce.',
    remedy: 'Vincule de nuevo el programa con esta caja en «Programas».',
  },
  SIGNATURE_REFUSED: {
    title: 'La solicitud de un programa no estaba firmada como debe.',
    remedy: 'Compruebe el reloj del programa y pregunte a su fabricante.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'El cliente ya no tiene la sesión iniciada.',
    remedy: 'Pida al cliente que vuelva a iniciar sesión.',
  },
  STEP_UP_REQUIRED: {
    title: 'El servicio pide un inicio de sesión más seguro.',
    remedy: 'Pida a la persona que vuelva a iniciar sesión, con un segundo factor.',
  },
  SESSION_REQUIRED: {
    title: 'Se ha cerrado la sesión de este navegador.',
    remedy: 'Pida al responsable un enlace nuevo.',
  },
  PIN_REQUIRED: {
    title: 'Para esto hace falta el responsable.',
    remedy: 'Escriba el PIN del responsable en «Ajustes» y vuelva a hacerlo.',
  },
  PIN_WRONG: {
    title: 'Ese no es el PIN.',
    remedy: 'Escríbalo de nuevo. Si nadie lo sabe, quienes se ocupan de este equipo pueden quitarlo.',
  },
  PIN_BLOCKED: { title: 'Demasiados PIN incorrectos.', remedy: 'Espere a que pase el tiempo y escriba el correcto.' },
  UNKNOWN_UPSTREAM: {
    title: 'Este servicio no está configurado en esta caja.',
    remedy: 'Vea en «Servicios» cuáles están configurados, o añádalo allí.',
  },
  NOT_GRANTED: { title: 'Este programa no puede hacer eso.', remedy: 'Si debe poder, permítalo en «Programas».' },
  ROUTE_DENIED: {
    title: 'Ningún programa puede hacer eso a través de esta caja.',
    remedy: 'No hay nada que corregir: revelaría algo que debe quedarse en el servicio.',
  },
  BODY_REFUSED: {
    title: 'Un programa ha pedido algo que esta caja no permite.',
    remedy: 'Avise a quienes se ocupan del programa de caja.',
  },
  TOO_MANY_REQUESTS: { title: 'Ha habido demasiadas solicitudes.', remedy: 'Espere un momento y reinténtelo.' },
  LOOP_DETECTED: {
    title: 'La dirección del servicio lleva de vuelta a esta caja.',
    remedy: 'Corrija la dirección del servicio en «Servicios».',
  },
  NOT_SUPPORTED: {
    title: 'Esto no se ofrece aquí.',
    remedy: 'Elija otra forma, o pregunte al soporte si se puede añadir.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'Esta verificación ya no existe.',
    remedy: 'Empiece de nuevo con el número del cliente.',
  },
  UNKNOWN_LOOK_UP: {
    title: 'La búsqueda de este cliente es demasiado antigua.',
    remedy: 'Busque de nuevo al cliente.',
  },
  CUSTOMER_NOT_ENROLLED: {
    title: 'El servicio no dio de alta a este cliente.',
    remedy: 'Compruebe el número con el cliente, o delo de alta en el programa de caja.',
  },
  VERIFICATION_OVER: {
    title: 'Esta verificación ha terminado.',
    remedy: 'Si no se confirmó, empiece de nuevo con el número del cliente.',
  },
  RESEND_TOO_EARLY: {
    title: 'Hace un momento se envió un código a este cliente.',
    remedy: 'Pida al cliente que espere: los mensajes pueden tardar un minuto. Después envíe otro.',
  },
  CODES_USED_UP: {
    title: 'Por ahora no se pueden enviar más códigos a este cliente.',
    remedy: 'Atienda al cliente sin verificación, o reinténtelo más tarde.',
  },
  OVERRIDE_REFUSED: {
    title: 'Esta caja no permite al responsable confirmar sin código.',
    remedy: 'Atienda al cliente sin verificación.',
  },
  OVERRIDES_USED_UP: {
    title: 'El responsable no puede confirmar hoy a más clientes sin código.',
    remedy: 'Atienda al cliente sin verificación.',
  },
  DESTINATION_REFUSED: {
    title: 'Esta tienda no envía códigos a este número.',
    remedy:
      'Envíe el código por correo, o atienda al cliente sin verificación. La oficina central puede permitir más países.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Ahora no se puede verificar a ningún cliente en esta caja.',
    remedy: 'Atienda al cliente sin verificación y avise al soporte: la caja no puede escribir en su disco.',
  },
  UNKNOWN_PAIRING: {
    title: 'Este programa ya no está esperando.',
    remedy: 'Inicie de nuevo la vinculación en el programa.',
  },
  PAIRING_BUSY: { title: 'Otro programa está pidiendo acceso ahora.', remedy: 'Respóndale primero y reinténtelo.' },
  OUTBOX_UNAVAILABLE: {
    title: 'Ahora esta caja no puede guardar ventas para más tarde.',
    remedy:
      'Por ahora las ventas van directamente al servicio. Avise al soporte: falla el disco o el almacén de contraseñas.',
  },
  OUTBOX_FULL: {
    title: 'No se pueden guardar más ventas para más tarde.',
    remedy: 'Mire qué está esperando y por qué no se envía. Si la conexión va bien, avise al soporte.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title: 'No se puede llegar al servicio. Un responsable debe autorizar que esta venta se guarde para más tarde.',
    remedy: 'Pida al responsable que escriba el PIN en la ventana y envíe de nuevo la venta desde la caja.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Esta consulta ya no está abierta.',
    remedy: 'Envíe de nuevo la venta desde la caja. Si hace falta un responsable, la caja lo pide.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Esta entrada ya no está.', remedy: 'Mire de nuevo la lista.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Esta entrada se está enviando, o ya está terminada.',
    remedy: 'Mírela de nuevo dentro de un momento.',
  },
  UNKNOWN_DROP: {
    title: 'No se vigila ninguna carpeta con este nombre.',
    remedy: 'Mire la lista de carpetas en la línea de comandos.',
  },
  DROP_IN_USE: {
    title: 'Hay archivos de esta carpeta que esperan a ser enviados.',
    remedy: 'Espere a que se envíen, o pida al soporte que los devuelva a la carpeta.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'La carpeta de archivos no se puede usar.',
    remedy: 'Compruebe que está ahí y que Till Agent puede leer y escribir en ella.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'No se puede llegar al servidor de archivos.',
    remedy: 'Los archivos esperan y se enviarán cuando vuelva. Si la conexión va bien, avise al soporte.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'El servidor de archivos no es el que se configuró.',
    remedy: 'No se le ha enviado nada. Avise al soporte: tiene una clave nueva, o hay alguien en medio.',
  },
  DROP_SERVER_REFUSED: {
    title: 'El servidor de archivos rechazó esta caja.',
    remedy: 'Pida al soporte la contraseña, la carpeta y los permisos correctos en el servidor.',
  },
  UNKNOWN_REQUEST: { title: 'Esto no es el identificador de una solicitud.', remedy: 'Revise el identificador.' },
  UPSTREAM_NOT_READY: {
    title: 'Esta caja no ha iniciado sesión en el servicio.',
    remedy: 'Reinténtelo dentro de un momento. Si no sirve, vea el motivo en «Estado».',
  },
  TOKEN_EXPIRED: { title: 'La sesión caducó en ese momento. No se ha hecho nada.', remedy: 'Hágalo otra vez.' },
  UPSTREAM_LOCKED: {
    title: 'El servicio no acepta la contraseña de esta caja.',
    remedy: 'Siga sin el servicio y avise al responsable: hay que escribir la contraseña correcta en «Servicios».',
  },
  UPSTREAM_BUSY: {
    title: 'El servicio está ocupado.',
    remedy: 'Espere un momento y reinténtelo. Todavía no se ha hecho nada.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'No se puede llegar al servicio. No se ha enviado nada.',
    remedy: 'Compruebe que el internet de la tienda funciona y reinténtelo.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'El servicio no pudo demostrar que es el correcto. No se ha enviado nada.',
    remedy:
      'Compruebe la fecha y la hora de este equipo. Si son correctas, avise al soporte: quizá alguien está escuchando.',
  },
  UPSTREAM_SILENT: { title: 'El servicio no ha respondido.', remedy: 'Reinténtelo. No se ha cambiado nada.' },
  OUTCOME_UNKNOWN: {
    title: 'El servicio no ha respondido. Puede que se haya hecho o puede que no.',
    remedy: 'Compruebe qué ha pasado antes de repetirlo.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'El servicio ha dado una respuesta que Till Agent no puede usar.',
    remedy: 'Reinténtelo. Si no sirve, revise la dirección en «Servicios» o avise al soporte.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'El servicio intentó enviar esta caja a otra dirección. La caja no fue allí.',
    remedy: 'Corrija la dirección del servicio en «Servicios».',
  },
  ...tillFaults,
}
