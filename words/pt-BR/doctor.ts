import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'pt-BR', typeof english> = {
  title: 'Diagnóstico',
  tabs: { findings: 'Verificação', bundle: 'Pacote de suporte', audit: 'Trilha de auditoria' },
  run: 'Verificar de novo',
  running: 'Verificando tudo. Cada serviço recebe uma solicitação…',
  checkedAt: 'Verificado',
  allFine: 'Está tudo certo.',
  someTrouble: 'Algo está errado. Veja abaixo o que fazer.',
  someAttention: 'Funciona. Algo precisa da sua atenção.',
  thisComputer: 'Este computador',
  outcomes: { fine: 'Certo', attention: 'Atenção', trouble: 'Problema', skipped: 'Não verificado' },
  checks: {
    keychain: 'Chaveiro',
    settings: 'Configurações',
    environment: 'Configurações do sistema',
    port: 'Porta',
    audit: 'Trilha de auditoria',
    verifications: 'Códigos aos clientes',
    log: 'Registro',
    drops: 'Pastas de arquivos',
    telemetry: 'Relatórios à matriz',
    dns: 'Nome',
    proxy: 'Proxy',
    tls: 'Criptografia',
    certificate: 'Certificado do caixa',
    clock: 'Relógio',
    credential: 'Credenciais',
  },
  findings: {
    keychain: {
      fine: { sentence: 'O chaveiro guarda e devolve segredos.' },
      attention: {
        sentence: 'Os segredos são guardados só até o Till Agent parar.',
        remedy: 'Nada a fazer se este caixa é configurado a cada início.',
      },
      trouble: {
        sentence: 'O chaveiro deste computador não guarda segredos.',
        remedy: 'Desbloqueie o chaveiro entrando neste computador e verifique de novo.',
      },
      skipped: { sentence: 'O chaveiro não foi verificado.' },
    },
    settings: {
      fine: { sentence: 'As configurações podem ser lidas e gravadas.' },
      attention: {
        sentence: 'As configurações estavam danificadas. Uma cópia delas foi guardada.',
        remedy: 'Verifique se todos os serviços e programas ainda estão lá e entregue a cópia ao suporte.',
      },
      trouble: {
        sentence: 'As configurações não podem ser lidas ou gravadas.',
        remedy: 'Verifique se há espaço no disco e verifique de novo.',
      },
      skipped: { sentence: 'As configurações não foram verificadas.' },
    },
    environment: {
      fine: {
        sentence: 'Nada nas configurações do sistema torna as conexões menos seguras.',
      },
      attention: {
        sentence: 'Este computador pede menos segurança aos seus programas. O Till Agent não segue isso; outros, sim.',
        remedy: 'Mostre isto a quem cuida deste computador.',
      },
      trouble: { sentence: 'Não foi possível ler as configurações do sistema.', remedy: 'Pergunte a um técnico.' },
      skipped: { sentence: 'As configurações do sistema não foram verificadas.' },
    },
    port: {
      fine: { sentence: 'O sistema de PDV consegue chegar ao Till Agent.' },
      attention: {
        sentence: 'O sistema de PDV só consegue chegar ao Till Agent de um jeito.',
        remedy: 'Pergunte a um técnico.',
      },
      trouble: {
        sentence: 'O sistema de PDV não consegue chegar ao Till Agent.',
        remedy: 'Reinicie o Till Agent. Se não resolver, outro programa pode estar usando a porta: chame o suporte.',
      },
      skipped: { sentence: 'A porta não foi verificada.' },
    },
    audit: {
      fine: { sentence: 'A trilha de auditoria está sendo gravada.' },
      attention: {
        sentence: 'A trilha de auditoria estava danificada. O que restou dela foi guardado.',
        remedy: 'Descubra por quê, e guarde o arquivo antigo para quem for investigar.',
      },
      trouble: {
        sentence: 'A trilha de auditoria não pode ser gravada.',
        remedy: 'Verifique se há espaço no disco. Até lá, nada é registrado.',
      },
      skipped: { sentence: 'A trilha de auditoria não foi verificada.' },
    },
    verifications: {
      fine: { sentence: 'Os códigos aos clientes estão sendo contados.' },
      attention: {
        sentence: 'Algumas verificações de clientes estavam danificadas. Elas foram guardadas.',
        remedy: 'Mande verificar o disco deste computador e entregue o arquivo ao suporte.',
      },
      trouble: {
        sentence: 'Nenhum cliente pode ser verificado: os códigos não podem ser contados.',
        remedy: 'Verifique se há espaço no disco e verifique de novo.',
      },
      skipped: { sentence: 'Os códigos aos clientes não foram verificados.' },
    },
    drops: {
      fine: { sentence: 'O servidor de arquivos aceita arquivos.' },
      attention: {
        sentence: 'Alguns arquivos não foram enviados.',
        remedy: 'Veja na subpasta “refused”: uma nota ao lado de cada arquivo diz por quê.',
      },
      trouble: {
        sentence: 'Arquivos não podem ser enviados ao servidor.',
        remedy: 'Eles esperam. Se a conexão estiver boa, avise o suporte.',
      },
      skipped: { sentence: 'O servidor de arquivos não foi verificado.' },
    },
    telemetry: {
      fine: { sentence: 'A matriz recebe os relatórios deste caixa.' },
      attention: {
        sentence: 'A matriz não recebe os relatórios deste caixa. As vendas continuam.',
        remedy: 'Mostre isto a quem cuida deste caixa.',
      },
      trouble: {
        sentence: 'Não foi possível verificar os relatórios à matriz.',
        remedy: 'Verifique de novo mais tarde.',
      },
      skipped: { sentence: 'Os relatórios à matriz não foram verificados.' },
    },
    log: {
      fine: { sentence: 'O registro é gravado.' },
      attention: {
        sentence: 'Algumas linhas do registro se perderam.',
        remedy: 'Descubra por que o disco deste computador estava cheio.',
      },
      trouble: {
        sentence: 'O registro não pode ser gravado.',
        remedy: 'Verifique se o disco deste computador não está cheio e verifique de novo.',
      },
      skipped: { sentence: 'O registro não foi verificado.' },
    },
    dns: {
      fine: { sentence: 'O nome do serviço é conhecido.' },
      attention: { sentence: 'O nome do serviço leva a um endereço incomum.', remedy: 'Pergunte a um técnico.' },
      trouble: {
        sentence: 'O nome do serviço não é encontrado.',
        remedy: 'Verifique a rede da loja e o endereço do serviço.',
      },
      skipped: { sentence: 'O nome não precisou ser procurado.' },
    },
    proxy: {
      fine: { sentence: 'O caminho até o serviço está livre.' },
      attention: {
        sentence: 'O caminho até o serviço passa por um proxy, e nenhuma resposta voltou.',
        remedy: 'Pergunte a quem cuida da rede da loja.',
      },
      trouble: { sentence: 'O proxy não deixa o caixa passar.', remedy: 'Pergunte a quem cuida da rede da loja.' },
      skipped: { sentence: 'O proxy não foi verificado.' },
    },
    tls: {
      fine: { sentence: 'O serviço provou que é o certo.' },
      attention: {
        sentence: 'Alguém no caminho talvez consiga ler a conexão com o serviço.',
        remedy: 'Pergunte a quem cuida da rede da loja se isso é intencional.',
      },
      trouble: {
        sentence: 'Não foi possível fazer uma conexão segura com o serviço.',
        remedy: 'Verifique a rede da loja. Se funcionar, pergunte a quem cuida dela: alguém pode estar no meio.',
      },
      skipped: { sentence: 'A criptografia não foi verificada.' },
    },
    certificate: {
      fine: { sentence: 'O certificado deste caixa está bom.' },
      attention: { sentence: 'O certificado deste caixa vence em breve.', remedy: 'Peça um novo a um técnico.' },
      trouble: { sentence: 'O certificado deste caixa venceu.', remedy: 'Peça um novo a um técnico.' },
      skipped: { sentence: 'O certificado deste caixa não foi verificado.' },
    },
    clock: {
      fine: { sentence: 'O relógio está certo.' },
      attention: {
        sentence: 'O relógio está um pouco errado.',
        remedy: 'Deixe este computador acertar o relógio automaticamente.',
      },
      trouble: {
        sentence: 'O relógio está tão errado que os serviços podem recusar este caixa.',
        remedy: 'Acerte a data, a hora e o fuso horário deste computador.',
      },
      skipped: { sentence: 'Não foi possível verificar o relógio.' },
    },
    credential: {
      fine: { sentence: 'O serviço aceita as credenciais deste caixa.' },
      attention: {
        sentence: 'Não foi possível verificar se o serviço aceita as credenciais.',
        remedy: 'Teste de novo mais tarde.',
      },
      trouble: { sentence: 'As credenciais deste caixa não funcionam.', remedy: 'Digite as certas, ou entre de novo.' },
      skipped: { sentence: 'As credenciais não foram testadas.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'as configurações da área de trabalho',
    'etc-environment': 'as variáveis em /etc/environment',
    windows: 'as opções da Internet do Windows',
    winhttp: 'as configurações WinHTTP do Windows',
    macos: 'as configurações de rede do macOS',
    chromium: 'as configurações do sistema',
    none: 'as configurações do sistema',
  },
  settingsWithPac: '{{settings}} (arquivo PAC {{pac}})',
  panelOpened: 'Aberto neste computador. Verifique de novo ao terminar.',
  actions: {
    'test-upstream': 'Testar este serviço',
    'rotate-upstream': 'Digitar novas credenciais',
    'sign-in-upstream': 'Entrar',
    'change-network': 'Mudar a rede',
    'open-settings': 'Abrir configurações',
    'open-keychain': 'Desbloquear o chaveiro',
    'open-clock': 'Abrir as configurações do relógio',
    'check-again': 'Verificar de novo',
  },
  bundle: {
    explain:
      'Tudo de que o suporte precisa para ajudar você, em um arquivo. Ele não contém segredo nem cliente. Confira antes de enviar.',
    preview: 'Mostrar o conteúdo',
    lines_one: '{{lines}} linha',
    lines_many: '{{lines}} de linhas',
    lines_other: '{{lines}} linhas',
    save: 'Salvar o arquivo',
    saved: '{{fileName}} foi salvo nos seus downloads.',
    contentOf: 'Conteúdo de {{name}}',
  },
}
