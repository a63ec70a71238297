// Which folder may import which, and which file imports which package. `npm run check` fails on any other import.
// test/repository/arrows.system.test.ts breaks each rule once.

/** Rooms of the agent, and the rooms each may import. */
export const rooms = {
  'electron/contract': [],
  'electron/core': ['electron/contract'],
  'electron/schemes': ['electron/contract', 'electron/core'],
  'electron/adapters': ['electron/contract', 'electron/core'],
  'electron/api': ['electron/contract', 'electron/core'],
  'electron/host': [
    ...['electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/api', 'words'],
    // Staff practise with the simulated clouds.
    'simulator',
  ],
  'electron/cli': [
    ...['electron/contract', 'electron/core', 'electron/schemes', 'electron/adapters', 'electron/api', 'electron/host'],
    ...['words', 'simulator'],
  ],
  'electron/main': [
    ...['electron/contract', 'electron/core', 'electron/adapters', 'electron/api', 'electron/host', 'electron/preload'],
    ...['words', 'build/icons'],
  ],
  'electron/preload': [],
  // What people read, in every language: the window, the tray and the command line share it.
  words: ['electron/contract'],
  renderer: ['electron/contract', 'words'],
  simulator: [],
  clients: [],
}

/** Folders inside a room, and the folders of the same room each may import. */
export const folders = {
  'electron/core': {
    base: [],
    personalData: [],
    pacing: ['base'],
    network: ['base'],
    settings: ['base', 'pacing'],
    audit: ['base', 'pacing'],
    signing: [],
    releases: ['signing'],
    message: ['base', 'network'],
    scheme: ['base', 'pacing', 'network'],
    clients: ['base', 'pacing', 'settings', 'audit'],
    secrets: ['base', 'network', 'settings', 'scheme'],
    upstream: ['base', 'pacing', 'network', 'settings', 'message', 'scheme', 'clients'],
    upstreams: ['base', 'network', 'settings', 'audit', 'scheme', 'clients', 'secrets', 'upstream'],
    cache: ['base', 'pacing', 'network', 'settings', 'message', 'clients', 'upstream'],
    queue: ['base', 'settings', 'message'],
    traffic: ['base'],
    broker: [
      ...['base', 'network', 'settings', 'audit', 'message', 'scheme', 'clients', 'upstream', 'upstreams'],
      ...['queue', 'traffic', 'cache'],
    ],
    codes: ['base', 'pacing', 'personalData', 'settings', 'scheme', 'upstream', 'upstreams'],
    verification: [...['base', 'pacing', 'settings', 'audit', 'scheme', 'clients', 'upstream', 'upstreams', 'codes']],
    customers: ['base', 'pacing', 'personalData', 'settings', 'scheme', 'clients', 'upstream', 'upstreams', 'codes'],
    outbox: [
      ...['base', 'pacing', 'personalData', 'network', 'settings', 'audit', 'message', 'scheme', 'clients'],
      ...['upstream', 'upstreams', 'broker'],
    ],
    drops: ['base', 'pacing', 'settings', 'audit', 'outbox'],
    displays: ['base', 'pacing', 'settings', 'audit', 'clients', 'customers', 'verification'],
    diagnostics: ['base', 'personalData', 'network', 'settings', 'audit', 'clients', 'upstreams', 'broker', 'outbox'],
    training: ['base', 'settings', 'audit'],
    fleet: ['base', 'network', 'settings', 'signing', 'scheme', 'secrets'],
    updates: ['base', 'settings', 'signing', 'releases'],
    telemetry: [
      ...['base', 'network', 'settings', 'audit', 'clients', 'upstreams', 'cache', 'traffic', 'verification', 'outbox'],
      ...['drops', 'diagnostics', 'updates'],
    ],
    directives: [
      ...['base', 'network', 'settings', 'signing', 'releases', 'scheme', 'clients', 'secrets', 'upstreams'],
      ...['fleet', 'pacing', 'updates'],
    ],
  },
  'electron/schemes': {
    shared: [],
    static: ['shared'],
    capillary: ['shared'],
    // The gateway forwards to Capillary's calls, and their bodies say what it says.
    capillaryCustomer: ['shared', 'capillary'],
    gini: ['shared'],
    // A cloud of no vendor's, for the schemes that are no vendor's either.
    plain: ['shared'],
    scayle: ['shared'],
    oidc: ['shared'],
    oauth2: ['shared', 'static'],
  },
  'electron/adapters': {
    files: [],
    certificates: [],
    tls: ['files', 'certificates'],
    sockets: ['tls'],
    http1: ['sockets', 'tls'],
    network: ['certificates', 'tls', 'sockets', 'http1'],
    system: ['sockets', 'network'],
    desktop: ['system'],
    systemProxy: ['files', 'sockets', 'network', 'system'],
    keychain: ['system'],
    settings: ['system', 'files'],
    database: ['system'],
    drops: ['files', 'certificates', 'tls', 'sockets', 'system'],
    log: ['system'],
    telemetry: ['sockets', 'tls', 'network'],
    updates: ['system', 'sockets'],
    service: ['system', 'keychain'],
    machineUpdates: ['files', 'system', 'updates', 'service'],
  },
  'electron/api': {
    presenters: [],
    http: ['presenters'],
    page: [],
    control: ['http', 'presenters'],
    pos: ['http', 'presenters'],
    pipe: ['http'],
    web: ['http', 'page'],
    window: ['http', 'page'],
  },
  simulator: {
    shared: [],
    capillary: ['shared'],
    // The Auth Engine logs Capillary's customers in, and its gateway forwards to Capillary's calls.
    authEngine: ['shared', 'capillary'],
    gini: ['shared'],
    plain: ['shared'],
    scayle: ['shared'],
  },
  renderer: {
    agent: [],
    preferences: [],
    words: ['agent', 'preferences'],
    parts: ['agent', 'words', 'preferences'],
    screens: ['agent', 'words', 'parts'],
    app: ['agent', 'words', 'parts', 'screens', 'preferences'],
    // Only what both pages look like: no screen of the staff.
    display: ['agent', 'words', 'parts', 'app'],
  },
  // What two parts or two screens share is a part of its own.
  'renderer/parts': {
    drawing: [],
    form: [],
    format: [],
    layout: ['form'],
    fault: ['format'],
    key: ['format', 'layout'],
    grant: [],
    keyboard: [],
    keypad: ['form'],
    latency: ['format', 'layout'],
    pin: ['fault', 'form', 'format'],
    scheme: ['fault', 'form'],
    system: ['fault', 'pin'],
    upstream: ['fault', 'format', 'layout', 'pin'],
  },
  'renderer/screens': {
    clients: [],
    customer: [],
    doctor: [],
    firstRun: [],
    outbox: [],
    settings: [],
    status: [],
    upstreams: [],
  },
}

