import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'pt-BR', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Este programa não está configurado neste caixa.',
    remedy: 'Veja em “Programas” quais estão configurados.',
  },
  ALREADY_EXISTS: {
    title: 'Este nome já está em uso.',
    remedy: 'Escolha outro nome. O que já existe pode receber novas credenciais, ou ser substituído por um arquivo.',
  },
  UPSTREAM_IN_USE: {
    title: 'Há programas que ainda usam este serviço.',
    remedy: 'Remova primeiro o acesso deles em “Programas”.',
  },
  SECRET_MISSING: {
    title: 'Não foi possível ler uma senha no lugar onde ela deveria estar.',
    remedy: 'Avise a pessoa que configurou este caixa.',
  },
  CREDENTIAL_REFUSED: {
    title: 'O serviço não aceitou o nome ou a senha. Nada foi salvo.',
    remedy:
      'Confira os dois com a matriz. A senha diferencia maiúsculas de minúsculas. Tentativas erradas demais podem bloquear o caixa.',
  },
  PACK_INVALID: {
    title: 'Este arquivo não está como a matriz o fez.',
    remedy: 'Copie-o de novo, ou peça outro à matriz. Nada foi alterado.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Este arquivo não vem da sua matriz.',
    remedy: 'Não o use e avise a matriz. Nada foi alterado.',
  },
  PACK_EXPIRED: {
    title: 'Este arquivo não pode mais ser usado.',
    remedy: 'Verifique a data deste computador. Se estiver certa, peça um novo arquivo à matriz.',
  },
  PACK_SUPERSEDED: {
    title: 'Este caixa já usou este arquivo, ou um mais novo.',
    remedy: 'Peça um novo arquivo à matriz.',
  },
  PACK_CODE_WRONG: {
    title: 'Este não é o código deste arquivo.',
    remedy: 'Compare-o com o que a matriz deu a você. Após códigos errados demais, o arquivo não serve mais aqui.',
  },
  PACK_DEAD: {
    title: 'Foram digitados códigos errados demais. Este arquivo não pode mais ser usado aqui.',
    remedy: 'Peça à matriz um novo arquivo e um novo código.',
  },
  PACK_OF_OTHER_TILL: { title: 'Este arquivo foi feito para outro caixa.', remedy: 'Use o arquivo deste caixa.' },
  CREDENTIAL_UNEXPECTED: {
    title: 'Esta é a senha de outro caixa.',
    remedy: 'Digite a deste caixa. Se for a certa, pergunte à matriz qual caixa é esperado aqui.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Não foi possível chegar ao serviço. Nada foi salvo.',
    remedy: 'Verifique se a internet da loja funciona e se o endereço está certo, e tente de novo.',
  },
  SIGN_IN_FAILED: { title: 'Ninguém entrou.', remedy: 'Comece a entrada de novo.' },
  TILL_BARRED: {
    title: 'A matriz bloqueou este caixa.',
    remedy: 'Ligue para a matriz. Só um novo arquivo de configuração dela põe este caixa para funcionar de novo.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Este computador não tem um cofre de senhas.',
    remedy: 'Quem cuida deste computador precisa instalar um. Até lá, nada é salvo.',
  },
  KEYCHAIN_LOCKED: {
    title: 'O cofre de senhas deste computador está bloqueado.',
    remedy: 'Entre de novo neste computador e tente outra vez.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Este computador não deixou o Till Agent salvar a senha.',
    remedy: 'Se este computador pedir permissão, conceda. Depois tente de novo.',
  },
  SETTINGS_DAMAGED: {
    title: 'As configurações deste caixa estão danificadas.',
    remedy:
      'Chame o suporte: este caixa precisa ser configurado de novo. Uma cópia das configurações antigas foi guardada.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'Não foi possível salvar as configurações.',
    remedy: 'Verifique se o disco deste computador não está cheio e tente de novo.',
  },
  SETTING_MANAGED: { title: 'A matriz decide esta configuração.', remedy: 'Peça à matriz que a mude.' },
  AUDIT_UNAVAILABLE: {
    title: 'A trilha de auditoria deste caixa não pode ser lida ou gravada.',
    remedy: 'Verifique se o disco deste computador não está cheio. Até lá, nada é registrado.',
  },
  LOG_UNAVAILABLE: {
    title: 'O registro do Till Agent não pode ser gravado.',
    remedy: 'Verifique se o disco deste computador não está cheio. Até lá, o suporte não vê o que aconteceu.',
  },
  FILE_UNREADABLE: {
    title: 'Não foi possível ler um arquivo.',
    remedy: 'Verifique se o arquivo existe e se pode ser lido.',
  },
  PORT_TAKEN: {
    title: 'Outro programa usa a porta do Till Agent.',
    remedy: 'Feche esse programa e reinicie o Till Agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Enquanto o caixa não tiver PIN do gerente, só um administrador deste computador pode fazer isso.',
    remedy: 'Abra esta janela com um novo link, ou peça a quem cuida deste computador que defina um PIN.',
  },
  SERVICE_REFUSED: {
    title: 'Este computador se recusou a alterar o serviço de sistema do Till Agent.',
    remedy: 'Pergunte a quem cuida deste computador.',
  },
  SAFE_MODE: {
    title: 'O Till Agent falhou várias vezes seguidas e não vende nada até que alguém o examine.',
    remedy: 'Envie ao suporte o arquivo da verificação. Depois reinicie este computador.',
  },
  ALREADY_RUNNING: { title: 'O Till Agent já está em execução.', remedy: 'Use a janela que já está aberta.' },
  INTERNAL: {
    title: 'Algo deu errado dentro do Till Agent.',
    remedy: 'Tente de novo. Se não resolver, informe ao suporte a referência abaixo.',
  },
}
