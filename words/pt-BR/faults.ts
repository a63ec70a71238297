import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'pt-BR', typeof english> = {
  AGENT_SILENT: {
    title: 'O Till Agent não responde.',
    remedy: 'Aguarde um momento e tente de novo. Se não resolver, reinicie este computador ou chame o suporte.',
  },
  MALFORMED_REQUEST: {
    title: 'Um programa enviou algo que o Till Agent não consegue ler.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  INVALID_INPUT: { title: 'Verifique o campo destacado.', remedy: 'Corrija-o e tente de novo.' },
  AMBIGUOUS_PATH: {
    title: 'Um programa usou um endereço que pode ser lido de duas maneiras.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  NOT_FOUND: {
    title: 'Não encontrado.',
    remedy: 'Feche esta janela e abra-a de novo. Se não resolver, o Till Agent precisa de uma atualização.',
  },
  METHOD_NOT_ALLOWED: { title: 'Não há suporte para isso.', remedy: 'Avise quem cuida do sistema de PDV.' },
  BODY_TOO_LARGE: {
    title: 'Isso é mais do que este caixa aceita de uma vez.',
    remedy: 'Envie menos, ou aumente o limite nas configurações.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Os cabeçalhos da solicitação são grandes demais.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  TARGET_TOO_LONG: {
    title: 'Um programa enviou uma solicitação com um endereço longo demais.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  REQUEST_TIMEOUT: { title: 'A solicitação não chegou a tempo.', remedy: 'Tente de novo.' },
  UPGRADE_REFUSED: {
    title: 'Um programa pediu um tipo de conexão que não é oferecido.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  EXPECTATION_REFUSED: {
    title: 'Um programa pediu algo do HTTP que não é oferecido.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  FOREIGN_HOST: {
    title: 'Uma solicitação era para outro computador e foi recusada.',
    remedy: 'Se acontecer com frequência, avise o suporte: uma página da web pode estar tentando usar este caixa.',
  },
  ORIGIN_REFUSED: {
    title: 'Uma página da web tentou usar este caixa e foi recusada.',
    remedy: 'Se for o seu próprio caixa no navegador, adicione o endereço em “Programas”.',
  },
  KEY_REQUIRED: {
    title: 'Um programa não enviou sua chave.',
    remedy: 'Pareie o programa com este caixa em “Programas”.',
  },
  KEY_REFUSED: {
    title: 'Um programa enviou uma chave que este caixa não conhece.',
    remedy: 'Pareie o programa com este caixa de novo em “Programas”.',
  },
  SIGNATURE_REFUSED: {
    title: 'A solicitação de um programa não estava assinada como deve.',
    remedy: 'Verifique o relógio do programa e pergunte ao fabricante.',
  },
  CUSTOMER_UNKNOWN: { title: 'O cliente não está mais conectado.', remedy: 'Peça ao cliente que entre de novo.' },
  STEP_UP_REQUIRED: {
    title: 'O serviço pede uma entrada mais segura.',
    remedy: 'Peça à pessoa que entre de novo, com um segundo fator.',
  },
  SESSION_REQUIRED: { title: 'Este navegador foi desconectado.', remedy: 'Peça ao gerente um novo link.' },
  PIN_REQUIRED: {
    title: 'Isso precisa do gerente.',
    remedy: 'Digite o PIN do gerente em “Configurações” e faça de novo.',
  },
  PIN_WRONG: {
    title: 'Esse não é o PIN.',
    remedy: 'Digite-o de novo. Se ninguém souber, quem cuida deste computador pode removê-lo.',
  },
  PIN_BLOCKED: { title: 'PINs errados demais.', remedy: 'Aguarde o tempo terminar e digite o certo.' },
  UNKNOWN_UPSTREAM: {
    title: 'Este serviço não está configurado neste caixa.',
    remedy: 'Veja em “Serviços” quais estão configurados, ou adicione-o lá.',
  },
  NOT_GRANTED: { title: 'Este programa não pode fazer isso.', remedy: 'Se ele deve poder, permita em “Programas”.' },
  ROUTE_DENIED: {
    title: 'Nenhum programa pode fazer isso por este caixa.',
    remedy: 'Não há nada a corrigir: isso revelaria algo que precisa ficar no serviço.',
  },
  BODY_REFUSED: {
    title: 'Um programa pediu algo que este caixa não permite.',
    remedy: 'Avise quem cuida do sistema de PDV.',
  },
  TOO_MANY_REQUESTS: { title: 'Houve solicitações demais.', remedy: 'Aguarde um momento e tente de novo.' },
  LOOP_DETECTED: {
    title: 'O endereço do serviço leva de volta a este caixa.',
    remedy: 'Corrija o endereço do serviço em “Serviços”.',
  },
  NOT_SUPPORTED: {
    title: 'Isso não é oferecido aqui.',
    remedy: 'Escolha outro caminho, ou pergunte ao suporte se pode ser adicionado.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'Esta verificação não existe mais.',
    remedy: 'Comece de novo com o número do cliente.',
  },
  UNKNOWN_LOOK_UP: { title: 'A pesquisa deste cliente é antiga demais.', remedy: 'Pesquise o cliente de novo.' },
  CUSTOMER_NOT_ENROLLED: {
    title: 'O serviço não cadastrou este cliente.',
    remedy: 'Confira o número com o cliente, ou cadastre-o no sistema de PDV.',
  },
  VERIFICATION_OVER: {
    title: 'Esta verificação terminou.',
    remedy: 'Se não foi confirmada, comece de novo com o número do cliente.',
  },
  RESEND_TOO_EARLY: {
    title: 'Um código acabou de ser enviado a este cliente.',
    remedy: 'Peça ao cliente que aguarde: mensagens podem levar um minuto. Depois envie outro.',
  },
  CODES_USED_UP: {
    title: 'Por enquanto não é possível enviar mais códigos a este cliente.',
    remedy: 'Atenda o cliente sem verificação, ou tente de novo mais tarde.',
  },
  OVERRIDE_REFUSED: {
    title: 'Este caixa não deixa o gerente confirmar sem código.',
    remedy: 'Atenda o cliente sem verificação.',
  },
  OVERRIDES_USED_UP: {
    title: 'O gerente não pode confirmar mais clientes sem código hoje.',
    remedy: 'Atenda o cliente sem verificação.',
  },
  DESTINATION_REFUSED: {
    title: 'Esta loja não envia códigos a este número.',
    remedy: 'Envie o código por e-mail, ou atenda o cliente sem verificação. A matriz pode permitir mais países.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Agora não é possível verificar clientes neste caixa.',
    remedy: 'Atenda o cliente sem verificação e avise o suporte: o caixa não consegue gravar no disco.',
  },
  UNKNOWN_PAIRING: {
    title: 'Este programa não está mais esperando.',
    remedy: 'Inicie o pareamento de novo no programa.',
  },
  PAIRING_BUSY: {
    title: 'Outro programa está pedindo acesso agora.',
    remedy: 'Responda a ele primeiro e tente de novo.',
  },
  OUTBOX_UNAVAILABLE: {
    title: 'Este caixa não consegue guardar vendas para depois agora.',
    remedy:
      'Por enquanto as vendas vão direto para o serviço. Avise o suporte: há um problema no disco ou no cofre de senhas.',
  },
  OUTBOX_FULL: {
    title: 'Não é possível guardar mais vendas para depois.',
    remedy: 'Veja o que está esperando e por que não pode ser enviado. Se a conexão estiver boa, avise o suporte.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title:
      'Não é possível alcançar o serviço. Um gerente precisa autorizar antes que esta venda seja guardada para depois.',
    remedy: 'Peça ao gerente que digite o PIN na janela e envie a venda de novo no caixa.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Esta pergunta não está mais aberta.',
    remedy: 'Envie a venda de novo no caixa. Se um gerente for necessário, o caixa pergunta.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Este item não está mais aí.', remedy: 'Veja a lista de novo.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Este item está sendo enviado, ou já terminou.',
    remedy: 'Veja-o de novo daqui a pouco.',
  },
  UNKNOWN_DROP: {
    title: 'Nenhuma pasta com este nome é observada.',
    remedy: 'Veja a lista de pastas na linha de comando.',
  },
  DROP_IN_USE: {
    title: 'Arquivos desta pasta esperam para ser enviados.',
    remedy: 'Aguarde até que sejam enviados, ou peça ao suporte que os devolva à pasta.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'A pasta de arquivos não pode ser usada.',
    remedy: 'Verifique se ela existe e se o Till Agent pode ler e gravar nela.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'Não foi possível chegar ao servidor de arquivos.',
    remedy: 'Os arquivos esperam e serão enviados quando ele voltar. Se a conexão estiver boa, avise o suporte.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'O servidor de arquivos não é o que foi configurado.',
    remedy: 'Nada foi enviado a ele. Avise o suporte: ele tem uma nova chave, ou há alguém no meio.',
  },
  DROP_SERVER_REFUSED: {
    title: 'O servidor de arquivos recusou este caixa.',
    remedy: 'Peça ao suporte a senha, a pasta e as permissões certas no servidor.',
  },
  UNKNOWN_REQUEST: { title: 'Isto não é o identificador de uma solicitação.', remedy: 'Verifique o identificador.' },
  UPSTREAM_NOT_READY: {
    title: 'Este caixa não está conectado ao serviço.',
    remedy: 'Tente de novo daqui a pouco. Se não resolver, veja o motivo em “Estado”.',
  },
  TOKEN_EXPIRED: { title: 'A entrada expirou naquele momento. Nada foi feito.', remedy: 'Faça de novo.' },
  UPSTREAM_LOCKED: {
    title: 'O serviço não aceita a senha deste caixa.',
    remedy: 'Continue sem o serviço e avise o gerente: é preciso digitar a senha certa em “Serviços”.',
  },
  UPSTREAM_BUSY: {
    title: 'O serviço está ocupado.',
    remedy: 'Aguarde um momento e tente de novo. Nada foi feito ainda.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'Não foi possível chegar ao serviço. Nada foi enviado.',
    remedy: 'Verifique se a internet da loja funciona e tente de novo.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'O serviço não conseguiu provar que é o certo. Nada foi enviado.',
    remedy:
      'Verifique a data e a hora deste computador. Se estiverem certas, avise o suporte: alguém pode estar escutando.',
  },
  UPSTREAM_SILENT: { title: 'O serviço não respondeu.', remedy: 'Tente de novo. Nada foi alterado.' },
  OUTCOME_UNKNOWN: {
    title: 'O serviço não respondeu. Pode ter sido feito ou não.',
    remedy: 'Verifique o que aconteceu antes de repetir.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'O serviço deu uma resposta que o Till Agent não pode usar.',
    remedy: 'Tente de novo. Se não resolver, verifique o endereço em “Serviços” ou avise o suporte.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'O serviço tentou enviar este caixa a outro endereço. O caixa não foi.',
    remedy: 'Corrija o endereço do serviço em “Serviços”.',
  },
  ...tillFaults,
}
