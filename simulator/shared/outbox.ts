export type OtpChannel = 'SMS' | 'EMAIL' | 'WHATSAPP' | 'ZALO'

/** A message as it would arrive on a customer's phone or in a mailbox. */
export interface Message {
  to: string
  channel: OtpChannel
  text: string
  /** The one-time code in the text, or the hash of a password reset. */
  code: string
  /** Milliseconds since the epoch. */
  at: number
}

const maxMessages = 200

/** The last 200 messages that the simulated clouds sent, oldest first. */
export class Outbox {
  #messages: Message[] = []

  add(message: Message): void {
    this.#messages = [...this.#messages, message].slice(-maxMessages)
  }

  all(): Message[] {
    return [...this.#messages]
  }

  clear(): void {
    this.#messages = []
  }
}
