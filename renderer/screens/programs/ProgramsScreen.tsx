import { useState } from 'react'
import { AddProgram } from './AddProgram.tsx'
import { KeyOnce, type NewKey } from './KeyOnce.tsx'
import { ProgramList } from './ProgramList.tsx'

type View = { view: 'list' } | { view: 'adding' } | { view: 'key'; made: NewKey }

/** Which local programs may call, and letting another one in by hand. */
export default function ProgramsScreen() {
  const [shown, setShown] = useState<View>({ view: 'list' })
  const toList = () => setShown({ view: 'list' })
  switch (shown.view) {
    case 'list':
      return <ProgramList onAdd={() => setShown({ view: 'adding' })} />
    case 'adding':
      return <AddProgram onMade={(made) => setShown({ view: 'key', made })} onCancel={toList} />
    case 'key':
      return <KeyOnce made={shown.made} onDone={toList} />
  }
}
