import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'pt-BR', typeof english> = {
  title: 'Estado',
  condition: {
    ready: 'Tudo de que o caixa precisa funciona.',
    attention: 'O caixa funciona. Algo precisa da sua atenção.',
    offline: 'Nenhum serviço está acessível. As vendas continuam; pontos e códigos, não.',
    blocked: 'O sistema de PDV não chega a nenhum serviço por este caixa.',
  },
  version: 'Versão {{version}}',
  runningSince: 'em execução desde',
  concerns: {
    title: 'O que fazer',
    thisTill: 'Este caixa',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Nenhum serviço está configurado ainda.',
        remedy: 'Configure este caixa. Leva alguns minutos.',
      },
      NO_CLIENT: {
        reason: 'Nenhum programa pode usar este caixa ainda.',
        remedy: 'Inicie o pareamento no seu sistema de PDV, ou adicione o programa à mão.',
      },
      NO_PIN: {
        reason: 'Nenhum PIN definido: qualquer pessoa nesta janela pode mudar a configuração.',
        remedy: 'Defina um PIN, ou informe em “Configurações” que esta loja fica sem.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'O serviço não aceitou algumas vendas guardadas para ele.',
        remedy: 'Veja cada uma na caixa de saída: corrija, envie de novo ou descarte.',
      },
      UPSTREAM_ALARM: {
        reason: 'O serviço agiu por outro caixa.',
        remedy: 'Confira o caixa e a loja com a matriz antes de continuar vendendo.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Algo na rede abre a conexão com este serviço e assina de novo as respostas.',
        remedy: 'Se for o filtro da loja, está tudo bem. Se ninguém souber dele, chame o suporte.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Este serviço não está acessível desde {{time}}.',
        remedy: 'O caixa tenta de novo sozinho. Se continuar assim, descubra por quê.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Ninguém disse ainda se esta é a loja e o caixa certos.',
        remedy:
          'Veja em “Serviços” e confirme. Com a senha de outro caixa, as vendas contam para a loja daquele caixa.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'O certificado que este caixa mostra ao serviço vence em breve.',
        remedy: 'Peça agora um novo certificado e que um técnico o instale.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'O certificado que este caixa mostra ao serviço venceu.',
        remedy: 'Peça um novo certificado e que um técnico o instale.',
      },
      AUDIT_DAMAGED: {
        reason: 'A trilha de auditoria estava danificada. Ela foi separada, e uma nova começou.',
        remedy: 'Descubra por quê, e guarde o arquivo antigo para quem for investigar.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Algumas verificações de clientes estavam danificadas. Foram separadas, e o resto continua.',
        remedy: 'Mande verificar o disco deste computador e entregue o arquivo ao suporte.',
      },
      RECORD_DAMAGED: {
        reason: 'O histórico de atualizações estava danificado. Ele foi separado, e um novo começou.',
        remedy: 'Descubra por quê, e guarde o arquivo antigo para quem for investigar.',
      },
      RECORD_UNWRITABLE: {
        reason: 'O andamento de uma atualização não pode ser salvo, então nenhuma começa.',
        remedy: 'Libere espaço no disco, ou pergunte a quem cuida deste computador.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'O caixa ainda não pode usar este serviço: faltam credenciais.',
        remedy: 'Entre ou digite as credenciais. Se já fez isso, descubra por quê.',
      },
      UPSTREAM_LOCKED: {
        reason: 'O serviço recusou as credenciais deste caixa. O caixa não as envia mais.',
        remedy: 'Digite as credenciais certas.',
      },
    },
    actions: {
      credential: 'Digitar novas credenciais',
      signIn: 'Entrar',
      pair: 'Dar acesso a um programa',
      setPin: 'Definir um PIN',
      confirm: 'Confirmar o caixa',
      decide: 'Decidir na caixa de saída',
      setUp: 'Configurar este caixa',
      doctor: 'Descobrir por quê',
    },
  },
  upstreams: {
    title: 'Serviços',
    none: 'Nenhum serviço está configurado ainda.',
    openConnections: 'Conexões',
    activeRequests: 'Em andamento',
    waitingRequests: 'Em espera',
  },
  latency: {
    title: 'Tempo de resposta, última hora',
    none: 'Nenhuma solicitação na última hora.',
    summary: 'Última ({{when}}) {{last}}, em média {{mean}}, no máximo {{max}}. {{requests}} solicitações.',
    asTable: 'Mostrar como tabela',
    caption: 'Tempo de resposta de {{upstream}} por minuto',
    minute: 'Minuto',
    requests: 'Solicitações',
    mean: 'Média',
    max: 'Maior',
    anHourAgo: 'há 1 h',
    now: 'agora',
  },
  requests: {
    title: 'Últimas solicitações',
    none: 'Nenhuma solicitação ainda.',
    noFailures: 'Nenhum problema entre as últimas solicitações.',
    onlyFailures: 'Só problemas',
    time: 'Hora',
    client: 'Programa',
    counter: 'Balcão',
    lookUp: 'Pesquisa de cliente',
    upstream: 'Serviço',
    route: 'Rota',
    outcome: 'Resultado',
    duration: 'Duração',
    outcomes: {
      done: 'Feito',
      missing: 'Não encontrado no serviço',
      redirected: 'Enviado a outro endereço',
      refused: 'Recusado pelo serviço',
      failed: 'Falhou no serviço',
      dropped: 'Interrompido',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Recusadas desde o início',
    none: 'Nenhuma solicitação foi recusada.',
    kind: 'Por quê',
    count: 'Quantas vezes',
  },
}
