import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'es', typeof english> = {
  title: 'Configurar esta caja',
  later: 'Configurar más tarde',
  progress: 'Pasos',
  elsewhere: 'Esta caja se configuró en otra ventana. Puede continuar aquí.',
  stages: { store: 'Tienda', upstream: 'Servicio', credential: 'Entrar', pairing: 'Programa', ready: 'Lista' },
  store: {
    title: 'Le damos la bienvenida. ¿Qué tienda es esta?',
    text: 'Se tarda unos tres minutos. Necesitará el nombre y la contraseña de la caja, de la oficina central.',
    name: 'Nombre de la tienda',
    nameHint: 'Como la conocen sus compañeros. Puede dejarlo vacío.',
    country: 'País',
    countryHint: 'Así se entienden los números de los clientes sin prefijo de país.',
  },
  upstream: {
    title: '¿Qué servicio usa esta caja?',
    text: 'Till Agent guarda la contraseña e inicia sesión por su programa de caja.',
    another: 'Otro tipo de servicio',
  },
  credential: {
    text: 'Ahora lo comprobamos. La contraseña se guarda en el llavero de este equipo y no se vuelve a mostrar.',
    test: 'Iniciar sesión',
    leave: '¿Salir? Habrá que escribir de nuevo la contraseña.',
    testing: 'Preguntando al servicio…',
    untested: 'Guardar sin probar',
  },
  identity: {
    title: '¿Es esta su tienda?',
    text: 'El servicio conoce esta caja como:',
    unnamedTitle: 'El servicio está configurado',
    organisation: 'Organización',
    till: 'Caja',
    yes: 'Sí, es nuestra caja',
    no: 'No, cambiar',
    untested:
      'Aún no se ha preguntado al servicio si la contraseña es correcta. Mire «Estado» cuando funcione el internet.',
    clock: {
      right: 'El reloj de este equipo va bien.',
      behind: 'El reloj de este equipo va {{skew}} atrasado.',
      ahead: 'El reloj de este equipo va {{skew}} adelantado.',
      remedy: 'Ponga la fecha y la hora, o los códigos y los tiques saldrán mal.',
    },
  },
  pairing: {
    title: 'Conectar el programa de caja',
    text: 'A partir de ahora, el programa de caja se conecta a Till Agent y no al propio servicio.',
    address: 'En el programa de caja, escriba esto como dirección del servicio:',
    copy: 'Copiar',
    copied: 'Copiado',
    ask: 'Inicie la vinculación en el programa de caja. Aquí aparece una solicitud.',
    compare: 'Compare el código en las dos pantallas y permita el acceso.',
    waiting: 'Esperando al programa de caja…',
    paired: 'Conectado: {{clients}}',
    byHand: 'El programa no puede preguntar',
    byHandText:
      'Entonces recibe su clave a mano. Póngale un nombre; puede hacer todo lo que hace un programa de caja en una venta.',
    skip: 'Omitir por ahora',
  },
  ready: {
    title: 'Esta caja está lista',
    text: 'Ya puede buscar y verificar clientes.',
    almostTitle: 'Casi lista',
    almostNoClient:
      'Aún no hay ningún programa de caja conectado. Vuelva atrás para conectarlo, o hágalo más tarde en «Programas».',
    pin: 'Sin PIN del responsable, cualquiera en esta ventana puede cambiar la configuración.',
    almostText: 'No todo funciona aún como debe. «Estado» dice por qué y qué hacer.',
    store: 'Tienda y caja',
    noClients: 'Ninguno aún',
    done: 'Empezar',
  },
}
