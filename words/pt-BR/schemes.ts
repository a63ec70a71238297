import type { Words } from '#words/catalogue.ts'
import type { schemes as english } from '#words/en/schemes.ts'

/** The kinds of cloud, and the fields of each. */
export const schemes: Words<'pt-BR', typeof english> = {
  names: {
    'capillary-till': 'Capillary, com caixa e senha',
    'capillary-oauth': 'Capillary, com um cliente de API',
    'capillary-customer': 'Capillary, para clientes que entram',
    scayle: 'SCAYLE',
    'gini-trusted': 'Gini, com um usuário próprio',
    'gini-derived': 'Gini, com um usuário derivado',
    'gini-anonymous': 'Gini, com um usuário para este caixa',
    oauth2: 'Qualquer serviço com credenciais de cliente OAuth 2',
    oidc: 'Qualquer serviço em que uma pessoa entra',
    basic: 'Qualquer serviço com nome de usuário e senha',
    header: 'Qualquer serviço com uma chave secreta',
  },
  hints: {
    'capillary-till': 'O que a maioria das lojas tem: a matriz deu a você o nome de um caixa e a senha.',
    'capillary-oauth': 'A matriz deu a você uma chave e um segredo de cliente.',
    'capillary-customer': 'Os clientes entram com um código ou uma senha próprios.',
    scayle: 'Os clientes da sua loja virtual: ID do cliente, segredo do cliente e número da loja.',
    'gini-trusted': 'Faturas e pagamentos: ID do cliente, segredo do cliente e um usuário.',
    'gini-derived': 'Faturas e pagamentos, com um usuário que outros também podem usar.',
    'gini-anonymous': 'Faturas e pagamentos, com um usuário que o caixa cria para si.',
    oauth2: 'Um ID do cliente, um segredo do cliente e o endereço que emite tokens.',
    oidc: 'Uma pessoa entra uma vez, no navegador deste computador.',
    basic: 'Um nome de usuário e uma senha.',
    header: 'Uma chave enviada com cada solicitação.',
  },
  regions: { EU: 'Europa', APAC: 'Ásia-Pacífico', APAC2: 'Ásia-Pacífico 2', custom: 'Outro endereço' },
  unchosen: 'Não escolhido',
  more: 'Mais configurações',
  showSecret: 'Mostrar o que digitou',
  fields: {
    region: { label: 'Região', hint: 'Pergunte à matriz se não tiver certeza.' },
    baseUrl: { label: 'Endereço do serviço', hint: 'Começa com https://' },
    proxy: {
      label: 'Proxy',
      hint: 'Deixe vazio: valem as configurações deste computador. Senão direct, ou o endereço do proxy da loja.',
    },
    networkUser: { label: 'Nome de usuário da rede da loja' },
    networkPassword: { label: 'Senha da rede da loja' },
    proxyPassword: {
      label: 'Senha do proxy',
      hint: 'Só se o endereço do proxy tiver um usuário, como em http://till@proxy.store:3128',
    },
    caFile: { label: 'Arquivo de certificado', hint: 'Só se a sua rede tiver uma autoridade de certificação própria.' },
    mode: {
      label: 'Real ou teste',
      hint: 'test: um sistema de teste do serviço. A janela mostra isso com uma moldura. Deixe vazio para o real.',
    },
    via: {
      label: 'Dizer ao serviço que as solicitações passam por este agente',
      hint: 'Alguns serviços então enviam respostas sem compressão, o que demora mais.',
    },
    links: {
      label: 'Para onde levam os links das respostas',
      hint: 'agent: por este caixa, como precisa um sistema que os segue. upstream: como o serviço os enviou. Deixe vazio se não souber.',
    },
    till: {
      label: 'Caixa',
      hint: 'O nome que a matriz deu a este caixa, como store.till1',
    },
    password: { label: 'Senha' },
    clientKey: { label: 'Chave do cliente' },
    clientId: { label: 'ID do cliente' },
    clientSecret: { label: 'Segredo do cliente' },
    shopSecret: {
      label: 'Segredo da loja virtual',
      hint: 'Só para um pagamento na página da loja, ou entrada por um provedor de identidade.',
    },
    expect: {
      organisation: { label: 'Organização esperada', hint: 'Vazio: qualquer uma. A senha de outra é recusada.' },
      till: { label: 'Caixa esperado', hint: 'Vazio: qualquer um. A senha de outro caixa é recusada.' },
    },
    gateway: {
      apiBaseUrl: { label: 'Endereço da API', hint: 'Só se o endereço acima for o do gateway móvel.' },
      brand: { label: 'Marca no gateway' },
      deviceId: { label: 'ID de dispositivo no gateway' },
    },
    cache: {
      freshSeconds: {
        label: 'Segundos em que os dados de um cliente são mostrados de novo sem perguntar',
        hint: 'Vazio: o serviço é consultado a cada vez. Por exemplo 30.',
      },
      staleSeconds: {
        label: 'Segundos em que são mostrados enquanto o serviço está inacessível',
        hint: 'Vazio: nunca. Por exemplo 3600, uma hora. Os pontos podem ter mudado; o sistema de PDV é avisado.',
      },
    },
    billNumbers: {
      label: 'Números de cupom no serviço',
      hint: 'unique: o serviço recusa um número que já tem. Pergunte à matriz; sem isso, uma venda nunca é enviada duas vezes.',
    },
    callerHeaders: {
      label: 'Cabeçalhos que o sistema de PDV pode definir',
      hint: 'Como X-CAP-CLIENT-SIGNATURE. Vazio: nenhum.',
    },
    attribution: {
      type: { label: 'Como este caixa é chamado', hint: 'Decide como as vendas contam para esta loja.' },
      code: { label: 'O nome dele no serviço' },
    },
    gatewayBaseUrl: { label: 'Endereço do gateway móvel', hint: 'Começa com https:// e costuma terminar em /mobile.' },
    authBaseUrl: { label: 'Endereço do Auth Engine', hint: 'Começa com https://' },
    brand: { label: 'Marca', hint: 'Como está configurada no serviço.' },
    family: {
      label: 'Tipo de aplicativo',
      hint: 'mobile, a menos que a Capillary tenha configurado sua marca para aplicativos web.',
    },
    deviceId: { label: 'ID de dispositivo', hint: 'Deixe vazio: o caixa cria um.' },
    shopId: { label: 'Número da loja virtual' },
    accountBaseUrl: {
      label: 'Endereço da Customer Account API',
      hint: 'Deixe vazio se o endereço do serviço terminar em auth.scayle.cloud: o caixa o deduz.',
    },
    identityProviders: {
      label: 'Provedores de identidade',
      hint: 'As chaves deles, separadas por espaços. Deixe vazio se nenhum cliente entra com outra conta.',
    },
    userIdentifier: { label: 'Usuário' },
    userKey: {
      label: 'Chave para usuários',
      hint: 'Deixe vazio, a menos que vários caixas compartilhem usuários nomeados pelos programas.',
    },
    mediaType: { label: 'Versão da interface', hint: 'Deixe vazio, a menos que a Gini tenha dado uma.' },
    userCenterUrl: { label: 'Endereço do User Center', hint: 'Começa com https://' },
    emailDomain: { label: 'Domínio de e-mail', hint: 'Como combinado com a Gini.' },
    tokenUrl: { label: 'Endereço que emite tokens', hint: 'Começa com https://' },
    scope: { label: 'Scope', hint: 'Deixe vazio, a menos que tenham dado um a você.' },
    scopes: {
      label: 'Scopes',
      hint: 'Separados por espaços. Deixe vazio, a menos que tenham dado algum a você.',
    },
    clientEncoding: { label: 'Como o ID e o segredo são codificados', hint: 'Mude só se o serviço recusar os certos.' },
    issuer: { label: 'Provedor de identidade', hint: 'Começa com https://, exatamente como foi dado a você.' },
    signIn: { label: 'Quem entra', hint: 'Deixe vazio se a equipe entra uma vez por este caixa.' },
    acrValues: { label: 'Força de entrada exigida', hint: 'Deixe vazio, a menos que tenham dado uma a você.' },
    sendIdTokenAs: {
      label: 'Cabeçalho do token de identidade',
      hint: 'Deixe vazio, a menos que tenham dado um a você.',
    },
    username: { label: 'Nome de usuário' },
    probePath: { label: 'Caminho para um teste', hint: 'Começa com /. O caixa o usa para testar as credenciais.' },
    name: { label: 'Nome do cabeçalho', hint: 'Como X-Api-Key' },
    value: { label: 'Chave' },
  },
}
