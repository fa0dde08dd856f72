import { readFileSync, writeFileSync } from 'node:fs'

/*
 * What processes have used. Peaks of memory and the CPU of other processes are read where Linux
 * shows them.
 */

/** Linux counts a process's time in hundredths of a second (USER_HZ). */
const ticksPerSecond = 100

/** CPU seconds, user and system, of this process. */
export const ownCpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}

/** CPU seconds, user and system, of another process (proc(5), fields 14 and 15). */
export const cpuOfProcess = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The second field is the program's name in brackets; whatever stands in it, they close behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

const kibibytes = (field: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync('/proc/self/status', 'latin1')
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
}

/** Bytes of this process in memory now, and the most there were since the peak was last begun anew. */
export const ownMemory = (anew: boolean): Readonly<{ resident: number; peak: number }> => {
  if (process.platform !== 'linux') {
    return { resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 }
  }
  // proc_pid_clear_refs(5): 5 sets the peak back to what is resident now.
  if (anew) writeFileSync('/proc/self/clear_refs', '5')
  return { resident: kibibytes('VmRSS'), peak: kibibytes('VmHWM') }
}
