import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'es', typeof english> = {
  names: {
    'capillary-till': 'Capillary, con caja y contraseña',
    'capillary-oauth': 'Capillary, con un cliente de API',
    'capillary-customer': 'Capillary, para clientes que inician sesión',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, con un usuario propio',
    'gini-derived': 'Gini, con un usuario derivado',
    'gini-anonymous': 'Gini, con un usuario para esta caja',
    oauth2: 'Cualquier servicio con credenciales de cliente OAuth 2',
    oidc: 'Cualquier servicio donde una persona inicia sesión',
    basic: 'Cualquier servicio con usuario y contraseña',
    header: 'Cualquier servicio con una clave secreta',
  },
  hints: {
    'capillary-till': 'Lo que tiene la mayoría: la oficina central le dio el nombre de una caja y su contraseña.',
    'capillary-oauth': 'La oficina central le dio una clave y un secreto de cliente.',
    'capillary-customer': 'Los clientes inician sesión con un código o una contraseña propios.',
    scayle: 'Los clientes de su tienda web: ID de cliente, secreto de cliente y número de tienda.',
    'gini-trusted': 'Facturas y pagos: ID de cliente, secreto de cliente y un usuario.',
    'gini-derived': 'Facturas y pagos, con un usuario que otros también pueden usar.',
    'gini-anonymous': 'Facturas y pagos, con un usuario que la caja crea para sí misma.',
    oauth2: 'Un ID de cliente, un secreto de cliente y la dirección que emite los tokens.',
    oidc: 'Una persona inicia sesión una vez, en el navegador de este equipo.',
    basic: 'Un usuario y una contraseña.',
    header: 'Una clave que se envía con cada solicitud.',
  },
  regions: { EU: 'Europa', APAC: 'Asia-Pacífico', APAC2: 'Asia-Pacífico 2', custom: 'Otra dirección' },
  unchosen: 'Sin elegir',
  more: 'Más ajustes',
  showSecret: 'Mostrar lo escrito',
  fields: {
    region: { label: 'Región', hint: 'Pregunte a la oficina central si no está seguro.' },
    baseUrl: { label: 'Dirección del servicio', hint: 'Empieza por https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Déjelo vacío: cuentan los ajustes de este equipo. Si no, direct, o la dirección del proxy de la tienda.',
    },
    networkUser: { label: 'Usuario de la red de la tienda' },
    networkPassword: { label: 'Contraseña de la red de la tienda' },
    proxyPassword: {
      label: 'Contraseña del proxy',
      hint: 'Solo si la dirección del proxy nombra un usuario, como en http://till@proxy.store:3128',
    },
    caFile: { label: 'Archivo de certificado', hint: 'Solo si su red tiene su propia autoridad de certificación.' },
    mode: {
      label: 'Real o prueba',
      hint: 'test: un sistema de prueba del servicio. La ventana lo indica con un marco. Déjelo vacío para el real.',
    },
    via: {
      label: 'Decir al servicio que las solicitudes pasan por este agente',
      hint: 'Algunos servicios envían entonces las respuestas sin comprimir, lo que tarda más.',
    },
    links: {
      label: 'Adónde llevan los enlaces de las respuestas',
      hint: 'agent: por esta caja, como necesita un programa que los sigue. upstream: como los envió el servicio. Déjelo vacío si no lo sabe.',
    },
    till: {
      label: 'Caja',
      hint: 'El nombre que la oficina central dio a esta caja, como store.till1',
    },
    password: { label: 'Contraseña' },
    clientKey: { label: 'Clave de cliente' },
    clientId: { label: 'ID de cliente' },
    clientSecret: { label: 'Secreto de cliente' },
    shopSecret: {
      label: 'Secreto de la tienda',
      hint: 'Solo para un pago en la página web de la tienda, o el inicio de sesión en un proveedor de identidad.',
    },
    expect: {
      organisation: { label: 'Organización esperada', hint: 'Vacío: cualquiera. La contraseña de otra se rechaza.' },
      till: { label: 'Caja esperada', hint: 'Vacío: cualquiera. La contraseña de otra caja se rechaza.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Dirección de la API', hint: 'Solo si la dirección de arriba es la de la pasarela móvil.' },
      brand: { label: 'Marca en la pasarela' },
      deviceId: { label: 'ID de dispositivo en la pasarela' },
    },
    cache: {
      freshSeconds: {
        label: 'Segundos en que los datos de un cliente se muestran de nuevo sin preguntar',
        hint: 'Vacío: se pregunta al servicio cada vez. Por ejemplo 30.',
      },
      staleSeconds: {
        label: 'Segundos en que se muestran mientras no se llega al servicio',
        hint: 'Vacío: nunca. Por ejemplo 3600, una hora. Los puntos pueden haber cambiado; el programa de caja lo sabe.',
      },
    },
    billNumbers: {
      label: 'Números de tique en el servicio',
      hint: 'unique: el servicio rechaza un número que ya tiene. Pregunte a la oficina central; si no, una venta nunca se envía dos veces.',
    },
    callerHeaders: {
      label: 'Cabeceras que puede poner el programa de caja',
      hint: 'Como X-CAP-CLIENT-SIGNATURE. Vacío: ninguna.',
    },
    attribution: {
      type: { label: 'Cómo se nombra esta caja', hint: 'Decide cómo cuentan las ventas para esta tienda.' },
      code: { label: 'Su nombre en el servicio' },
    },
    gatewayBaseUrl: {
      label: 'Dirección de la pasarela móvil',
      hint: 'Empieza por https:// y suele acabar en /mobile.',
    },
    authBaseUrl: { label: 'Dirección del Auth Engine', hint: 'Empieza por https://' },
    brand: { label: 'Marca', hint: 'Tal como está configurada en el servicio.' },
    family: {
      label: 'Tipo de aplicación',
      hint: 'mobile, salvo que Capillary configurara su marca para aplicaciones web.',
    },
    deviceId: { label: 'ID de dispositivo', hint: 'Déjelo vacío: la caja crea uno.' },
    shopId: { label: 'Número de tienda' },
    accountBaseUrl: {
      label: 'Dirección de la Customer Account API',
      hint: 'Déjelo vacío si la dirección del servicio acaba en auth.scayle.cloud: la caja la deduce.',
    },
    identityProviders: {
      label: 'Proveedores de identidad',
      hint: 'Sus claves, separadas por espacios. Déjelo vacío si ningún cliente inicia sesión con otra cuenta.',
    },
    userIdentifier: { label: 'Usuario' },
    userKey: {
      label: 'Clave para usuarios',
      hint: 'Déjelo vacío, salvo que varias cajas compartan usuarios que nombran los programas.',
    },
    mediaType: { label: 'Versión de la interfaz', hint: 'Déjelo vacío, salvo que Gini le diera una.' },
    userCenterUrl: { label: 'Dirección del User Center', hint: 'Empieza por https://' },
    emailDomain: { label: 'Dominio de correo', hint: 'El acordado con Gini.' },
    tokenUrl: { label: 'Dirección que emite los tokens', hint: 'Empieza por https://' },
    scope: { label: 'Scope', hint: 'Déjelo vacío, salvo que le dieran uno.' },
    scopes: {
      label: 'Scopes',
      hint: 'Separados por espacios. Déjelo vacío, salvo que le dieran alguno.',
    },
    clientEncoding: {
      label: 'Cómo se codifican el ID y el secreto',
      hint: 'Cámbielo solo si el servicio rechaza los correctos.',
    },
    issuer: { label: 'Proveedor de identidad', hint: 'Empieza por https://, exactamente como se lo dieron.' },
    signIn: { label: 'Quién inicia sesión', hint: 'Déjelo vacío si el personal inicia sesión una vez para esta caja.' },
    acrValues: { label: 'Nivel de inicio de sesión exigido', hint: 'Déjelo vacío, salvo que le dieran uno.' },
    sendIdTokenAs: { label: 'Cabecera del token de identidad', hint: 'Déjelo vacío, salvo que le dieran una.' },
    username: { label: 'Usuario' },
    probePath: { label: 'Ruta para una prueba', hint: 'Empieza por /. La caja la usa para probar las credenciales.' },
    name: { label: 'Nombre de la cabecera', hint: 'Como X-Api-Key' },
    value: { label: 'Clave' },
  },
}