/** Rooms that import these packages and no others. */
const packages = {
  'electron/contract': ['zod', '@orpc/contract'],
  'electron/core': ['zod', 'node:crypto', 'libphonenumber-js', 'unhomoglyph', 'minizlib'],
  'electron/schemes': ['zod', 'node:crypto', 'oauth4webapi', 'openid-client'],
  'electron/preload': ['electron'],
  words: ['i18next'],
  // Copied into programs of others, who have our packages not.
  clients: ['node:fs/promises', 'node:readline', 'node:readline/promises'],
}

/** Packages that reach the machine or the network, or are heavy, and the only files that import them. */
const importers = {
  electron: ['electron/main/', 'electron/preload/'],
  'electron-store': ['electron/adapters/settings/electronStore\\.ts'],
  'electron-updater': ['electron/adapters/updates/electronUpdater\\.ts'],
  keytar: ['electron/adapters/keychain/keychainEntries\\.ts'],
  'node:sqlite': ['electron/adapters/database/'],
  axios: ['electron/adapters/network/axiosHttp\\.ts'],
  'pac-resolver': ['electron/adapters/systemProxy/pacProgram\\.ts'],
  'quickjs-wasi': ['electron/adapters/systemProxy/pacProgram\\.ts'],
  pino: ['electron/adapters/log/pinoLog\\.ts'],
  '@opentelemetry': ['electron/adapters/telemetry/'],
  jose: ['electron/adapters/system/joseSigner\\.ts'],
  fflate: ['electron/adapters/system/zip\\.ts'],
  ssh2: ['electron/adapters/drops/sftpServer\\.ts'],
  'basic-ftp': ['electron/adapters/drops/ftpsServer\\.ts'],
  minizlib: ['electron/core/message/contentDecoder\\.ts'],
  commander: ['electron/cli/'],
  '@inquirer/password': ['electron/cli/prompt\\.ts'],
}

