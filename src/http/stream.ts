/** Pieces as a stream that asks for the next one when the reader has taken the last. */
export const streamOf = (
  pieces: AsyncIterable<Uint8Array>
): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value as Uint8Array<ArrayBuffer>)
    },
    cancel: async () => {
      await iterator.return?.()
    },
  })
}
