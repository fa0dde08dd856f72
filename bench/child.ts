import { fork, type Serializable } from 'node:child_process'
import { once } from 'node:events'

/** A process of our own that takes orders and answers each with one report. */
export type Child<Order, Report> = Readonly<{
  order: (order: Order) => Promise<Report>
  stop: () => void
}>

/** Starts a file of this folder as a process. It ends with its parent or when stopped. */
export const startChild = <Order extends Serializable, Report>(
  file: string
): Child<Order, Report> => {
  const child = fork(new URL(file, import.meta.url))
  return {
    stop: () => {
      child.kill()
    },
    order: async (order) => {
      const aborter = new AbortController()
      const { signal } = aborter
      const ended = once(child, 'exit', { signal }).then(() => {
        throw new Error(`${file} ended by itself`)
      })
      ended.catch(() => undefined)
      const answered = once(child, 'message', { signal })
      child.send(order)
      try {
        const [message] = await Promise.race([answered, ended])
        return message as Report
      } finally {
        aborter.abort()
      }
    },
  }
}
