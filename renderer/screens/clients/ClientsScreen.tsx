import { useState } from 'react'
import type { CreatedKey } from '#renderer/parts/key/KeyCard.tsx'
import { AddClient } from './AddClient.tsx'
import { ClientList } from './ClientList.tsx'
import { NewKey } from './NewKey.tsx'

type View = { view: 'list' } | { view: 'adding' } | { view: 'new-key'; created: CreatedKey }

/** The clients: local programs that may use this till. One can be added by hand. */
export default function ClientsScreen() {
  const [shown, setShown] = useState<View>({ view: 'list' })
  const toList = () => setShown({ view: 'list' })
  switch (shown.view) {
    case 'list':
      return <ClientList onAdd={() => setShown({ view: 'adding' })} />
    case 'adding':
      return <AddClient onAdded={(created) => setShown({ view: 'new-key', created })} onCancel={toList} />
    case 'new-key':
      return <NewKey created={shown.created} onDone={toList} />
  }
}
