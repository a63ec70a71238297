import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'pt-BR', typeof english> = {
  title: 'Configurar este caixa',
  later: 'Configurar depois',
  progress: 'Etapas',
  elsewhere: 'Este caixa foi configurado em outra janela. Você pode continuar aqui.',
  stages: { store: 'Loja', upstream: 'Serviço', credential: 'Entrar', pairing: 'PDV', ready: 'Pronto' },
  store: {
    title: 'Boas-vindas. Que loja é esta?',
    text: 'Leva uns três minutos. Você vai precisar do nome e da senha do caixa, fornecidos pela matriz.',
    name: 'Nome da loja',
    nameHint: 'Como seus colegas a conhecem. Pode ficar vazio.',
    country: 'País',
    countryHint: 'Os números dos clientes são então entendidos sem código do país.',
  },
  upstream: {
    title: 'Que serviço este caixa usa?',
    text: 'O Till Agent guarda a senha e conecta o seu sistema de PDV.',
    another: 'Outro tipo de serviço',
  },
  credential: {
    text: 'Vamos conferir agora. A senha fica no chaveiro deste computador e nunca mais é mostrada.',
    test: 'Entrar',
    leave: 'Sair? A senha precisará ser digitada de novo.',
    testing: 'Consultando o serviço…',
    untested: 'Salvar sem testar',
  },
  identity: {
    title: 'Esta é a sua loja?',
    text: 'O serviço conhece este caixa como:',
    unnamedTitle: 'O serviço está configurado',
    organisation: 'Organização',
    till: 'Caixa',
    yes: 'Sim, é o nosso caixa',
    no: 'Não, mudar',
    untested: 'Ainda não se perguntou ao serviço se a senha está certa. Veja “Estado” quando a internet funcionar.',
    clock: {
      right: 'O relógio deste computador está certo.',
      behind: 'O relógio deste computador está {{skew}} atrasado.',
      ahead: 'O relógio deste computador está {{skew}} adiantado.',
      remedy: 'Acerte a data e a hora, ou os códigos e cupons sairão errados.',
    },
  },
  pairing: {
    title: 'Conectar o sistema de PDV',
    text: 'A partir de agora o sistema de PDV se conecta ao Till Agent, e não ao próprio serviço.',
    address: 'No sistema de PDV, digite isto como endereço do serviço:',
    copy: 'Copiar',
    copied: 'Copiado',
    ask: 'Inicie o pareamento no sistema de PDV. Um pedido aparece aqui.',
    compare: 'Compare o código nas duas telas e permita o acesso.',
    waiting: 'Aguardando o pedido do sistema de PDV…',
    paired: 'Conectado: {{clients}}',
    byHand: 'O sistema não pode pedir',
    byHandText:
      'Então ele recebe a chave à mão. Dê um nome a ele; ele pode fazer tudo o que um sistema de PDV faz em uma venda.',
    skip: 'Pular por enquanto',
  },
  ready: {
    title: 'Este caixa está pronto',
    text: 'Você já pode pesquisar e verificar clientes.',
    almostTitle: 'Quase pronto',
    almostNoClient:
      'Nenhum sistema de PDV está conectado ainda. Volte para conectá-lo, ou faça isso depois em “Programas”.',
    pin: 'Sem PIN do gerente, qualquer pessoa nesta janela pode mudar a configuração.',
    almostText: 'Nem tudo funciona ainda como deveria. “Estado” diz por quê e o que fazer.',
    store: 'Loja e caixa',
    noClients: 'Nenhum ainda',
    done: 'Começar',
  },
}
