import { randomUUID } from 'node:crypto'

export interface Document {
  id: string
  owner: string
  name: string
  createdAt: number
}

export class Documents {
  #documents: Document[] = []

  add(owner: string, name: string, createdAt: number): Document {
    const document = { id: randomUUID(), owner, name, createdAt }
    this.#documents.push(document)
    return document
  }

  /** Another user's document is not there. */
  find(owner: string, id: string): Document | undefined {
    return this.of(owner).find((one) => one.id === id)
  }

  of(owner: string): Document[] {
    return this.#documents.filter((one) => one.owner === owner)
  }

  remove(document: Document): void {
    this.#documents = this.#documents.filter((one) => one !== document)
  }

  clear(): void {
    this.#documents = []
  }
}
