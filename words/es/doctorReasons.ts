import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'es', typeof english> = {
  'no-proxy': { sentence: 'Se llega al servicio sin proxy.' },
  'proxy-used': { sentence: 'El camino al servicio pasa por el proxy {{proxy}}.' },
  'proxy-of-system': {
    sentence: 'El camino al servicio pasa por {{proxy}}, según {{settings}}.',
  },
  'no-proxy-of-system': { sentence: 'Se llega al servicio sin proxy, según {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent no habla con los proxies que indican {{settings}}, por ejemplo SOCKS.',
    remedy: 'Pida un proxy HTTP a quienes llevan la red de la tienda.',
  },
  'pac-unreachable': {
    sentence: 'No se puede obtener el archivo PAC {{pac}}, así que se llama al servicio sin proxy.',
    remedy: 'Pregunte a quienes llevan la red de la tienda si su dirección es correcta.',
  },
  'pac-broken': {
    sentence: 'El archivo PAC {{pac}} no funciona, así que se llama al servicio sin proxy.',
    remedy: 'Déselo a quienes llevan la red de la tienda.',
  },
  'proxy-wants-sign-in': {
    sentence: 'El proxy {{proxy}} pide un usuario y una contraseña.',
    remedy: 'Escriba el proxy con el usuario, como en http://till@proxy.store:3128, y su contraseña.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'El proxy {{proxy}} pide un inicio de sesión que Till Agent no conoce, como NTLM o Kerberos.',
    remedy: 'Pida a quienes llevan la red de la tienda que dejen pasar esta caja sin inicio de sesión, o con Basic.',
  },
  'proxy-untrusted': {
    sentence: 'El proxy {{proxy}} no pudo demostrar quién es, así que no se le dijo nada.',
    remedy: 'Pida a quienes llevan la red de la tienda la autoridad de certificación del proxy.',
  },
  'proxy-unreadable': {
    sentence: 'No se puede leer la dirección del proxy.',
    remedy: 'Corríjala, por ejemplo a http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'El proxy {{proxy}} no deja pasar a la caja ({{status}}).',
    remedy: 'Pida a quienes llevan la red de la tienda que permitan el host del servicio.',
  },
  'proxy-silent': {
    sentence: 'El camino al servicio pasa por el proxy {{proxy}}, y no volvió nada ({{code}}).',
    remedy: 'Compruebe que es el proxy correcto y que funciona.',
  },
  're-signed': {
    sentence: '«{{issuer}}» vuelve a firmar las respuestas del servicio, y así puede leer lo que se envía.',
    remedy: 'Si es el filtro de la tienda, no hay que hacer nada. Si nadie lo conoce, llame al soporte.',
  },
  'private-authority': {
    sentence: '«{{issuer}}», que responde por el servicio, no es una autoridad pública.',
    remedy:
      'Si la red de la tienda abre las conexiones a propósito, no hay que hacer nada. Si nadie lo sabe, llame al soporte.',
  },
  'certificate-required': {
    sentence: 'El servicio pregunta quién se conecta, y esta caja no tiene certificado que mostrar.',
    remedy: 'Pida a un técnico que instale el certificado que el operador del servicio emitió para esta caja.',
  },
  'certificate-refused': {
    sentence: 'El servicio no acepta el certificado de esta caja.',
    remedy: 'Pida a un técnico que instale el certificado que el operador del servicio emitió para esta caja.',
  },
  'certificate-valid': { sentence: 'El certificado de esta caja, «{{subject}}», es bueno.' },
  'certificate-expiring': {
    sentence: 'El certificado de esta caja, «{{subject}}», caduca pronto. Días restantes: {{days}}.',
    remedy: 'Pida ahora un certificado nuevo y que lo instale un técnico.',
  },
  'certificate-expired': {
    sentence: 'El certificado de esta caja, «{{subject}}», ha caducado.',
    remedy: 'Pida un certificado nuevo y que lo instale un técnico.',
  },
}
