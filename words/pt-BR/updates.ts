import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'pt-BR', typeof english> = {
  title: 'Atualizações',
  version: 'Versão',
  offered: 'Versão mais nova',
  ring: 'Grupo de lojas',
  quietHours: 'Horas calmas',
  fresh: 'Última busca bem-sucedida',
  never: 'Nenhuma ainda',
  steps: {
    idle: 'Esta é a versão mais nova para esta loja.',
    checking: 'Procurando uma versão mais nova…',
    available: 'Há uma versão mais nova.',
    downloading: 'Baixando {{version}}…',
    ready: 'Baixada e verificada. Instala quando o caixa estiver parado.',
    installing: 'Instalando. A janela volta sozinha.',
    proving: 'Verificando se a nova versão funciona.',
    'rolling-back': 'A nova versão não funcionou. A anterior está sendo restaurada.',
  },
  waits: {
    paused: 'As atualizações estão pausadas.',
    pinned: 'A matriz mantém esta loja na versão atual.',
    'not-in-ring': 'Outras lojas recebem primeiro.',
    'failed-before': 'Ela não funcionou aqui antes. Aguardando uma versão mais nova.',
    'request-under-way': 'Aguarda o fim de uma solicitação.',
    'sale-just-now': 'Aguarda um momento calmo.',
    'verification-open': 'Aguarda a verificação de um cliente.',
    'pairing-open': 'Aguarda a resposta a um programa que pede acesso.',
    'outside-quiet-hours': 'Aguarda as horas calmas da loja.',
  },
  outcomes: {
    done: 'A versão {{version}} foi instalada {{when}}.',
    'rolled-back': 'A versão {{version}} não funcionou e foi removida {{when}}.',
    stuck: 'A versão {{version}} não pôde ser removida {{when}}. Chame o suporte.',
  },
  progress: '{{bytes}} de {{of}}',
  check: 'Procurar atualizações',
  install: 'Instalar agora',
  installTitle: 'Instalar a versão {{version}} agora?',
  installExplain:
    'O Till Agent para e inicia de novo. O sistema de PDV fica sem acesso aos serviços por cerca de meio minuto.',
}