/** Packages that the window never imports: it has the contract's types and its link to the agent. */
const notInWindow = ['electron', 'axios', 'zod', '@orpc/server']

/** The packaged program is also its own command line, so only its entry imports both. */
const entryOfBothHosts = '^electron/main/main\\.ts$'

const sources = '^(electron|words|renderer|simulator|clients|test|build)/'
const anyOf = (names) => `(${names.join('|')})`
const inFolder = (path) => `^${path}/`
/** The checker names most modules of Node without their `node:`. */
const named = (names) => {
  const plain = anyOf(names.map((name) => name.replace(/^node:/, '')))
  return `(^|/)node_modules/${plain}(/|$)|^(node:)?${plain}(/promises)?$`
}

const roomRules = Object.entries(rooms).map(([room, others]) => ({
  name: `${room} imports ${others.join(', ') || 'no other room'}`,
  severity: 'error',
  from: { path: inFolder(room), ...(room === 'electron/main' && { pathNot: entryOfBothHosts }) },
  to: { path: sources, pathNot: [room, ...others].map(inFolder) },
}))

const entryRule = {
  name: 'electron/main/main.ts imports what electron/main does, and the command line',
  severity: 'error',
  from: { path: entryOfBothHosts },
  to: { path: sources, pathNot: ['electron/main', 'electron/cli', ...rooms['electron/main']].map(inFolder) },
}

const folderRules = Object.entries(folders).flatMap(([room, inside]) => [
  ...Object.entries(inside).map(([folder, others]) => ({
    name: `${room}/${folder} imports ${others.join(', ') || 'no other folder of its room'}`,
    severity: 'error',
    from: { path: inFolder(`${room}/${folder}`) },
    to: { path: inFolder(room), pathNot: [folder, ...others].map((name) => inFolder(`${room}/${name}`)) },
  })),
  {
    name: `${room} holds no folder that the table of arrows does not name`,
    severity: 'error',
    from: { path: `^${room}/(?!${anyOf(Object.keys(inside))}/)[^/]+/` },
    to: {},
  },
])

const packageRules = Object.entries(packages).map(([room, names]) => ({
  name: `${room} imports no package but ${names.join(', ')}`,
  severity: 'error',
  from: { path: inFolder(room) },
  to: { pathNot: [sources, named(names)] },
}))

const importerRules = Object.entries(importers).map(([name, places]) => ({
  name: `${name} is imported by ${places.join(', ')} only`,
  severity: 'error',
  from: { path: '^(electron|words|renderer|simulator)/', pathNot: places.map((place) => `^${place}`) },
  to: { path: named([name]) },
}))

export default {
  forbidden: [
    ...roomRules,
    entryRule,
    ...folderRules,
    ...packageRules,
    ...importerRules,
    {
      name: 'renderer imports no package of the machine, nor what checks and serves the contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: named(notInWindow) },
    },
    {
      name: 'renderer imports no module of Node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'every import leads to a file',
      severity: 'error',
      from: { path: '^(electron|words|renderer|simulator|clients)/' },
      // The build knows what `?inline` and `?thread` ask for.
      to: { couldNotResolve: true, pathNot: '\\?(inline|thread)$' },
    },
  ],
  options: {
    parser: 'swc',
    // Types count: what a type names is known all the same.
    tsPreCompilationDeps: true,
    builtInModules: { add: ['node:sqlite'] },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
}
