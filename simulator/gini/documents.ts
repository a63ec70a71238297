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

  /** The user's own document; `undefined` for another user's. */
  find(owner: string, id: string): Document | undefined {
    return this.of(owner).find((document) => document.id === id)
  }

  of(owner: string): Document[] {
    return this.#documents.filter((document) => document.owner === owner)
  }

  remove(document: Document): void {
    this.#documents = this.#documents.filter((candidate) => candidate !== document)
  }

  clear(): void {
    this.#documents = []
  }
}
