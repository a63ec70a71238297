import type { OtpChannel } from './assumptions.ts'

/** What a customer's phone or mailbox would show. */
export interface Message {
  to: string
  channel: OtpChannel
  text: string
  code: string
  at: number
}

const kept = 200

export class MessageBox {
  #messages: Message[] = []

  add(message: Message): void {
    this.#messages = [...this.#messages, message].slice(-kept)
  }

  all(): Message[] {
    return [...this.#messages]
  }

  clear(): void {
    this.#messages = []
  }
}
