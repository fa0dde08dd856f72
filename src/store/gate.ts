/** Lets so many in at once; whoever comes later waits until somebody leaves. */
export const gate = (most: number) => {
  let inside = 0
  const waiting: (() => void)[] = []
  return {
    enter: async () => {
      if (inside < most) {
        inside += 1
        return
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    },
    /** Once for each `enter`. */
    leave: () => {
      const next = waiting.shift()
      if (next) next()
      else inside -= 1
    },
  }
}
