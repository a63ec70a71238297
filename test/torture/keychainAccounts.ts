import keytar from 'keytar'

// node keychainAccounts.ts   prints the accounts of the till agent in the keychain, as JSON, without their secrets

const accounts = (await keytar.findCredentials('till-agent')).map(({ account }) => account)
process.stdout.write(JSON.stringify(accounts))
