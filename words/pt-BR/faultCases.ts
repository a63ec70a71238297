import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'pt-BR', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Agora não é possível pesquisar clientes.',
      remedy: 'Tente de novo daqui a pouco. Se não resolver, veja o motivo em “Estado”. A venda pode continuar.',
    },
    UPSTREAM_SILENT: {
      title: 'O serviço não respondeu a esta pesquisa.',
      remedy: 'Pesquise o cliente de novo. A venda pode continuar.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Não foi possível chegar ao serviço, então ninguém pode ser pesquisado.',
      remedy: 'A venda pode continuar. Tente mais tarde; se continuar assim, avise o gerente.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Nenhum código foi enviado: o serviço não envia nenhum agora.',
      remedy: 'Atenda o cliente sem verificação e informe ao gerente o que está escrito abaixo.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Nenhum código foi enviado: não foi possível chegar ao serviço.',
      remedy: 'Tente de novo daqui a pouco, ou atenda o cliente sem verificação.',
    },
    UPSTREAM_BUSY: {
      title: 'Nenhum código foi enviado: o serviço está ocupado.',
      remedy: 'Aguarde um momento e envie de novo.',
    },
    OUTCOME_UNKNOWN: {
      title: 'O serviço não respondeu. Um código pode ter sido enviado.',
      remedy: 'Pergunte ao cliente se chegou uma mensagem. Se não, envie outro código.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'O código não foi conferido: o serviço não confere nenhum agora.',
      remedy:
        'Pressione “Confirmar” de novo daqui a pouco: nenhuma tentativa foi gasta. Ou atenda o cliente sem verificação.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'O código não foi conferido: não foi possível chegar ao serviço.',
      remedy: 'Pressione “Confirmar” de novo daqui a pouco. Nenhuma tentativa foi gasta.',
    },
    UPSTREAM_BUSY: {
      title: 'O código não foi conferido: o serviço está ocupado.',
      remedy: 'Aguarde um momento e pressione “Confirmar” de novo. Nenhuma tentativa foi gasta.',
    },
    OUTCOME_UNKNOWN: {
      title: 'O serviço não respondeu, então não se sabe se o código estava certo.',
      remedy: 'Pressione “Confirmar” de novo com o mesmo código. Conta como mais uma tentativa.',
    },
  },
  unproven: {
    unreachable: {
      title: 'Não foi possível chegar ao endereço. Nada foi salvo.',
      remedy: 'Verifique o endereço e se a internet da loja funciona. O que aconteceu está escrito abaixo.',
    },
    timeout: {
      title: 'Nada respondeu a tempo neste endereço. Nada foi salvo.',
      remedy: 'Verifique o endereço e tente de novo. Se estiver certo, tente mais tarde.',
    },
    untrusted: {
      title: 'O servidor não conseguiu provar que é o certo. Nada foi salvo.',
      remedy:
        'Verifique o endereço, e a data e a hora deste computador. Se estiverem certos, um proxy da loja pode estar no meio: pergunte a quem cuida da rede.',
    },
    'proxy-sign-in': {
      title: 'A rede da loja pede primeiro um nome de usuário e uma senha. Nada foi salvo.',
      remedy: 'Digite os dois acima. Quem cuida da rede da loja os conhece.',
    },
    unexpected: {
      title: 'Algo respondeu, mas não como este serviço. Nada foi salvo.',
      remedy: 'Verifique o endereço: pode ser uma página ou outro serviço. O que aconteceu está escrito abaixo.',
    },
  },
}
